package score

import "math"

// Weights turn features into probabilities by three weighted sums: was the
// point made at all, was it made in full, is it contradicted.
// `go run ./score/cmd/fit` writes them.
type Weights struct {
	Said, Full, Against Sum
	Right               Trust
	Sure                float64 // probability from which a verdict is sure
	CoverFrom           float64 // probability that covered must have to be said
}

// A Sum is a bias and a weight for each feature.
type Sum struct {
	Bias    float64
	Weights [featureCount]float64
}

// Of returns the probability that the sum over features f stands for.
func (s *Sum) Of(f []float64) float64 {
	sum := s.Bias
	for i, v := range f {
		sum += s.Weights[i] * v
	}
	return 1 / (1 + math.Exp(-sum))
}

// Chances are the probabilities of the verdicts; they sum to 1.
type Chances struct{ Covered, Partial, Missed, Contradicted float64 }

// Chances returns the probabilities for features f.
func (w *Weights) Chances(f []float64) Chances {
	said, full, against := w.Said.Of(f), w.Full.Of(f), w.Against.Of(f)
	c := Chances{
		Covered:      (1 - against) * said * full,
		Partial:      (1 - against) * said * (1 - full),
		Missed:       (1 - against) * (1 - said),
		Contradicted: against,
	}
	c.gate(f)
	return c
}

// gateFrom is the share of a match that must be denied, of a point's numbers
// that must be others, or of its directions that must be the opposite, for the
// point to be never covered.
const gateFrom = 0.5

// wholly is the share of a match that another point must claim better for the
// words to make that point and not this one.
const wholly = 0.85

// meantFrom is the share of a match that must be heard of, another's or a joke
// for the point to be never covered; a wish counts half and is under it.
const meantFrom = 0.8

// gate takes covered away where the claim is denied, its number is another, its
// direction or order the opposite, or its words make another point: the same words do
// not make it then. With another number what was expected was spoken of, so
// missed is less likely too.
func (c *Chances) gate(f []float64) {
	conflict, contrary := f[featConflict] >= gateFrom, contraryIn(f)
	if conflict || f[featDenied] >= gateFrom || contrary {
		c.Contradicted += c.Covered
		c.Covered = 0
	}
	if f[featBeaten] >= wholly || f[featMeant] >= meantFrom {
		c.Missed += c.Covered
		c.Covered = 0
	}
	if conflict || contrary {
		c.Contradicted += c.Missed / 2
		c.Missed /= 2
	}
}

// contraryIn reports whether features f have the opposite direction or order, or
// no for yes.
func contraryIn(f []float64) bool {
	return max(f[featOpposite], f[featOrder], f[featAffirmed]) >= gateFrom
}

// Judge returns the likeliest verdict for features f and the probability that
// it is right.
func (w *Weights) Judge(f []float64) (Verdict, float64) {
	v, p := w.Likeliest(f)
	return v, w.Right.Of(Signs(f, v, p), p)
}

// Likeliest returns the likeliest verdict for features f and its probability by
// the sums. Praise for what was not said is the worst mistake: covered must reach
// CoverFrom. Without a word that was heard the verdict is missed.
func (w *Weights) Likeliest(f []float64) (Verdict, float64) {
	c := w.Chances(f)
	if f[featMass] == 0 && f[featChildren] < childrenSpeak && !contraryIn(f) {
		return Missed, c.Missed
	}
	verdict, best := Missed, c.Missed
	if c.Contradicted > best {
		verdict, best = Contradicted, c.Contradicted
	}
	if c.Partial > best {
		verdict, best = Partial, c.Partial
	}
	if c.Covered > best && c.Covered >= w.CoverFrom {
		verdict, best = Covered, c.Covered
	}
	return verdict, best
}

// childrenSpeak is how far the points below a point must be made to make it
// where none of its own words was said.
const childrenSpeak = 0.5
