package score

import "rehearse/prompts"

// findSections says of each clause which group of q it tells of: from the
// first word that names one group alone until the next group is named, the
// first group at the start. Points that stand in several groups are then held
// to the part of the answer that is about theirs.
func (a *answer) findSections(q prompts.Question, claims []*claim) {
	heads := headsOf(q)
	if len(heads) < 2 || !holdRepeated(q, claims, heads) {
		return
	}
	named := make([]int, len(a.clauses))
	for c := range named {
		named[c] = -1
	}
	for g, head := range heads {
		for _, e := range claims[head].elements {
			if a.shared(e, claims, heads, g) {
				continue
			}
			for _, m := range a.find(claims[head], e) {
				named[a.of[m.first]] = g
			}
		}
	}
	a.sections = make([]int, len(a.clauses))
	current := 0
	for c := range named {
		if named[c] >= 0 {
			current = named[c]
		}
		a.sections[c] = current
	}
}

// headsOf returns the points that head the groups of q.
func headsOf(q prompts.Question) []int {
	var heads []int
	for i, p := range q.Points {
		if p.Depth == 1 && i+1 < len(q.Points) && q.Points[i+1].Depth > 1 {
			heads = append(heads, i)
		}
	}
	return heads
}

// holdRepeated holds the points that are in several groups to their own, and
// reports whether there are any.
func holdRepeated(q prompts.Question, claims []*claim, heads []int) bool {
	group := -1
	of := make([]int, len(claims))
	for i := range claims {
		if group+1 < len(heads) && heads[group+1] == i {
			group++
		}
		of[i] = group
	}
	repeated := false
	for i := range claims {
		for k := range claims {
			if of[i] < 0 || of[k] < 0 || of[i] == of[k] || !claims[i].repeats(claims[k]) {
				continue
			}
			claims[i].section = of[i]
			repeated = true
		}
	}
	return repeated
}

// repeats reports whether c and d say the same thing.
func (c *claim) repeats(d *claim) bool {
	said := func(c *claim) (names []key) {
		for _, e := range c.elements {
			if e.number == nil && len(e.keys) > 0 {
				names = append(names, e.keys[0])
			}
		}
		return names
	}
	a, b := said(c), said(d)
	if len(a) != len(b) || len(a) == 0 {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// shared reports whether another group's head has the element e too.
func (a *answer) shared(e element, claims []*claim, heads []int, own int) bool {
	for g, head := range heads {
		if g == own {
			continue
		}
		for _, other := range claims[head].elements {
			if e.meets(other) {
				return true
			}
		}
	}
	return false
}

// meets reports whether e and other are one concept.
func (e element) meets(other element) bool {
	if e.number != nil || other.number != nil {
		return e.number != nil && other.number != nil && e.number.same(*other.number)
	}
	for _, k := range e.keys {
		for _, o := range other.keys {
			if k == o && k.kind != keyLoose {
				return true
			}
		}
	}
	return false
}
