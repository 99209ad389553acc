package labelled

import (
	"math"
	"slices"

	"rehearse/score"
)

// How the weights are fitted. The penalties keep weights small where few
// examples speak; they were chosen once, by hand, on held-out questions.
const (
	rounds         = 500
	rate           = 0.1
	penalty        = 0.002 // of the squared weights, against the mean log likelihood
	penaltyFull    = 0.002
	penaltyAgainst = 0.0007 // contradictions are few and their features plain
)

// againstFeatures are those that can speak for a contradiction.
var againstFeatures = []string{"cover", "main", "denied", "conflict", "opposite", "numbers", "meant", "names", "mass"}

// Fit returns the weights that make the verdicts of examples likeliest.
func Fit(examples []Example) *score.Weights {
	w := &score.Weights{}
	names := score.FeatureNames()
	fitSum(&w.Said, names, penalty, examples, func(v score.Verdict) (yes, counts bool) {
		return v != score.Missed, v != score.Contradicted
	})
	fitSum(&w.Full, names, penaltyFull, examples, func(v score.Verdict) (yes, counts bool) {
		return v == score.Covered, v == score.Covered || v == score.Partial
	})
	fitSum(&w.Against, againstFeatures, penaltyAgainst, examples, func(v score.Verdict) (yes, counts bool) {
		return v == score.Contradicted, true
	})
	return w
}

// An adam is the state of Adam's method for one weight: it needs no tuning of
// steps.
type adam struct{ m, v float64 }

func (a *adam) step(gradient float64, round int) float64 {
	a.m = 0.9*a.m + 0.1*gradient
	a.v = 0.999*a.v + 0.001*gradient*gradient
	m := a.m / (1 - math.Pow(0.9, float64(round)))
	v := a.v / (1 - math.Pow(0.999, float64(round)))
	return rate * m / (math.Sqrt(v) + 1e-8)
}

// fitSum fits the weights of the named features to tell the examples that
// answer says yes to from the others that count.
func fitSum(sum *score.Sum, names []string, penalty float64, examples []Example, answer func(score.Verdict) (yes, counts bool)) {
	free := make([]bool, len(sum.Weights))
	for i, name := range score.FeatureNames() {
		free[i] = slices.Contains(names, name)
	}
	states := make([]adam, len(sum.Weights)+1)
	for round := 1; round <= rounds; round++ {
		gradient, bias := slope(sum, examples, answer)
		for i := range gradient {
			if free[i] {
				sum.Weights[i] += states[i].step(gradient[i]-penalty*sum.Weights[i], round)
			}
		}
		sum.Bias += states[len(gradient)].step(bias, round)
	}
}

// slope returns the slope of the mean log likelihood.
func slope(sum *score.Sum, examples []Example, answer func(score.Verdict) (yes, counts bool)) ([]float64, float64) {
	gradient := make([]float64, len(sum.Weights))
	bias, n := 0.0, 0.0
	for _, e := range examples {
		yes, counts := answer(e.Verdict)
		if !counts {
			continue
		}
		n++
		d := -sum.Of(e.Features)
		if yes {
			d++
		}
		bias += d
		for i, v := range e.Features {
			gradient[i] += d * v
		}
	}
	for i := range gradient {
		gradient[i] /= max(1, n)
	}
	return gradient, bias / max(1, n)
}
