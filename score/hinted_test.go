package score

import (
	"testing"
	"time"

	"rehearse/prompts"
	"rehearse/transcribe"
)

// A term that only the hint produced was not said: the same words earn credit
// when they were heard, and none when they were not.
func TestWhatOnlyTheHintProducedEarnsNothing(t *testing.T) {
	q := prompts.Question{Text: "Какой стек?", Points: []prompts.Point{{ID: "p", Text: "Prometheus", Depth: 1}}}
	for _, hinted := range []bool{false, true} {
		heard := transcribe.Join([]transcribe.Segment{{End: 3 * time.Second, Text: "Метрики собирал Prometheus", Words: []transcribe.Word{
			{End: time.Second, Text: "Метрики"},
			{Start: time.Second, End: 2 * time.Second, Text: "собирал"},
			{Start: 2 * time.Second, End: 3 * time.Second, Text: "Prometheus", Hinted: hinted},
		}}})
		got := Evaluate(q, heard, nil, nil, Options{}).Points[0].Verdict
		if want := map[bool]Verdict{false: Covered, true: Missed}[hinted]; got != want {
			t.Errorf("hinted %v: %s, want %s", hinted, got, want)
		}
	}
}
