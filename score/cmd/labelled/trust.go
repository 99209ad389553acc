package labelled

import (
	"slices"

	"rehearse/score"
)

// folds is into how many parts questions fall, to see verdicts on questions
// that the sums were fitted without.
const folds = 5

// penaltyTrust keeps the weights of trust small.
const penaltyTrust = 0.003

// unseen judges each of folds by sums that were fitted on the others.
func unseen(examples []Example, settings score.Weights) []Judged {
	var questions []string
	for _, e := range examples {
		if id := ByQuestion(e.Answer); !slices.Contains(questions, id) {
			questions = append(questions, id)
		}
	}
	fold := func(e Example) int { return slices.Index(questions, ByQuestion(e.Answer)) % folds }
	var judged []Judged
	for k := range folds {
		var rest, held []Example
		for _, e := range examples {
			if fold(e) == k {
				held = append(held, e)
				continue
			}
			rest = append(rest, e)
		}
		if len(rest) == 0 || len(held) == 0 {
			continue
		}
		w := fitSums(rest)
		w.CoverFrom = settings.CoverFrom
		judged = append(judged, Judge(w, held)...)
	}
	return judged
}

// fitTrust fits how far verdicts like judged are right.
func fitTrust(t *score.Trust, judged []Judged) {
	l := logistic{penalty: penaltyTrust}
	for _, j := range judged {
		signs := score.Signs(j.Features, j.Guess, j.Probability)
		l.add(signs[:], j.Guess == j.Verdict)
	}
	copy(t.Weights[:], l.fit(make([]float64, len(t.Weights))))
}
