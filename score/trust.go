package score

import "math"

// Trust turns what speaks for a verdict into the probability that it is right:
// the sums alone are too sure of some verdicts, and not sure enough of others.
// `go run ./score/cmd/fit` fits it on
// verdicts of questions that the sums were fitted without.
type Trust struct{ Weights [trustCount]float64 }

// What trust looks at, in the order of the weights file.
const (
	trustOdds = iota // logarithm of the odds that the sums give
	trustCovered
	trustPartial
	trustContradicted
	trustSize   // of the point
	trustOthers // how well the other points are made
	trustPartly // how far from all and from nothing the point is
	trustBias
	trustCount
)

// Nothing writes to this table.
var trustNames = [trustCount]string{
	"right-odds", "right-covered", "right-partial", "right-contradicted", "right-size", "right-others", "right-partly", "right-bias",
}

// Signs returns what trust looks at for the verdict v, which features f gave
// with probability p.
func Signs(f []float64, v Verdict, p float64) [trustCount]float64 {
	p = min(max(p, 0.01), 0.99)
	s := [trustCount]float64{
		trustBias: 1, trustOdds: math.Log(p / (1 - p)), trustSize: f[featSize], trustOthers: f[featOthers],
		trustPartly: 4 * f[featFacets] * (1 - f[featFacets]),
	}
	switch v {
	case Covered:
		s[trustCovered] = 1
	case Partial:
		s[trustPartial] = 1
	case Contradicted:
		s[trustContradicted] = 1
	}
	return s
}

// Of returns the probability that a verdict with these signs is right; p where
// nothing was fitted.
func (t *Trust) Of(signs [trustCount]float64, p float64) float64 {
	if *t == (Trust{}) {
		return p
	}
	sum := 0.0
	for i, s := range signs {
		sum += t.Weights[i] * s
	}
	return 1 / (1 + math.Exp(-sum))
}
