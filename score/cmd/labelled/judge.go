package labelled

import (
	"rehearse/score"
	"rehearse/transcribe"
)

// A Judged is an example with the scorer's verdict on it.
type Judged struct {
	Example
	Guess       score.Verdict
	Probability float64
	Sure        bool
}

// Judge gives the verdicts of w on examples.
func Judge(w *score.Weights, examples []Example) []Judged {
	judged := make([]Judged, len(examples))
	for i, e := range examples {
		guess, p := w.Judge(e.Features)
		judged[i] = Judged{e, guess, p, p >= w.Sure}
	}
	return judged
}

// ByQuestion names the question of an answer, in whichever set it stands.
func ByQuestion(a *Answer) string { return a.Question.ID }

// ByBank names the bank of an answer.
func ByBank(a *Answer) string { return a.Bank }

// HeldOut judges each part of examples by weights that were fitted without it.
// part names the part of an answer.
func HeldOut(examples []Example, settings score.Weights, part func(*Answer) string) []Judged {
	judged := make([]Judged, len(examples))
	done := make(map[string]bool)
	for _, e := range examples {
		held := part(e.Answer)
		if done[held] {
			continue
		}
		done[held] = true
		var rest []Example
		for _, other := range examples {
			if part(other.Answer) != held {
				rest = append(rest, other)
			}
		}
		w := Fit(rest, settings)
		for i, other := range examples {
			if part(other.Answer) == held {
				judged[i] = Judge(w, []Example{other})[0]
			}
		}
	}
	return judged
}

// Heard returns the evidence that the scorer has for j, with what it took for
// the parts of the point.
func Heard(j Judged) string {
	report := score.Evaluate(j.Answer.Question, transcribe.Transcript{Text: j.Answer.Text}, nil, nil, score.Options{})
	for _, p := range report.Points {
		if p.ID != j.Point.ID {
			continue
		}
		said := "«" + p.Evidence + "»"
		for _, h := range p.Reasons.Heard {
			said += "; " + h.Want + " = " + h.Said
		}
		return said
	}
	return ""
}
