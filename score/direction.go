package score

// opposite is the share of the point's direction words (больше, выше) whose
// opposite stands where they should.
func (al *alignment) opposite(lex *lexicon) float64 {
	against, all := 0.0, 0.0
	for e, el := range al.claim.elements {
		want := lex.sense[al.claim.words[el.first].root]
		if want == 0 || el.number != nil || el.first != el.last {
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

// senses reports whether a word in the window points where want does.
func (al *alignment) senses(lex *lexicon, want direction) bool {
	first := al.answer.clauses[al.window.first].first
	last := al.answer.clauses[al.window.last].last
	for i := first; i <= last; i++ {
		if lex.sense[al.answer.words[i].root] == want {
			return true
		}
	}
	return false
}
