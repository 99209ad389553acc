package transcribe

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// two returns a server that hears one thing with a hint and another without.
func two(hinted, plain []Segment) *scribe {
	return &scribe{answer: func(_ int, _ []int16, hint Hint) (Transcript, error) {
		if len(hint.Terms) > 0 {
			return Join(hinted), nil
		}
		return Join(plain), nil
	}}
}

// hintedWords returns the words of t that rest on the hint alone.
func hintedWords(t Transcript) []string {
	var words []string
	for _, s := range t.Segments {
		for _, w := range s.Words {
			if w.Hinted {
				words = append(words, w.Text)
			}
		}
	}
	return words
}

func TestTermsThatOnlyTheHintHeardAreMarked(t *testing.T) {
	hint := Hint{Terms: []string{"Prometheus", "Grafana", "Kafka", "горизонтальное масштабирование"}}
	const plain = "был горизонтальный имоз в штабирование и прометился графону смотрели"
	tests := map[string]struct {
		hinted string
		want   []string
	}{
		"all were said":    {"было горизонтальное масштабирование и Prometheus, Grafana смотрели", nil},
		"one was not":      {"было горизонтальное масштабирование, Prometheus, Grafana, Kafka смотрели", []string{"Kafka"}},
		"inflected":        {"мы говорили о Кафке, Kafka и Prometheus", []string{"Kafka"}},
		"no term at all":   {"было что-то и смотрели", nil},
		"terms of nothing": {"— Prometheus", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			samples, speech := talk(0, 5*time.Second, time.Second)
			got, err := Sound(t.Context(), two([]Segment{said(0, test.hinted)}, []Segment{said(0, plain)}), samples, speech, hint)
			if err != nil {
				t.Fatal(err)
			}
			if got.Text != test.hinted {
				t.Errorf("the text became %q", got.Text)
			}
			if diff := cmp.Diff(test.want, hintedWords(got)); diff != "" {
				t.Error("(-want +got):\n" + diff)
			}
		})
	}
}

func TestSameWordAtAnotherTimeIsNoProof(t *testing.T) {
	samples, speech := talk(0, 20*time.Second)
	hinted := []Segment{said(0, "Grafana смотрели"), said(15*time.Second, "и потом Grafana")}
	plain := []Segment{said(0, "что-то смотрели"), said(15*time.Second, "и потом графона")}
	got, err := Sound(t.Context(), two(hinted, plain), samples, speech, Hint{Terms: []string{"Grafana"}})
	if err != nil {
		t.Fatal(err)
	}
	if !got.Segments[0].Words[0].Hinted || got.Segments[1].Words[2].Hinted {
		t.Errorf("marked: %v", hintedWords(got))
	}
	after := len("Grafana ")
	if !got.Hinted(0, 3) || got.Hinted(after, len(got.Text)) || got.Hinted(0, len(got.Text)+1) {
		t.Error("a range of the text does not tell of its words")
	}
}

func TestWithoutWordTimesAnUnprovedTermCostsThePiece(t *testing.T) {
	samples, speech := talk(0, 5*time.Second)
	tests := map[string]string{
		"мы смотрели прометился": "мы смотрели Prometheus", // proved: the hinted text stays
		"мы смотрели журнал":     "мы смотрели журнал",
	}
	for plain, want := range tests {
		scribe := two([]Segment{{End: 5 * time.Second, Text: "мы смотрели Prometheus"}}, []Segment{{End: 5 * time.Second, Text: plain}})
		got, err := Sound(t.Context(), scribe, samples, speech, Hint{Terms: []string{"Prometheus"}})
		if err != nil {
			t.Fatal(err)
		}
		if got.Text != want {
			t.Errorf("without the hint %q: got %q, want %q", plain, got.Text, want)
		}
	}
}

func TestOnlyPiecesWithTermsAreHeardTwice(t *testing.T) {
	samples, speech := talk(0, 20*time.Second, time.Second, 20*time.Second)
	scribe := &scribe{answer: func(n int, _ []int16, _ Hint) (Transcript, error) {
		if n == 1 {
			return Transcript{Text: "мы начали с малого и выкатывали каждый четверг"}, nil
		}
		return Transcript{Text: "потом была Grafana"}, nil
	}}
	if _, err := Sound(t.Context(), scribe, samples, speech, Hint{Language: "ru", Terms: []string{"Grafana"}}); err != nil {
		t.Fatal(err)
	}
	var terms []int
	for _, h := range scribe.hints {
		terms = append(terms, len(h.Terms))
		if h.Language != "ru" {
			t.Errorf("asked in %q", h.Language)
		}
	}
	if !slices.Equal(terms, []int{1, 1, 0}) {
		t.Errorf("terms of the requests: %v", terms)
	}
}

func TestHintThatBreaksARecogniserIsLeftOut(t *testing.T) {
	samples, speech := talk(0, 10*time.Second)
	const said = "мы выкатывали каждый четверг и откат занимал минуту"
	for name, broken := range map[string]string{
		"nothing": "",
		"a loop":  strings.Repeat("Prometheus, Grafana, ", 60),
	} {
		scribe := &scribe{answer: func(_ int, _ []int16, hint Hint) (Transcript, error) {
			if len(hint.Terms) > 0 {
				return Transcript{Text: broken}, nil
			}
			return Transcript{Text: said}, nil
		}}
		got, err := Sound(t.Context(), scribe, samples, speech, Hint{Terms: []string{"Prometheus"}})
		if err != nil || got.Text != said {
			t.Errorf("%s: %q, %v", name, got.Text, err)
		}
	}
}
