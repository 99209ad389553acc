package score

import "math"

// Weights of elements. Numbers of one are said by saying the thing at all.
const (
	weightContent = 1.0
	weightGeneric = 0.3
	weightName    = 1.25
	weightNumber  = 1.2
	weightOne     = 0.15
	asideFactor   = 0.5  // brackets and explanations detail a claim
	askedFactor   = 0.25 // words of the question are given, not answered
)

// weigh gives each element its weight; the question's own words count
// less.
func (c *claim) weigh(asked *reading) {
	given := make(map[string]bool)
	for i, w := range asked.words {
		if asked.class[i] != stopWord {
			given[w.root] = true
		}
	}
	for i := range c.elements {
		e := &c.elements[i]
		e.weight = c.baseWeight(*e)
		if e.aside {
			e.weight *= asideFactor
		}
		if e.number == nil && given[c.words[e.first].root] {
			e.weight *= askedFactor
		}
	}
}

func (c *claim) baseWeight(e element) float64 {
	switch {
	case e.number != nil && math.Abs(e.number.value) <= 1 && e.number.unit == "":
		return weightOne
	case e.number != nil:
		return weightNumber
	case e.name:
		return weightName
	case c.class[e.first] == genericWord:
		return weightGeneric
	}
	return weightContent
}

// sharedFactor is how much each other point that has a word too takes from it.
const sharedFactor = 0.7

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
