package score

import (
	"time"

	"rehearse/audio"
	"rehearse/prompts"
	"rehearse/transcribe"
)

// Options are what an evaluation needs beside the answer.
type Options struct {
	Target         time.Duration // 0: none
	Language       string        // Russian or English; "": the script of most letters
	Fillers        []string      // count as fillers too
	RemovedFillers []string      // do not count
	Weights        *Weights      // nil: those that are shipped
}

// Evaluate judges the answer t to q, whose points are those of the chosen
// group. s is nil without sound: Length and Delivery are nil then. v is nil
// without embeddings. The same values in give the same report out.
func Evaluate(q prompts.Question, t transcribe.Transcript, s *audio.Speech, v Vectors, opts Options) Report {
	judged := examine(q, t, v)
	weights := opts.Weights
	if weights == nil {
		weights = shippedWeights().fitting(v)
	}
	report := Report{Points: make([]PointReport, len(q.Points))}
	for i, p := range q.Points {
		report.Points[i] = judged[i].verdict(p, t, weights)
	}
	report.sum()
	if s == nil {
		return report
	}
	language := opts.Language
	if language == "" {
		language = LanguageOf(t.Text)
	}
	fillers := fillersIn(t, language, opts.Fillers, opts.RemovedFillers)
	report.Length = lengthOf(*s, opts.Target)
	report.Delivery = deliveryOf(t, *s, report.Points, fillers)
	return report
}

// Measure returns the features of each point of q in t, in order: what the
// weights are fitted on.
func Measure(q prompts.Question, t transcribe.Transcript, v Vectors) [][]float64 {
	judged := examine(q, t, v)
	measured := make([][]float64, len(judged))
	for i := range judged {
		measured[i] = judged[i].features[:]
	}
	return measured
}

// FeatureNames returns the names of what Measure measures, in its order.
func FeatureNames() []string { return featureNames[:] }

// sum adds the verdicts up to coverage. Where a point is unsure, the range is
// open by what its neighbouring verdicts would change.
func (r *Report) sum() {
	for _, p := range r.Points {
		if p.Heading {
			continue
		}
		r.Counted++
		credit := p.Verdict.Credit()
		low, high := credit, credit
		if !p.Sure {
			low, high = max(0, credit-0.5), min(1, credit+0.5)
		}
		r.Coverage += credit
		r.CoverageLow += low
		r.CoverageHigh += high
	}
	if r.Counted == 0 {
		return
	}
	n := float64(r.Counted)
	r.Coverage /= n
	r.CoverageLow /= n
	r.CoverageHigh /= n
}

// LanguageOf returns the language whose script most letters of text are in.
func LanguageOf(text string) string {
	cyrillic, latin := 0, 0
	for _, r := range text {
		switch {
		case r >= 'а' && r <= 'я' || r >= 'А' && r <= 'Я' || r == 'ё' || r == 'Ё':
			cyrillic++
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			latin++
		}
	}
	if latin > cyrillic {
		return English
	}
	return Russian
}
