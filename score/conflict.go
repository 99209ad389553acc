package score

import "slices"

// measureNumbers compares the numbers of the point with those that stand with
// the words that were matched. owned are the numbers that other points claim.
func (al *alignment) measureNumbers(f *features, owned map[int]bool) {
	said, unsaid, conflict, all := 0.0, 0.0, 0.0, 0.0
	for e, el := range al.claim.elements {
		if !el.counts() {
			continue
		}
		all++
		near, ok := al.nearest(e, owned)
		switch {
		case !ok:
			unsaid++
		case el.number.same(near):
			said++
		default:
			conflict++
		}
	}
	if all == 0 {
		f[featNumbers] = f[featFacets]
		return
	}
	f[featNumbers] = said / all
	f[featAsked] = unsaid / all
	f[featConflict] = conflict / all * min(1, 1.5*al.topic())
}

// counts reports whether e is a number that matters: "one" is said by saying
// the thing.
func (e element) counts() bool { return e.number != nil && e.weight > weightOne && !e.number.ordinal }

// topic is the share of the words of the point, numbers left out, that its
// window says; a point that is nothing but numbers has its topic from the
// question.
func (al *alignment) topic() float64 {
	if al.claim.bare() {
		return 1
	}
	said, all := 0.0, 0.0
	for i, e := range al.claim.elements {
		if e.number == nil {
			all += e.weight
			said += e.weight * max(al.bestIn(al.window, i), al.bestIn(al.facets[e.facet], i))
		}
	}
	return said / all
}

// bare reports whether c is nothing but numbers.
func (c *claim) bare() bool {
	for _, e := range c.elements {
		if e.number == nil {
			return false
		}
	}
	return true
}

// Distances, in words. A number that is the right one is taken even when
// another stands that much nearer.
const (
	numberReach = 12
	rightNumber = 4
	overEdge    = 3 // what the end of a clause adds
)

// nearest returns the number that stands nearest to the matched words of the
// facet of element e, the right one before a wrong one that is hardly nearer.
func (al *alignment) nearest(e int, owned map[int]bool) (best number, ok bool) {
	want := *al.claim.elements[e].number
	bestAway := 0
	for _, n := range al.answer.numbers {
		if n.ordinal || !want.comparable(n) || !al.allowed(al.answer.of[n.first]) {
			continue
		}
		beside := al.beside(e, n)
		if !want.same(n) && (owned[n.first] || al.siblings(e, n) && beside != ofOwn) || want.same(n) && beside == ofOther {
			continue
		}
		away := al.away(e, n)
		if away < 0 {
			continue
		}
		if want.same(n) {
			away -= rightNumber
		}
		if owned[n.first] && away > 0 {
			continue // another point's, and nearer to it
		}
		if !ok || away < bestAway {
			ok = true
			best, bestAway = n, away
		}
	}
	for _, n := range al.answer.decimals {
		if away := al.away(e, n); want.same(n) && away >= 0 && (!ok || away-rightNumber <= bestAway) {
			ok = true
			best, bestAway = n, away-rightNumber
		}
	}
	return best, ok
}

// What a number stands beside: nothing of the point, what its own part counts,
// or what another part with a number of its own counts.
type side uint8

const (
	ofNone side = iota
	ofOwn
	ofOther
)

// besideReach is how many words further a number may stand from what it counts:
// «пять бэкендеров», "five of them backend".
const besideReach = 1

// beside returns what n is told of where the point counts several things: «два
// бэкендера, пять фронтендеров» for five and two.
func (al *alignment) beside(e int, n number) side {
	found := ofNone
	for i, matches := range al.found {
		el := al.claim.elements[i]
		own := el.facet == al.claim.elements[e].facet
		if el.number != nil || !own && !al.claim.countsIn(el.facet) {
			continue
		}
		for _, m := range matches {
			away := m.first - n.last
			if m.strength < sureMatch || away < 1 || away > 1+besideReach || al.answer.of[m.first] != al.answer.of[n.first] {
				continue
			}
			if own {
				return ofOwn
			}
			found = ofOther
		}
	}
	return found
}

// countsIn reports whether facet f of c has a number.
func (c *claim) countsIn(f int) bool {
	return slices.ContainsFunc(c.elements, func(e element) bool { return e.facet == f && e.number != nil })
}

// siblings reports whether n is another number of the same point.
func (al *alignment) siblings(e int, n number) bool {
	for i, el := range al.claim.elements {
		if i != e && el.number != nil && el.number.same(n) {
			return true
		}
	}
	return false
}

// away returns the words between n and the nearest match of a word of the
// facet of e, of the point when the facet has no other; -1: out of reach.
func (al *alignment) away(e int, n number) int {
	for _, anywhere := range [...]bool{false, true} {
		best := -1
		for i, matches := range al.found {
			el := al.claim.elements[i]
			if el.number != nil || !anywhere && el.facet != al.claim.elements[e].facet {
				continue
			}
			for _, m := range matches {
				d := al.between(m.hit, hit{n.first, n.last})
				if best < 0 || d < best {
					best = d
				}
			}
		}
		if best >= 0 && best <= numberReach {
			return best
		}
	}
	if unit := al.claim.elements[e].number.unit; al.claim.bare() || unit != "" && unit == n.unit {
		return numberReach + 1
	}
	return -1
}

// between returns the words between a and b; each clause that ends between
// them counts as some words more.
func (al *alignment) between(a, b hit) int {
	if b.first < a.first {
		a, b = b, a
	}
	if b.first <= a.last {
		return 0
	}
	return b.first - a.last + overEdge*(al.answer.of[b.first]-al.answer.of[a.last])
}

// owns returns the numbers of the answer that the point rightly claims.
func (al *alignment) owns() []int {
	var claimed []int
	for e, el := range al.claim.elements {
		if !el.counts() {
			continue
		}
		if near, ok := al.nearest(e, nil); ok && el.number.same(near) {
			claimed = append(claimed, near.first)
		}
	}
	return claimed
}
