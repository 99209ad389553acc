package transcribe

import (
	"math"
	"strings"
)

// A Certainty says how sure the recogniser was of the bytes [Start, End) of a
// transcript's text.
type Certainty struct {
	Start, End  int
	Probability float64 // more than 0, at most 1; of several words the least
}

// Certainties returns how sure the recogniser was of t.Text, in order, as far as
// it said so. They end where Text is not that of Segments: t was not made by
// Join.
func (t Transcript) Certainties() []Certainty {
	var told []Certainty
	offset := 0
	for _, s := range t.Segments {
		if offset > len(t.Text) || !strings.HasPrefix(t.Text[offset:], s.Text) {
			break
		}
		for _, f := range s.fields() {
			if p := leastSure(s.wordsOf(f)); p > 0 {
				told = append(told, Certainty{offset + f.start, offset + f.end, p})
			}
		}
		offset += len(s.Text) + 1
	}
	return told
}

// leastSure returns the least probability of words, 0 when none is known.
func leastSure(words []Word) float64 {
	least := 0.0
	for _, w := range words {
		if w.Probability > 0 && (least == 0 || w.Probability < least) {
			least = w.Probability
		}
	}
	return least
}

// surer tells whether the recogniser was surer of a than of b, two hearings of
// one sound: by the mean logarithm of the probabilities of their words. It was
// not where it did not say.
func surer(a, b []Segment) bool {
	x, y := meanLog(a), meanLog(b)
	return !math.IsNaN(x) && !math.IsNaN(y) && x > y
}

// meanLog returns NaN where no probability is known.
func meanLog(segments []Segment) float64 {
	sum, n := 0.0, 0.0
	for _, s := range segments {
		for _, w := range s.Words {
			if w.Probability > 0 {
				sum += math.Log(w.Probability)
				n++
			}
		}
	}
	return sum / n
}
