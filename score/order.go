package score

import "slices"

// The words that order what is told.
func isLater(form string) bool {
	switch form {
	case "потом", "затем", "then", "afterwards", "later":
		return true
	}
	return false
}

func isBefore(form string) bool { return form == "до" || form == "перед" || form == "before" }

func isAfter(form string) bool { return form == "после" || form == "after" }

// phaseReach bounds the words that «до» and «после» speak of; phaseStep leaves
// room for both between two steps of a story.
const (
	phaseReach = 4
	phaseStep  = 4
)

// phases says of each word when the thing happens that it tells of: a greater
// number is later. «Бэкап до миграции» has the migration later.
func (r *reading) phases() []int {
	phase := make([]int, len(r.words))
	base, aside, until := 0, 0, -1
	for i, w := range r.words {
		if i > until || w.edge >= edgeComma {
			aside = 0
		}
		negated := i > 0 && (r.words[i-1].form == "не" || r.words[i-1].form == "not")
		switch {
		case negated:
		case isLater(w.form) || isAfter(w.form) && r.pointsBack(i+1):
			base += phaseStep
		case isBefore(w.form) && i+1 < len(r.words) && !r.startsNumber(i+1):
			aside, until = 1, i+phaseReach
		case isAfter(w.form):
			aside, until = -1, i+phaseReach
		}
		phase[i] = base + aside
	}
	r.markRanges(phase)
	return phase
}

// markRanges puts the end of a range behind its beginning: from 2 seconds to
// 80 ms.
func (r *reading) markRanges(phase []int) {
	for i := 1; i < len(r.numbers); i++ {
		from, to := r.numbers[i-1], r.numbers[i]
		if r.follows(from, "с", "со", "от", "from") && r.follows(to, "до", "to") && to.first-from.last <= rangeReach {
			phase[to.first] = phase[from.first] + 1
		}
	}
}

// rangeReach bounds the words from the beginning of a range to its end.
const rangeReach = 4

// follows reports whether n stands behind one of forms.
func (r *reading) follows(n number, forms ...string) bool {
	return n.first > 0 && slices.Contains(forms, r.words[n.first-1].form)
}

// pointsBack reports whether word i only points at what was told: after that.
func (r *reading) pointsBack(i int) bool {
	if i >= len(r.words) {
		return true
	}
	switch r.words[i].form {
	case "этого", "чего", "that", "this", "which":
		return true
	}
	return r.words[i].edge >= edgeComma
}

func (r *reading) startsNumber(i int) bool {
	for _, n := range r.numbers {
		if n.first == i {
			return true
		}
	}
	return false
}

// reversed reports whether the answer tells in the opposite order what the
// point orders.
func (al *alignment) reversed() bool {
	right, wrong := 0, 0
	want := al.claim.phases()
	for i, a := range al.claim.elements {
		for k, b := range al.claim.elements {
			if want[a.first] >= want[b.first] || a.meets(b) || min(a.weight, b.weight) < weightGeneric {
				continue
			}
			switch al.toldOrder(i, k) {
			case 1:
				right++
			case -1:
				wrong++
			}
		}
	}
	return wrong > right
}

// toldOrder is 1 where element i is told to come before element k, -1 where
// after, 0 where nothing says so.
func (al *alignment) toldOrder(i, k int) int {
	order := 0
	for _, m := range al.found[i] {
		for _, n := range al.found[k] {
			if !al.inWindow(m.first) || !al.inWindow(n.first) || min(m.strength, n.strength) < sureMatch {
				continue
			}
			switch from, to := al.answer.phase[m.first], al.answer.phase[n.first]; {
			case from < to:
				return 1
			case from > to:
				order = -1
			}
		}
	}
	return order
}

// inWindow reports whether word i of the answer stands where the point is made.
func (al *alignment) inWindow(i int) bool {
	c := al.answer.of[i]
	return c >= al.window.first && c <= al.window.last
}
