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

// HeldOut judges each question by weights that were fitted without it, in
// whichever set it stands.
func HeldOut(examples []Example, settings score.Weights) []Judged {
	judged := make([]Judged, len(examples))
	done := make(map[string]bool)
	for _, e := range examples {
		id := e.Answer.Question.ID
		if done[id] {
			continue
		}
		done[id] = true
		var rest []Example
		for _, other := range examples {
			if other.Answer.Question.ID != id {
				rest = append(rest, other)
			}
		}
		w := Fit(rest)
		w.Sure, w.CoverFrom = settings.Sure, settings.CoverFrom
		for i, other := range examples {
			if other.Answer.Question.ID == id {
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
