package score

import "rehearse/prompts"

// usualCover is the cover that other points have on average.
const usualCover = 0.45

// others returns the mean cover of the other points, less usualCover: who
// speaks of something else altogether says none of them.
func others(q prompts.Question, points []judged, i int) float64 {
	sum, n := 0.0, 0
	for k := range points {
		if k != i && !q.Points[k].Heading {
			sum += points[k].cover
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum/float64(n) - usualCover
}

// children returns how far the points below point i were made, and which of
// them best, -1 for none: whoever tells two of them has made what heads them.
func children(q prompts.Question, points []judged, i int) (made float64, best int) {
	best = -1
	for k := i + 1; k < len(q.Points) && q.Points[k].Depth > q.Points[i].Depth; k++ {
		cover := points[k].cover * (1 - points[k].features[featList])
		made += cover
		if cover > 0 && (best < 0 || cover > points[best].cover) {
			best = k
		}
	}
	return min(1, made/2), best
}

// clearlyBetter is by how much another cover must be greater to beat a point.
const clearlyBetter = 0.2

// beaten returns how far the words that point i was matched with say another
// point better.
func beaten(points []judged, i int) float64 {
	own := &points[i]
	said := map[int]float64{}
	all := 0.0
	own.matched(func(e int, m match) {
		weight := own.claim.elements[e].weight * m.strength
		said[m.first] += weight
		all += weight
	})
	if all == 0 {
		return 0
	}
	most := 0.0
	for k := range points {
		other := &points[k]
		better := other.cover - own.cover
		if k == i || better <= 0 || other.claim.text == own.claim.text {
			continue
		}
		taken := 0.0
		other.matched(func(_ int, m match) {
			taken += said[m.first]
		})
		most = max(most, min(1, better/clearlyBetter)*min(1, taken/all))
	}
	return most
}
