package transcribe

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSettleRepairsWhatDisagreesWithTheOrder(t *testing.T) {
	const s = time.Second
	segment := func(start, end time.Duration) Segment { return Segment{Start: start, End: end, Text: "раз"} }
	tests := map[string]struct{ in, want []Segment }{
		"good":               {[]Segment{segment(s, 2*s), segment(3*s, 4*s)}, []Segment{segment(s, 2*s), segment(3*s, 4*s)}},
		"unknown":            {[]Segment{segment(s, 2*s), segment(Unknown, Unknown), segment(5*s, 6*s)}, []Segment{segment(s, 2*s), segment(3*s, 4*s), segment(5*s, 6*s)}},
		"all unknown":        {[]Segment{segment(Unknown, Unknown)}, []Segment{segment(10*s/3, 20*s/3)}},
		"one leaps ahead":    {[]Segment{segment(s, 2*s), segment(9*s, 9*s), segment(4*s, 5*s), segment(6*s, 7*s)}, []Segment{segment(s, 2*s), segment(2*s+2*s/3, 2*s+2*2*s/3), segment(4*s, 5*s), segment(6*s, 7*s)}},
		"ends with a window": {[]Segment{segment(s, 2*s), segment(8*s, 30*s)}, []Segment{segment(s, 2*s), segment(8*s, 10*s)}},
		"talks on after it":  {[]Segment{segment(s, 2*s), segment(11*s, 30*s)}, []Segment{segment(s, 2*s)}},
		"another clock":      {[]Segment{segment(1000*s, 2000*s)}, []Segment{segment(10*s/3, 20*s/3)}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Settle(test.in, 10*s)); diff != "" {
				t.Error("(-want +got):\n" + diff)
			}
		})
	}
}

func TestWordsKnowBetterThanTheirSegment(t *testing.T) {
	s := said(3*time.Second, "раз два")
	s.Start, s.End = 0, 10*time.Second
	got := Settle([]Segment{s}, 10*time.Second)
	if got[0].Start != 3*time.Second || got[0].End != 3200*ms {
		t.Errorf("%v–%v", got[0].Start, got[0].End)
	}
	if s.Start != 0 {
		t.Error("the caller's segments were changed")
	}
}

func TestSettledTimesAreOrderedAndWithinTheSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var segments []Segment
		for range rapid.IntRange(0, 6).Draw(t, "segments") {
			s := Segment{Text: "раз", Start: anyTime(t), End: anyTime(t)}
			for range rapid.IntRange(0, 3).Draw(t, "words") {
				s.Words = append(s.Words, Word{Text: "раз", Start: anyTime(t), End: anyTime(t)})
			}
			segments = append(segments, s)
		}
		const length = 20 * time.Second
		last := time.Duration(0)
		for _, s := range Settle(segments, length) {
			if s.Start < last || s.End < s.Start || s.End > length {
				t.Fatalf("%v–%v after %v", s.Start, s.End, last)
			}
			last = s.Start
			at := s.Start
			for _, w := range s.Words {
				if w.Start < at || w.End < w.Start || w.End > s.End {
					t.Fatalf("word %v–%v after %v in %v–%v", w.Start, w.End, at, s.Start, s.End)
				}
				at = w.End
			}
		}
	})
}
