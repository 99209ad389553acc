package score

// readNumerals reads a number in words from words[i] on: each numeral must be
// smaller than the one before it («двести пятьдесят» is one number, «двести
// триста» two), a scale multiplies, a comma ends.
func readNumerals(words []word, i int) (number, bool) {
	if i >= len(words) {
		return number{}, false
	}
	table := numerals()
	if scale := scaleFirst(words[i].form); scale > 0 && i+1 < len(words) && words[i+1].edge <= edgeSpace {
		if n, ok := readNumerals(words, i+1); ok && n.value < scale {
			return number{last: n.last, value: n.value * scale}, true
		}
	}
	var sum spokenSum
	last := -1
	for at := i; at < len(words); at++ {
		if at > i && words[at].edge > edgeSpace {
			break
		}
		form := words[at].form
		if joinsNumerals(form) && at > i {
			continue
		}
		part, ok := table[form]
		if !ok && (at == i || !isDigit(words[at-1].form[0])) {
			part, ok = digitsAsNumeral(form)
		}
		if !ok || !sum.add(part, form) {
			break
		}
		last = at
	}
	if last < 0 {
		return number{}, false
	}
	n := number{last: last, value: sum.total + sum.group, ordinal: sum.ordinal}
	return n.withFraction(words, i), true
}

// scaleFirst returns the scale that a number begins with when it is a guess:
// «миллионов двадцать».
func scaleFirst(form string) float64 {
	switch form {
	case "тысяч":
		return 1e3
	case "миллионов":
		return 1e6
	case "миллиардов":
		return 1e9
	}
	return 0
}

// digitsAsNumeral returns the numeral that digits stand for where a recogniser
// writes half of a number: «20 пять», «8 десяти».
func digitsAsNumeral(form string) (numeral, bool) {
	value, ok := 0.0, false
	if len(form) <= 3 && allDigits(form) {
		value, ok = parseDigits(form)
	}
	switch whole := int(value); {
	case !ok || whole < 1:
		return numeral{}, false
	case whole < 20:
		return numeral{value, numeralUnit}, true
	case whole < 100 && whole%10 == 0:
		return numeral{value, numeralTen}, true
	case whole%100 == 0:
		return numeral{value, numeralHundred}, true
	}
	return numeral{}, false
}

// times returns what the second half of a numeral multiplies the first by,
// where a recogniser parted them: «восьми десяти», «пять сот».
func times(form string) float64 {
	switch form {
	case "десяти", "десят", "десятью", "дцать":
		return 10
	case "ста", "сот", "сти":
		return 100
	}
	return 0
}

// joinsNumerals: five hundred and twenty, one and a half, два с половиной.
func joinsNumerals(form string) bool { return form == "and" || form == "a" || form == "с" }

// A spokenSum adds numerals in the order in which they are said.
type spokenSum struct {
	total   float64 // complete groups: thousands, millions
	group   float64 // the group that is being said
	floor   float64 // what the next numeral of the group must be under; 0: a new group
	ceiling float64 // what the next scale must be under; 0: any
	last    float64 // the numeral before
	started bool
	closed  bool // nothing can follow
	ordinal bool
}

// add takes one more numeral and reports whether it belongs to the number.
func (s *spokenSum) add(n numeral, form string) bool {
	if s.closed {
		return false
	}
	if by := times(form); by > 0 && s.floor == 1 && s.last >= 2 && s.last <= 9 {
		s.group += s.last * (by - 1)
		s.floor, s.last = by, 0
		return true
	}
	s.last = n.value
	switch n.kind {
	case numeralUnit:
		return s.addPart(n.value, 1)
	case numeralTen:
		return s.addPart(n.value, 10)
	case numeralHundred:
		return s.addPart(n.value, 100)
	case numeralScale:
		return s.scale(n.value, form)
	}
	if half := n.value == 0.5 && s.started && s.floor == 1; half {
		s.group += n.value
		return true
	}
	if s.started && (n.kind != numeralOrdinal || s.floor <= 1) {
		return false
	}
	s.group += n.value
	s.started = true
	s.floor = 1
	s.ordinal = n.kind == numeralOrdinal
	s.closed = s.ordinal
	return true
}

// addPart adds a numeral of the given rank: 1, 10 or 100.
func (s *spokenSum) addPart(value, rank float64) bool {
	if s.started && s.floor != 0 && (s.floor <= rank || value >= s.floor) {
		return false
	}
	s.group += value
	s.floor = rank
	s.started = true
	return true
}

// scale multiplies the group that was said. «пятьсот тысяча» is two numbers:
// after five hundred it would be «тысяч».
func (s *spokenSum) scale(value float64, form string) bool {
	if value == 100 {
		if s.started && (s.group < 1 || s.group > 99) {
			return false
		}
		s.group = max(s.group, 1) * 100
		s.floor, s.started = 100, true
		return true
	}
	if s.ceiling != 0 && value >= s.ceiling {
		return false
	}
	if s.started && s.floor != 0 && singularScale(form) && !endsInOne(s.group) {
		return false
	}
	group := s.group
	if s.floor == 0 {
		group = 1
	}
	s.total += group * value
	s.group, s.floor = 0, 0
	s.ceiling = value
	s.started = true
	return true
}

func singularScale(form string) bool {
	return form == "тысяча" || form == "тысячу" || form == "миллион" || form == "миллиард"
}

func endsInOne(n float64) bool {
	return int(n)%10 == 1 && int(n)%100 != 11 || n < 1
}
