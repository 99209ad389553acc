package transcribe

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rehearse/audio"
)

// talk makes a recording: pause and speech in turn. A pause is zeros, speech is
// not.
func talk(turns ...time.Duration) ([]int16, audio.Speech) {
	var samples []int16
	var speech audio.Speech
	for i, d := range turns {
		value := int16(i % 2)
		start := audio.Duration(len(samples))
		samples = append(samples, slices.Repeat([]int16{value}, audio.Samples(d))...)
		if i%2 == 1 {
			speech.Spans = append(speech.Spans, audio.Span{Start: start, End: audio.Duration(len(samples))})
		}
	}
	speech.Length = audio.Duration(len(samples))
	return samples, speech
}

func TestSilenceIsLeftOut(t *testing.T) {
	samples, speech := talk(5*time.Second, 2*time.Second, 10*time.Second, 3*time.Second, 400*ms, 3*time.Second, 7*time.Second)
	got := pieces(samples, speech)
	at := func(d time.Duration) int { return audio.Samples(d) }
	want := []piece{{
		{at(4700 * ms), at(7300 * ms)},
		{at(16700 * ms), at(23700 * ms)}, // the pause of 400 ms stays
	}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(stretch{})); diff != "" {
		t.Error("(-want +got):\n" + diff)
	}
}

func TestLongAnswersAreCutInTheLongestPause(t *testing.T) {
	const s = time.Second
	samples, speech := talk(0, 10*s, 400*ms, 5*s, 900*ms, 5*s, 300*ms, 20*s)
	got := pieces(samples, speech)
	if len(got) != 2 {
		t.Fatalf("%d pieces", len(got))
	}
	if want := got[0].end(got[0].length()); want != 15700*ms { // with its margin
		t.Errorf("the first piece ends at %v", want)
	}
}

func TestWithoutPausesTheQuietestMomentIsCut(t *testing.T) {
	samples, speech := talk(0, 40*time.Second)
	quiet := audio.Samples(22 * time.Second)
	clear(samples[quiet : quiet+audio.Rate/10])
	got := pieces(samples, speech)
	if len(got) != 2 || got[0][0].to < quiet || got[0][0].to > quiet+audio.Rate/10 {
		t.Errorf("got %v, want a cut just after %d", got, quiet)
	}
}

func TestPiecesLoseAndDoubleNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var turns []time.Duration
		for range rapid.IntRange(1, 4).Draw(t, "turns") {
			turns = append(turns,
				time.Duration(rapid.IntRange(0, 3000).Draw(t, "pause"))*ms,
				time.Duration(rapid.IntRange(20, 45000).Draw(t, "speech"))*ms)
		}
		samples, speech := talk(turns...)
		var sent []int
		for _, p := range pieces(samples, speech) {
			if p.length() > longestPiece || p.len() == 0 {
				t.Fatalf("a piece of %v", p.length())
			}
			for _, s := range p {
				for i := s.from; i < s.to; i += 997 {
					if n := len(sent); n > 0 && i <= sent[n-1] {
						t.Fatalf("sample %d after %d", i, sent[n-1])
					}
					sent = append(sent, i)
				}
			}
		}
		for _, span := range speech.Spans {
			if !covered(pieces(samples, speech), audio.Samples(span.Start), audio.Samples(span.End)) {
				t.Fatalf("speech at %v–%v is not all sent", span.Start, span.End)
			}
		}
	})
}

func TestWordsAreNotCutWhileThereArePauses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var turns []time.Duration
		for range rapid.IntRange(4, 9).Draw(t, "turns") {
			turns = append(turns,
				time.Duration(rapid.IntRange(20, 2000).Draw(t, "pause"))*ms,
				time.Duration(rapid.IntRange(1000, 10000).Draw(t, "speech"))*ms)
		}
		samples, speech := talk(turns...)
		for _, p := range pieces(samples, speech) {
			first, last := p[0].from, p[len(p)-1].to
			for _, span := range speech.Spans {
				from, to := audio.Samples(span.Start), audio.Samples(span.End)
				if from < first && first < to || from < last && last < to {
					t.Fatalf("a piece %v–%v begins or ends within speech at %v–%v",
						audio.Duration(first), audio.Duration(last), span.Start, span.End)
				}
			}
		}
	})
}

// covered tells whether every sample in [from, to) is in a piece.
func covered(all []piece, from, to int) bool {
	for _, p := range all {
		for _, s := range p {
			if s.from <= from && from < s.to {
				from = s.to
			}
		}
	}
	return from >= to
}

func TestTimesOfAPieceAreThoseOfTheRecording(t *testing.T) {
	const s = time.Second
	p := piece{{audio.Samples(10 * s), audio.Samples(12 * s)}, {audio.Samples(20 * s), audio.Samples(23 * s)}}
	tests := []struct{ start, end, from, to time.Duration }{
		{0, s, 10 * s, 11 * s},
		{s, 2 * s, 11 * s, 12 * s},                 // ends at the seam
		{2 * s, 3 * s, 20 * s, 21 * s},             // begins at it
		{1900 * ms, 2900 * ms, 20 * s, 20900 * ms}, // over it, mostly behind
		{1000 * ms, 2100 * ms, 11 * s, 12 * s},     // over it, mostly before
		{3 * s, 5 * s, 21 * s, 23 * s},
		{2 * s, 2 * s, 20 * s, 20 * s},
	}
	for _, test := range tests {
		from, to := p.word(test.start, test.end)
		if from != test.from || to != test.to {
			t.Errorf("%v–%v is at %v–%v, want %v–%v", test.start, test.end, from, to, test.from, test.to)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, p.len()-1).Draw(t, "sample")
		from := p.start(audio.Duration(at))
		back := at + p[0].from
		if at >= p[0].len() {
			back = at - p[0].len() + p[1].from
		}
		if from != audio.Duration(back) {
			t.Fatalf("sample %d is at %v, want %v", at, from, audio.Duration(back))
		}
	})
}
