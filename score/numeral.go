package score

// readNumerals reads a number in words from words[i] on: each numeral must be
// smaller than the one before it («двести пятьдесят» is one number, «двести
// триста» two), a scale multiplies, a comma ends.
func readNumerals(words []word, i int) (number, bool) {
	table := numerals()
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
		if !ok || !sum.add(part, form) {
			break
		}
		last = at
	}
	if last < 0 {
		return number{}, false
	}
	return number{last: last, value: sum.total + sum.group, ordinal: sum.ordinal}, true
}

// joinsNumerals: five hundred and twenty, one and a half, два с половиной.
func joinsNumerals(form string) bool { return form == "and" || form == "a" || form == "с" }

// A spokenSum adds numerals in the order in which they are said.
type spokenSum struct {
	total   float64 // complete groups: thousands, millions
	group   float64 // the group that is being said
	floor   float64 // what the next numeral of the group must be under; 0: a new group
	ceiling float64 // what the next scale must be under; 0: any
	started bool
	closed  bool // nothing can follow
	ordinal bool
}

// add takes one more numeral and reports whether it belongs to the number.
func (s *spokenSum) add(n numeral, form string) bool {
	if s.closed {
		return false
	}
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
