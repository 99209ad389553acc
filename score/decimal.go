package score

// halves returns the decimals that were said in two halves: «три и шесть» for
// 3.6, «три одиннадцать» for 3.11. They may as well be two numbers, so they only
// speak for a point, never against it.
func (r *reading) halves() []number {
	var found []number
	for i := 1; i < len(r.numbers); i++ {
		whole, rest := r.numbers[i-1], r.numbers[i]
		if whole.unit != "" || whole.ordinal || rest.ordinal || !isCount(whole.value, 1000) || !isCount(rest.value, 100) || !r.joinsHalves(whole.last, rest.first) {
			continue
		}
		part := rest.value / 10
		if rest.value >= 10 {
			part = rest.value / 100
		}
		found = append(found, number{first: whole.first, last: rest.last, value: whole.value + part, unit: rest.unit})
	}
	return found
}

func isCount(v, under float64) bool { return v >= 0 && v < under && v == float64(int(v)) }

// joinsHalves reports whether words last and first belong to one decimal: they
// stand side by side, or with one word between them that is said for the point.
func (r *reading) joinsHalves(last, first int) bool {
	if first == last+1 {
		return r.words[first].edge <= edgeSpace
	}
	if first != last+2 {
		return false
	}
	switch r.words[last+1].form {
	case "и", "точка", "запятая", "целых", "целая", "point", "dot":
		return true
	}
	return false
}
