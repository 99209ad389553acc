package score

import "math"

// withFraction returns n, which begins at words[i], with what follows it that
// makes a fraction of it or adds one: «девяносто девять и девять», a fifth.
func (n number) withFraction(words []word, i int) number {
	next := ""
	if n.last+1 < len(words) && words[n.last+1].edge <= edgeSpace {
		next = words[n.last+1].form
	}
	switch next {
	case "часть", "доля", "части", "долю", "part":
		if n.ordinal {
			return number{last: n.last + 1, value: 1 / n.value}
		}
	case "девятки", "девяток", "девятками", "nines":
		if n.value >= 2 && n.value <= 6 { // three nines are 99.9 %
			return number{last: n.last + 1, value: 100 - math.Pow(10, 2-n.value), unit: "%"}
		}
	case "point", "запятая", "точка", "целых", "целая":
		return n.withDecimals(words)
	case "и":
		if n.value >= 90 && n.value < 100 { // shares of availability; «пять и шесть» are two numbers
			return n.withDecimals(words)
		}
	}
	if n.ordinal && n.value > 2 && i > 0 && (words[i-1].form == "a" || words[i-1].form == "one") {
		return number{last: n.last, value: 1 / n.value}
	}
	return n
}

// withDecimals adds the digits that are said after the next word.
func (n number) withDecimals(words []word) number {
	place := 0.1
	for at := n.last + 2; at < len(words) && words[at].edge <= edgeSpace; at++ {
		digit, ok := numerals()[words[at].form]
		if !ok {
			digit, ok = digitsAsNumeral(words[at].form)
		}
		if !ok || digit.kind != numeralUnit || digit.value > 9 {
			break
		}
		n.value += digit.value * place
		n.last = at
		place /= 10
	}
	return n
}

// readRate reads «раз в год» as one year, and полчаса as half an hour.
func readRate(words []word, i int) (number, bool) {
	switch words[i].form {
	case "полчаса":
		return number{last: i, value: 0.5, unit: "hour"}, true
	case "полгода":
		return number{last: i, value: 0.5, unit: "year"}, true
	}
	unit, ok := units()[words[i].form]
	if !ok || i < 2 || dimensionOf(unit) != "time" {
		return number{}, false
	}
	joins, before := words[i-1].form, words[i-2].form
	often := before == "раз" || before == "раза" || before == "once" || before == "twice"
	if often && (joins == "в" || joins == "a" || joins == "per") {
		return number{last: i, value: 1, unit: unit}, true
	}
	return number{}, false
}
