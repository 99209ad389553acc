package score

import "slices"

// evidence returns the bytes of the answer in which the point was made: the
// clauses of the matches, from the first to the last; of a long point that is
// told all over the answer, from its first facet to its last. ok is false
// where nothing that weighs was matched.
func (al *alignment) evidence() (start, end int, ok bool) {
	var said []hit
	light := al.claim.heaviest() * evidenceShare
	al.matched(func(e int, m match) {
		if al.claim.elements[e].weight*m.strength >= light {
			said = append(said, m.hit)
		}
	})
	if len(said) == 0 {
		return 0, 0, false
	}
	slices.SortFunc(said, func(a, b hit) int { return a.first - b.first })
	first, last := al.core(said)
	from, to := al.answer.of[first], al.answer.of[last]
	head := al.answer.clauses[from].first
	for head < first && al.answer.class[head] == stopWord {
		head++
	}
	return al.answer.words[head].start, al.answer.words[al.answer.clauses[to].last].end, true
}

// evidenceShare is the share of the heaviest word of a point that a word must
// weigh to be looked for: an «один» far away is no evidence of «1 девопс».
const evidenceShare = 0.25

func (c *claim) heaviest() float64 {
	most := 0.0
	for _, e := range c.elements {
		most = max(most, e.weight)
	}
	return most
}

// core returns the first and the last word of the evidence: all matches when
// the point has several facets, those of the best window when it has one.
func (al *alignment) core(said []hit) (first, last int) {
	first, last = -1, -1
	whole := al.claim.facets > 1
	for _, h := range said {
		c := al.answer.of[h.first]
		if !whole && (c < al.window.first || c > al.window.last) {
			continue
		}
		if first < 0 {
			first = h.first
		}
		last = max(last, h.last)
	}
	if first < 0 {
		return said[0].first, said[0].last
	}
	return first, last
}
