package score

// reasons say which elements of the point were heard, and as what, which were
// not, and what goes against it.
func (j *judged) reasons(v Verdict) Reasons {
	var r Reasons
	heard := make([]bool, len(j.claim.elements))
	j.matched(func(e int, m match) {
		heard[e] = true
		el := j.claim.elements[e]
		r.Heard = append(r.Heard, Heard{Want: j.claim.span(el.first, el.last), Said: j.answer.span(m.first, m.last)})
	})
	r.Missing = j.claim.missing(heard)
	r.EchoOnly = v == Missed && len(r.Heard) == 0 && j.echoed()
	if v == Contradicted || v == Partial {
		r.Conflicts = j.conflicts()
	}
	return r
}

// missing returns what of c was not heard, as c writes it: a facet of which
// nothing was heard as a whole, of others the words that carry it.
func (c *claim) missing(heard []bool) []string {
	var missing []string
	for e := 0; e < len(c.elements); {
		end, any := e, false
		for end < len(c.elements) && c.elements[end].facet == c.elements[e].facet {
			any = any || heard[end]
			end++
		}
		if !any {
			missing = append(missing, c.span(c.elements[e].first, c.elements[end-1].last))
			e = end
			continue
		}
		for ; e < end; e++ {
			if !heard[e] && c.elements[e].weight >= weightContent*asideFactor {
				missing = append(missing, c.span(c.elements[e].first, c.elements[e].last))
			}
		}
	}
	return missing
}

// echoed reports whether the point's words were said, in the question only.
func (j *judged) echoed() bool {
	for _, matches := range j.found {
		for _, m := range matches {
			if j.answer.marks[j.answer.of[m.first]].echo {
				return true
			}
		}
	}
	return false
}

func (j *judged) conflicts() []Conflict {
	var found []Conflict
	for e, el := range j.claim.elements {
		if !el.counts() {
			continue
		}
		if near, ok := j.nearest(e, j.owned); ok && !el.number.same(near) {
			found = append(found, Conflict{ConflictNumber, j.claim.span(el.first, el.last), j.answer.span(near.first, near.last)})
		}
	}
	if j.features[featDenied] > 0.5 {
		found = append(found, Conflict{ConflictDenial, j.claim.text, j.answer.windowText(j.window)})
	}
	if max(j.features[featOpposite], j.features[featOrder], j.features[featAffirmed]) > 0 {
		found = append(found, Conflict{ConflictDirection, j.claim.text, j.answer.windowText(j.window)})
	}
	return found
}
