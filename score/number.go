package score

import (
	"math"
	"strconv"
)

// A number is a number in a text, written or spoken.
type number struct {
	first, last int // words, both included; the unit is not one of them
	value       float64
	unit        string // "" when none stands beside it
	ordinal     bool
}

// same reports whether n and m are one number: equal, or one of them money in
// thousands whose thousands were left unsaid («от трёхсот» for 300к).
func (n number) same(m number) bool {
	if n.ordinal != m.ordinal || !n.comparable(m) {
		return false
	}
	if n.unit != m.unit && n.unit != "" && m.unit != "" {
		return roughly(n.value*scaleOf(n.unit), m.value*scaleOf(m.unit))
	}
	if equal(n.value, m.value) || n.unit != m.unit && equal(n.inPercent(), m.inPercent()) {
		return true
	}
	small, big := min(n.value, m.value), max(n.value, m.value)
	return small >= 20 && equal(small*1000, big)
}

// inPercent returns n, or what it is in percent where it is a share: a fifth.
func (n number) inPercent() float64 {
	if n.unit == "" && n.value > 0 && n.value < 1 {
		return n.value * 100
	}
	return n.value
}

// comparable reports whether n and m count the same kind of thing, as far as
// their units say.
func (n number) comparable(m number) bool {
	return n.unit == "" || m.unit == "" || n.unit == m.unit || dimensionOf(n.unit) == dimensionOf(m.unit)
}

// roughly reports whether a and b are one value told in two units: a quarter of
// a year is three months.
func roughly(a, b float64) bool { return math.Abs(a-b) <= 0.05*max(math.Abs(a), math.Abs(b)) }

func equal(a, b float64) bool {
	return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b))
}

// readNumbers finds the numbers of words, in order.
func readNumbers(words []word) []number {
	var found []number
	for i := 0; i < len(words); {
		n, ok := readNumber(words, i)
		if !ok {
			i++
			continue
		}
		found = append(found, n)
		i = n.last + 1
	}
	return found
}

// readNumber reads the number that begins at words[i].
func readNumber(words []word, i int) (number, bool) {
	negative := false
	at := i
	if isMinus(words, i) {
		negative = true
		at++
	}
	n, ok := readDigits(words, at)
	if said, spoken := readNumerals(words, at); spoken && (!ok || said.last > n.last) {
		n, ok = said, true
	}
	if !ok {
		n, ok = readRate(words, at)
	}
	if !ok {
		n, ok = readCompound(words, at)
	}
	if !ok {
		return number{}, false
	}
	n.first = i
	if negative {
		n.value = -n.value
	}
	if n.unit == "" {
		n.unit = unitBeside(words, n)
	}
	return n, true
}

func isMinus(words []word, i int) bool {
	return (words[i].form == "минус" || words[i].form == "minus") && i+1 < len(words) && words[i+1].edge <= edgeSpace
}

// readDigits reads 280, 20 000, 1,000, 2.5, and the multiplier that follows.
func readDigits(words []word, i int) (number, bool) {
	if i >= len(words) || !isDigit(words[i].form[0]) {
		return number{}, false
	}
	digits, last := words[i].form, i
	for last+1 < len(words) && continuesDigits(words, last+1, digits) {
		last++
		digits += words[last].form
	}
	value, ok := parseDigits(digits)
	if !ok {
		return number{}, false
	}
	n := number{last: last, value: value}
	if fraction, ok := readFraction(words, last); ok {
		n.value += fraction
		n.last++
	}
	return multiplied(words, n), true
}

// continuesDigits reports whether words[i] is the next group of three digits.
// Two numbers that stand side by side (250 500) are not one: after a plain
// space only a group of zeros continues.
func continuesDigits(words []word, i int, before string) bool {
	form := words[i].form
	if len(form) != 3 || !allDigits(form) || len(before) > 12 || words[i].edge > edgeSpace {
		return false
	}
	return words[i].edge == edgePoint || form == "000"
}

// readFraction reads the digits behind a decimal point or comma.
func readFraction(words []word, last int) (float64, bool) {
	next := last + 1
	if next >= len(words) || words[next].edge != edgePoint || !allDigits(words[next].form) {
		return 0, false
	}
	value, ok := parseDigits("0." + words[next].form)
	return value, ok
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

func parseDigits(s string) (float64, bool) {
	value, err := strconv.ParseFloat(s, 64)
	return value, err == nil && !math.IsInf(value, 0)
}

// multiplied applies a multiplier behind digits: 280к, 20 млн, 3 тысячи.
func multiplied(words []word, n number) number {
	next := n.last + 1
	if next >= len(words) || words[next].edge > edgeSpace {
		return n
	}
	form := words[next].form
	switch glued := words[next].edge == edgeGlued; {
	case glued && (form == "к" || form == "k"), form == "т", form == "тр":
		n.value *= 1000
		n.last = next
		return n
	case glued && form == "m":
		n.value *= 1e6
		n.last = next
		return n
	}
	if scale, ok := numerals()[form]; ok && scale.kind == numeralScale {
		n.value *= scale.value
		n.last = next
	}
	return n
}

// unitBeside returns the unit after n, or before it («гигабайт сто»).
func unitBeside(words []word, n number) string {
	next := n.last + 1
	for n.value < 1 && next < len(words) && (words[next].form == "of" || words[next].form == "a" || words[next].form == "an") {
		next++ // half an hour, a quarter of a year
	}
	if next < len(words) && words[next].edge <= edgeSpace {
		if unit, ok := units()[words[next].form]; ok {
			return unit
		}
	}
	if n.first > 0 && words[n.first].edge <= edgeSpace {
		return units()[words[n.first-1].form]
	}
	return ""
}
