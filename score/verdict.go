package score

import (
	"rehearse/prompts"
	"rehearse/transcribe"
)

// verdict judges the point p by w.
func (j *judged) verdict(p prompts.Point, t transcribe.Transcript, w *Weights) PointReport {
	r := PointReport{ID: p.ID, Text: p.Text, Depth: p.Depth, Heading: p.Heading}
	r.Verdict, r.Probability = w.Judge(j.features[:])
	start, end, said := j.evidence()
	if !said && j.child != nil {
		start, end, said = j.child.evidence()
	}
	if !said && r.Verdict == Contradicted && j.repliesAgainst() {
		start, end, said = j.answer.openingWords()
	}
	if !said && r.Verdict != Missed {
		r.Verdict = Missed
		p := w.Chances(j.features[:]).Missed
		r.Probability = w.Right.Of(Signs(j.features[:], Missed, p), p)
	}
	r.Sure = r.Probability >= w.Sure
	r.Reasons = j.reasons(r.Verdict)
	if r.Verdict == Missed {
		return r
	}
	r.Evidence = t.Text[start:end]
	r.Start, r.End, r.Timed = t.Times(start, end)
	return r
}
