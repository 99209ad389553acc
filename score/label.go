package score

import "slices"

// Relabel returns r with the verdicts that a person gave, by the ID of the
// point: they are sure, and coverage follows them. A point without evidence
// keeps its verdict: nothing was heard that could be agreed on.
func Relabel(r Report, labels map[string]Verdict) Report {
	again := Report{Points: slices.Clone(r.Points), Length: r.Length, Delivery: r.Delivery}
	for i := range again.Points {
		p := &again.Points[i]
		verdict, ok := labels[p.ID]
		if !ok || p.Evidence == "" {
			continue
		}
		p.Verdict, p.Sure, p.Probability, p.Labelled = verdict, true, 1, true
	}
	again.sum()
	return again
}
