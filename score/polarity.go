package score

// A reply is how a text begins: with yes, with no, or with neither.
type reply int8

func (r *reading) reply() reply {
	for i, w := range r.words {
		switch w.form {
		case "да", "конечно", "yes", "yeah", "yep", "sure":
			return 1
		case "нет", "no", "nope":
			return -1
		case "ну", "well", "так", "э", "эм", "um", "uh":
			continue
		}
		if i > 0 || r.class[i] != stopWord {
			return 0
		}
	}
	return 0
}

// repliesAgainst reports whether the point begins with yes and the answer with
// no, or the other way round.
func (al *alignment) repliesAgainst() bool {
	return al.claim.reply()*al.answer.opening < 0
}

// openingWords returns the bytes of the clause that a begins with.
func (a *answer) openingWords() (start, end int, ok bool) {
	if len(a.clauses) == 0 {
		return 0, 0, false
	}
	c := a.clauses[min(1, len(a.clauses)-1)]
	return a.words[0].start, a.words[c.last].end, true
}

// affirmed is the share of the point that denies something which the answer
// says without a denial: «не на выходных», «могу и на выходных»; all of it where
// one says yes and the other no.
func (al *alignment) affirmed() float64 {
	if al.repliesAgainst() {
		return 1
	}
	if al.cover < againstFrom || al.answer.asksDenied {
		return 0
	}
	affirmed, all := 0.0, 0.0
	for f := range al.claim.facets {
		weight := al.facetWeight(f)
		all += weight
		if al.parts[f] >= affirmedFrom && al.claim.deniesFacet(f) && !al.deniedSomehow(f) {
			affirmed += weight
		}
	}
	if all == 0 {
		return 0
	}
	return affirmed / all
}

// affirmedFrom is the share of a facet that must be said for its denial to be
// missed.
const affirmedFrom = 0.6

// deniesFacet reports whether a word of denial stands in facet f of c.
func (c *claim) deniesFacet(f int) bool {
	from, last, to := 0, 0, len(c.words)-1
	for _, e := range c.elements {
		switch {
		case e.facet < f:
			from = e.last + 1
		case e.facet == f:
			last = e.last
		case e.first-1 < to:
			to = e.first - 1
		}
	}
	for i := from; i <= to; i++ {
		if i > last && c.words[i].edge >= edgeComma {
			return false // «…, а не после» denies what it names, not this
		}
		switch c.words[i].form {
		case "не", "без", "ни", "not", "without", "never":
			return i+1 > len(c.words)-1 || c.words[i+1].form != "только" && c.words[i+1].form != "only"
		}
	}
	return false
}

// deniedSomehow reports whether the answer has a denial, or a word that stands
// for one, in the clauses where facet f is made or right beside them.
func (al *alignment) deniedSomehow(f int) bool {
	w := al.facets[f]
	from, to := w.first, w.last
	if al.answer.wordsIn(from, to) < ownWords {
		from, to = max(0, from-1), min(len(al.answer.clauses)-1, to+1)
	}
	for c := from; c <= to; c++ {
		if al.answer.marks[c].negative {
			return true
		}
	}
	return false
}

// ownWords is the length from which a clause says alone how it is meant.
const ownWords = 5
