package main

import (
	"math"
	"math/rand/v2"
	"slices"

	"rehearse/score"
	"rehearse/score/cmd/labelled"
)

// A share is one answer's contribution to a figure, which is the sum of all
// parts over the sum of all wholes.
type share struct{ part, whole float64 }

// A figure measures one way that answers come.
type figure struct {
	name string
	from int // the first way that it means something for
	of   func(o outcome, way int) share
}

var figures = [...]figure{
	{"coverage error", perfect, func(o outcome, way int) share { return share{coverageError(o, way), 1} }},
	{"  grown by", plain, func(o outcome, way int) share {
		return share{coverageError(o, way) - coverageError(o, perfect), 1}
	}},
	{"verdicts right", perfect, func(o outcome, way int) share {
		return points(o, func(l labelled.Label) (yes, counts bool) { return o.verdict(way, l) == l.Verdict, true })
	}},
	{"false cover", perfect, func(o outcome, way int) share {
		return points(o, func(l labelled.Label) (yes, counts bool) { return o.verdict(way, l) == score.Covered, unsaid(l) })
	}},
	{"false cover from the hint", hinted, func(o outcome, way int) share {
		return points(o, func(l labelled.Label) (yes, counts bool) {
			return o.verdict(way, l) == score.Covered && o.verdict(plain, l) != score.Covered, unsaid(l)
		})
	}},
	{"words wrong", plain, func(o outcome, way int) share {
		said, heard := wordsOf(o.answer.Text, o.language), wordsOf(o.ways[way].text.Text, o.language)
		return share{float64(wordErrors(said, heard)), float64(len(said))}
	}},
	{"terms heard", plain, func(o outcome, way int) share {
		said, heard := termsIn(o.answer.Text, o.answer.Question), termsIn(o.ways[way].text.Text, o.answer.Question)
		return share{float64(len(said) - without(said, heard)), float64(len(said))}
	}},
	{"terms heard, never said", plain, func(o outcome, way int) share {
		said, heard := termsIn(o.answer.Text, o.answer.Question), termsIn(o.ways[way].text.Text, o.answer.Question)
		return share{float64(without(heard, said)), float64(len(heard))}
	}},
}

// unsaid tells whether a person found that the point was not made.
func unsaid(l labelled.Label) bool { return l.Verdict.Credit() == 0 }

// points counts the labels of o that is says yes to, of those that count.
func points(o outcome, is func(labelled.Label) (yes, counts bool)) share {
	var s share
	for _, l := range o.answer.Labels {
		yes, counts := is(l)
		if counts {
			s.whole++
		}
		if yes && counts {
			s.part++
		}
	}
	return s
}

// coverageError is how far the coverage of the labelled points is off.
func coverageError(o outcome, way int) float64 {
	off := 0.0
	for _, l := range o.answer.Labels {
		off += o.verdict(way, l).Credit() - l.Verdict.Credit()
	}
	return math.Abs(off) / max(1, float64(len(o.answer.Labels)))
}

func total(shares []share) share {
	var sum share
	for _, s := range shares {
		sum.part += s.part
		sum.whole += s.whole
	}
	return sum
}

// value returns NaN where there was nothing to measure.
func (s share) value() float64 { return s.part / s.whole }

// interval returns the 95 % bootstrap interval of a figure: answers are drawn
// again, with their points, since those of one answer are not independent.
func interval(shares []share, chance *rand.Rand) (low, high float64) {
	const draws = 1000
	var values []float64
	drawn := make([]share, len(shares))
	for range draws {
		for i := range drawn {
			drawn[i] = shares[chance.IntN(len(shares))]
		}
		if v := total(drawn).value(); !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return math.NaN(), math.NaN()
	}
	slices.Sort(values)
	return values[len(values)*25/1000], values[len(values)*975/1000]
}
