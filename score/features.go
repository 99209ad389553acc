package score

import "math"

// A feature is one measure of how a point stands in an answer.
type feature int

// The features, in the order of the weights file.
const (
	featCover     feature = iota // share of the point in its best window
	featCoverHigh                // what of it is above ½
	featMass                     // logarithm of the weight that was said
	featFacets                   // mean share of the facets, each in its best window
	featLeast                    // share of the facet that is said least
	featMain                     // share of what stands outside brackets
	featExact                    // share said by terms and stems, not by synonyms
	featNames                    // share of the names; of all where there are none
	featNumbers                  // share of the numbers that were said; of all where there are none
	featAsked                    // numbers of which nothing comparable was said
	featSingle                   // the point is one word, and it was said
	featSize                     // logarithm of the number of elements
	featNear                     // closeness of the matches to each other
	featChildren                 // how far the points below it were made
	featBeaten                   // another point of the question is said better here
	featList                     // a bare list where the point explains
	featMeant                    // wished, heard of, of somebody else, a joke
	featOthers                   // mean cover of the other points, less what is usual
	featDenied                   // share of the match that is denied
	featConflict                 // another number of the same thing
	featOpposite                 // the opposite direction: less for more
	featOrder                    // told in the opposite order, or of one thing what is true of the other
	featAffirmed                 // said without its denial, or no for yes
	featCentred                  // similarity of the best window less the mean over windows; 0 without vectors
	featMargin                   // the same less that of the best other point
	featureCount
)

// Nothing writes to this table.
var featureNames = [featureCount]string{
	"cover", "cover-high", "mass", "facets", "least", "main", "exact", "names", "numbers", "numbers-unsaid", "single", "size", "near",
	"children", "beaten", "list", "meant", "others", "denied", "conflict", "opposite", "order", "affirmed", "centred", "margin",
}

// features are the measures of one point, each about 0 to 1.
type features [featureCount]float64

// measure fills in what one alignment shows. The rest needs the other points.
func measure(al *alignment, lex *lexicon) features {
	var f features
	f[featCover] = al.cover
	f[featCoverHigh] = max(0, al.cover-0.5)
	f[featMass] = math.Log1p(al.mass()) / 2
	f[featFacets], f[featLeast] = al.facetShares()
	f[featMain] = al.shareOf(func(e element) bool { return !e.aside })
	f[featExact] = al.exactShare()
	f[featNames] = al.shareOf(func(e element) bool { return e.name })
	f[featSize] = math.Log(float64(max(1, len(al.claim.elements)))) / 3
	if len(al.claim.elements) == 1 {
		f[featSingle] = al.cover
	}
	f[featNear] = al.nearness()
	al.measureMarks(&f)
	f[featOpposite] = al.opposite(lex)
	f[featAffirmed] = al.affirmed()
	if al.cover >= againstFrom && (al.reversed() || al.swapped()) {
		f[featOrder] = 1
	}
	return f
}

func (al *alignment) facetShares() (mean, least float64) {
	all := 0.0
	least = 1
	for i, share := range al.parts {
		weight := al.facetWeight(i)
		mean += weight * share
		all += weight
		least = min(least, share)
	}
	if all == 0 {
		return 0, 0
	}
	return mean / all, least
}

func (al *alignment) facetWeight(f int) float64 {
	sum := 0.0
	for _, e := range al.claim.elements {
		if e.facet == f {
			sum += e.weight
		}
	}
	return sum
}

// shareOf returns the share of the chosen elements, each in the best window of
// its facet; that of all when there are none of them.
func (al *alignment) shareOf(chosen func(element) bool) float64 {
	said, all := 0.0, 0.0
	for i, e := range al.claim.elements {
		if !chosen(e) {
			continue
		}
		all += e.weight
		said += e.weight * al.bestIn(al.facets[e.facet], i)
	}
	if all == 0 {
		mean, _ := al.facetShares()
		return mean
	}
	return said / all
}

func (al *alignment) bestIn(w window, e int) float64 {
	best := 0.0
	for c := w.first; c <= w.last && c < len(al.best); c++ {
		best = max(best, al.best[c][e])
	}
	return best
}

// exactShare is the share of the point that was said in its own words.
func (al *alignment) exactShare() float64 {
	said, all := 0.0, 0.0
	for i, e := range al.claim.elements {
		all += e.weight
		if al.bestIn(al.facets[e.facet], i) >= 0.99 {
			said += e.weight
		}
	}
	if all == 0 {
		return 0
	}
	return said / all
}

// matched yields the matches inside the windows where the facets are made,
// the strongest of each element.
func (al *alignment) matched(yield func(e int, m match)) {
	for e, matches := range al.found {
		w := al.facets[al.claim.elements[e].facet]
		best := -1
		for i, m := range matches {
			c := al.answer.of[m.first]
			if c < w.first || c > w.last || al.answer.marks[c].echo || !al.allowed(c) {
				continue
			}
			if best < 0 || al.weighed(m) > al.weighed(matches[best]) {
				best = i
			}
		}
		if best >= 0 {
			yield(e, matches[best])
		}
	}
}

// mass is the weight of what was said of the point.
func (al *alignment) mass() float64 {
	sum := 0.0
	al.matched(func(e int, m match) { sum += al.claim.elements[e].weight * m.strength })
	return sum
}

// weighed is the strength of m, less where it is denied: of two places the one
// that says it counts.
func (al *alignment) weighed(m match) float64 {
	return m.strength * (1 - 0.1*al.deniedAt(m.first))
}

// nearness is 1 where the matched words stand together and falls with the
// words between them.
func (al *alignment) nearness() float64 {
	first, last, n := len(al.answer.words), -1, 0
	al.matched(func(e int, m match) {
		c := al.answer.of[m.first]
		if c < al.window.first || c > al.window.last {
			return
		}
		first, last = min(first, m.first), max(last, m.last)
		n++
	})
	if n == 0 {
		return 0
	}
	return float64(n) / float64(max(n, last-first+1))
}

// measureMarks weighs how the matched words are meant.
func (al *alignment) measureMarks(f *features) {
	all, denied, meant, listed := 0.0, 0.0, 0.0, 0.0
	al.matched(func(e int, m match) {
		w := al.claim.elements[e].weight * m.strength
		c := al.answer.of[m.first]
		all += w
		denied += w * al.deniedAt(m.first)
		meant += w * al.answer.marks[c].meant
		if al.answer.clauses[c].list {
			listed += w
		}
	})
	if all == 0 {
		return
	}
	if !al.claim.wishes {
		f[featMeant] = meant / all
	}
	if !al.claim.negated {
		f[featDenied] = denied / all * min(1, all)
	}
	if !al.claim.listing {
		f[featList] = listed / all
	}
}
