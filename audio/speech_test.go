package audio

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSpeechIsCounted(t *testing.T) {
	s := func(n float64) time.Duration { return time.Duration(n * float64(time.Second)) }
	speech := Speech{Length: s(20), Spans: []Span{{s(1), s(3)}, {s(3.4), s(5)}, {s(8), s(9)}}}
	if got := speech.Spoken(); got != s(8) {
		t.Errorf("spoken for %v", got)
	}
	if got := speech.Voiced(); got != s(4.6) {
		t.Errorf("voiced for %v", got)
	}
	if diff := cmp.Diff([]Span{{s(5), s(8)}}, speech.Pauses(s(0.5))); diff != "" {
		t.Error(diff)
	}
	if got := speech.Pauses(s(0.4)); len(got) != 2 {
		t.Errorf("pauses of 0.4 s: %v", got)
	}
	var none Speech
	if none.Spoken() != 0 || none.Voiced() != 0 || none.Pauses(0) != nil {
		t.Error("nobody spoke, and something is counted")
	}
}

// Lengths of days do not overflow, and a length survives the way there and back.
func TestLengthsAndSamples(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, math.MaxInt32).Draw(t, "n")
		d := Duration(n)
		if back := Samples(d); back != n && back != n-1 { // Duration rounds down to a nanosecond
			t.Fatalf("%d samples last %v, which are %d samples", n, d, back)
		}
	})
	if n := Samples(math.MaxInt64); n < 0 {
		t.Errorf("the longest time has %d samples", n)
	}
}
