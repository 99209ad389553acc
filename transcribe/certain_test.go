package transcribe

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCertaintyIsToldOfTheBytesOfTheText(t *testing.T) {
	heard := Join([]Segment{
		{Text: "Хранили вредис, да.", Words: []Word{{Text: "Хранили", Probability: 0.9}, {Text: " вред", Probability: 0.7}, {Text: "ис,", Probability: 0.4}, {Text: "да."}}},
		{Text: "Всё."},
		{Text: "Ага", Words: []Word{{Text: "Ага", Probability: 1}}},
	})
	got := map[string]float64{}
	for _, c := range heard.Certainties() {
		got[heard.Text[c.Start:c.End]] = c.Probability
	}
	want := map[string]float64{"Хранили": 0.9, "вредис,": 0.4, "Ага": 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	heard.Text = "Совсем другое"
	if told := heard.Certainties(); told != nil {
		t.Errorf("of another text: %v", told)
	}
}

func TestTheSurerHearingIsTaken(t *testing.T) {
	hearing := func(probabilities ...float64) []Segment {
		var s Segment
		for _, p := range probabilities {
			s.Words = append(s.Words, Word{Text: "слово", Probability: p})
		}
		return []Segment{s}
	}
	for _, c := range []struct {
		name string
		a, b []Segment
		want bool
	}{
		{"surer", hearing(0.9, 0.9), hearing(0.9, 0.5), true},
		{"less sure", hearing(0.9, 0.5), hearing(0.9, 0.9), false},
		{"length does not matter", hearing(0.9, 0.9, 0.9, 0.9), hearing(0.8), true},
		{"equal", hearing(0.9), hearing(0.9), false},
		{"one does not say", hearing(0.9), hearing(0), false},
		{"nothing heard", nil, hearing(0.1), false},
	} {
		if got := surer(c.a, c.b); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
