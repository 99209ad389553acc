package labelled

import (
	"slices"

	"rehearse/score"
)

// The penalties keep weights small where few examples speak; they were chosen
// once, by hand, on held-out questions.
const (
	penalty        = 0.002  // of the squared weights, against the mean log likelihood
	penaltyAgainst = 0.0007 // contradictions are few and their features plain
)

// Fit returns the weights that make the verdicts of examples likeliest; the
// thresholds are those of settings.
func Fit(examples []Example, settings score.Weights) *score.Weights {
	w := fitSums(examples)
	w.Sure, w.CoverFrom = settings.Sure, settings.CoverFrom
	fitTrust(&w.Right, unseen(examples, settings))
	return w
}

func fitSums(examples []Example) *score.Weights {
	w := &score.Weights{}
	all := score.FeatureNames()
	fitSum(&w.Said, all, penalty, examples, func(v score.Verdict) (yes, counts bool) {
		return v != score.Missed, v != score.Contradicted
	})
	fitSum(&w.Full, all, penalty, examples, func(v score.Verdict) (yes, counts bool) {
		return v == score.Covered, v == score.Covered || v == score.Partial
	})
	// Those that can speak for a contradiction.
	against := []string{"cover", "main", "denied", "conflict", "opposite", "order", "affirmed", "numbers", "meant", "names", "mass"}
	fitSum(&w.Against, against, penaltyAgainst, examples, func(v score.Verdict) (yes, counts bool) {
		return v == score.Contradicted, true
	})
	return w
}

// fitSum fits the weights of the named features to tell the examples that
// answer says yes to from the others that count.
func fitSum(sum *score.Sum, names []string, penalty float64, examples []Example, answer func(score.Verdict) (yes, counts bool)) {
	var places []int
	for i, name := range score.FeatureNames() {
		if slices.Contains(names, name) {
			places = append(places, i)
		}
	}
	l := logistic{penalty: penalty}
	for _, e := range examples {
		yes, counts := answer(e.Verdict)
		if !counts {
			continue
		}
		row := make([]float64, len(places)+1)
		for k, i := range places {
			row[k] = e.Features[i]
		}
		row[len(places)] = 1
		l.add(row, yes)
	}
	weights := l.fit(make([]float64, len(places)+1))
	for k, i := range places {
		sum.Weights[i] = weights[k]
	}
	sum.Bias = weights[len(places)]
}
