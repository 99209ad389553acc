package score

import "slices"

// againstFrom is the share of a point that must be said for the order in which
// it is said to count.
const againstFrom = 0.4

// opposite is the share of the point's direction words (больше, выше) whose
// opposite stands where they should.
func (al *alignment) opposite(lex *lexicon) float64 {
	against, all := 0.0, 0.0
	for e, el := range al.claim.elements {
		want := lex.sense[al.claim.words[el.first].root]
		if want == 0 || el.number != nil || el.first != el.last || al.claim.turns(lex, -want) {
			continue
		}
		all++
		if al.cover > 0 && al.senses(lex, -want) && al.bestIn(al.window, e) == 0 {
			against++
		}
	}
	if all == 0 {
		return 0
	}
	return against / all
}

// turns reports whether c has a word itself that points where want does.
func (c *claim) turns(lex *lexicon, want direction) bool {
	return slices.ContainsFunc(c.words, func(w word) bool { return lex.sense[w.root] == want })
}

// senses reports whether a clause that says something of the point has a word
// that points where want does.
func (al *alignment) senses(lex *lexicon, want direction) bool {
	for c := al.window.first; c <= al.window.last; c++ {
		if slices.Max(al.best[c]) == 0 {
			continue
		}
		clause := al.answer.clauses[c]
		for i := clause.first; i <= clause.last; i++ {
			if lex.sense[al.answer.words[i].root] == want {
				return true
			}
		}
	}
	return false
}
