package score

// measureNumbers compares the numbers of the point with those that stand with
// the words that were matched.
func (al *alignment) measureNumbers(f *features) {
	said, unsaid, conflict, all := 0.0, 0.0, 0.0, 0.0
	for e, el := range al.claim.elements {
		if el.number == nil || el.weight <= weightOne {
			continue
		}
		all++
		near, ok := al.nearest(e)
		switch {
		case !ok:
			unsaid++
		case el.number.same(near):
			said++
		case al.saysIn(*el.number, al.window) && !al.sibling(e, near):
			said++
		default:
			conflict++
		}
	}
	if all == 0 {
		f[featNumbers] = f[featCover]
		return
	}
	f[featNumbers] = said / all
	f[featAsked] = unsaid / all
	f[featConflict] = conflict / all
}

// nearest returns the number that stands nearest to the matched words of the
// facet of element e, in their window.
func (al *alignment) nearest(e int) (number, bool) {
	var best number
	bestAway := -1
	for _, n := range al.answer.numbers {
		c := al.answer.of[n.first]
		if n.ordinal || !al.claim.elements[e].number.comparable(n) || !al.allowed(c) {
			continue
		}
		if al.cover > 0 && !al.bare() && (c+1 < al.window.first || c > al.window.last+1) {
			continue
		}
		away := al.away(e, n)
		if away >= 0 && (bestAway < 0 || away < bestAway) {
			best, bestAway = n, away
		}
	}
	return best, bestAway >= 0
}

// away returns the words between n and the nearest match of a word of the
// facet of e, of the point when the facet has no other; -1: nothing matched.
func (al *alignment) away(e int, n number) int {
	for _, anywhere := range [...]bool{false, true} {
		best := -1
		for i, matches := range al.found {
			el := al.claim.elements[i]
			if el.number != nil || !anywhere && el.facet != al.claim.elements[e].facet {
				continue
			}
			for _, m := range matches {
				d := between(m.hit, hit{n.first, n.last})
				if best < 0 || d < best {
					best = d
				}
			}
		}
		if best >= 0 && best <= numberReach {
			return best
		}
	}
	if unit := al.claim.elements[e].number.unit; al.bare() || unit != "" && unit == n.unit {
		return numberReach + 1
	}
	return -1
}

// bare reports whether the point is nothing but numbers: the question says
// what they count.
func (al *alignment) bare() bool {
	for _, el := range al.claim.elements {
		if el.number == nil {
			return false
		}
	}
	return true
}

// numberReach bounds the words between a number and what it counts.
const numberReach = 12

func between(a, b hit) int {
	switch {
	case a.last < b.first:
		return b.first - a.last
	case b.last < a.first:
		return a.first - b.last
	}
	return 0
}

func (al *alignment) saysIn(n number, w window) bool {
	for _, m := range al.answer.numbers {
		c := al.answer.of[m.first]
		if c+1 >= w.first && c <= w.last+1 && n.same(m) {
			return true
		}
	}
	return false
}

// sibling is kept for numbers of one point only: a number of the same point
// that stands nearer is no conflict.
func (al *alignment) sibling(e int, near number) bool {
	for i, el := range al.claim.elements {
		if i != e && el.number != nil && el.number.same(near) {
			return false
		}
	}
	return true
}

// opposite is the share of the point's direction words (больше, выше) whose
// opposite stands where they should.
func (al *alignment) opposite() float64 {
	lex := theLexicon()
	against, all := 0.0, 0.0
	for e, el := range al.claim.elements {
		want := lex.sense[al.claim.words[el.first].stem]
		if want == 0 || el.number != nil || el.first != el.last {
			continue
		}
		all++
		if al.bestIn(al.window, e) > 0 {
			continue
		}
		if al.cover > 0 && al.sensed(-want) && !al.sensed(want) {
			against++
		}
	}
	if all == 0 {
		return 0
	}
	return against / all
}

func (al *alignment) sensed(want direction) bool {
	lex := theLexicon()
	for c := al.window.first; c <= al.window.last; c++ {
		for i := al.answer.clauses[c].first; i <= al.answer.clauses[c].last; i++ {
			if lex.sense[al.answer.words[i].stem] == want {
				return true
			}
		}
	}
	return false
}
