package score

import (
	"rehearse/prompts"
	"rehearse/transcribe"
)

// A judged point is one point laid over the answer and measured.
type judged struct {
	*alignment
	features features
	child    *alignment   // of the point below it that was made best; nil: none
	owned    map[int]bool // numbers of the answer that other points rightly claim, by first word
}

// examine lays all points of q over t and measures them, each beside the
// others.
func examine(q prompts.Question, t transcribe.Transcript, v Vectors) []judged {
	lex, stems := theLexicon(), newStemmer()
	asked := read(q.Text, lex, stems)
	a := readAnswer(t.Text, asked, lex, stems)
	claims := make([]*claim, len(q.Points))
	for i, p := range q.Points {
		claims[i] = compile(p, asked, lex, stems)
	}
	rarify(claims)
	a.findSections(q, claims)
	points := make([]judged, len(q.Points))
	for i := range q.Points {
		al := align(claims[i], a)
		points[i] = judged{alignment: al, features: measure(al, lex)}
	}
	for i := range points {
		points[i].owned = ownedByOthers(points, i)
		points[i].measureNumbers(&points[i].features, points[i].owned)
		points[i].features[featBeaten] = beaten(points, i)
		points[i].features[featOthers] = others(q, points, i)
		made, best := children(q, points, i)
		points[i].features[featChildren] = made
		if best >= 0 {
			points[i].child = points[best].alignment
		}
	}
	measureVectors(points, v)
	return points
}

func ownedByOthers(points []judged, i int) map[int]bool {
	owned := make(map[int]bool)
	for k := range points {
		if k == i {
			continue
		}
		for _, first := range points[k].owns() {
			owned[first] = true
		}
	}
	return owned
}

// sharedFactor is how much each other point that has a word too takes from it.
const sharedFactor = 0.3

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

// rarify lowers the weight of words that many points of the question share:
// they tell the points apart less.
func rarify(claims []*claim) {
	in := make(map[string]int)
	for _, c := range claims {
		seen := make(map[string]bool, len(c.elements))
		for _, e := range c.elements {
			root := c.words[e.first].root
			if !seen[root] {
				in[root]++
				seen[root] = true
			}
		}
	}
	for _, c := range claims {
		for i := range c.elements {
			e := &c.elements[i]
			if e.number == nil {
				e.weight /= 1 + sharedFactor*float64(in[c.words[e.first].root]-1)
			}
		}
	}
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
const clearlyBetter = 0.6

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
