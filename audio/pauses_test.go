package audio

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

var sentences = []string{
	"agent-alreadyon", "astcc-followed-by-the-pound-key", "confbridge-lock-extended", "confbridge-mute-extended", "demo-enterkeywords",
	"demo-nogo", "dictate_both_help", "dir-intro", "privacy-prompt", "queue-callswaiting", "vm-enter-num-to-call", "pls-hold-while-try",
	"digits_5", "hello", "followme_status", "tt-allbusy", "vm-review", "vm-instructions", "agent-pass", "activated", "calling", "conf-extended",
	"invalid", "goodbye",
}

// A tally counts pauses of half a second and more. A pause is right when one of
// 0.3 s or more on the other side overlaps it by half of both.
type tally struct {
	there, heard int // true pauses, and those of them that were found
	found, right int // found pauses, and those of them that are there
	edges, near  int // of the true pauses that were found; within 80 ms
	first        time.Duration
}

func compare(want, got Speech) tally {
	var t tally
	const shortest, partner = 500 * time.Millisecond, 300 * time.Millisecond
	for _, w := range want.Pauses(shortest) {
		t.there++
		g, ok := match(w, got.Pauses(partner))
		if !ok {
			continue
		}
		t.heard++
		for _, off := range []time.Duration{g.Start - w.Start, g.End - w.End} {
			t.edges++
			if off.Abs() <= 80*time.Millisecond {
				t.near++
			}
		}
	}
	for _, g := range got.Pauses(shortest) {
		t.found++
		if _, ok := match(g, want.Pauses(partner)); ok {
			t.right++
		}
	}
	t.first = time.Hour
	if len(got.Spans) > 0 {
		t.first = got.Spans[0].Start - want.Spans[0].Start
	}
	return t
}

func match(s Span, others []Span) (Span, bool) {
	for _, o := range others {
		common := min(s.End, o.End) - max(s.Start, o.Start)
		if common*2 >= s.Len() && common*2 >= o.Len() {
			return o, true
		}
	}
	return Span{}, false
}

func (t tally) add(o tally) tally {
	t.there, t.heard, t.found, t.right = t.there+o.there, t.heard+o.heard, t.found+o.found, t.right+o.right
	t.edges, t.near = t.edges+o.edges, t.near+o.near
	if o.first.Abs() > t.first.Abs() {
		t.first = o.first
	}
	return t
}

func (t tally) f1() float64 {
	precision, recall := float64(t.right)/float64(max(1, t.found)), float64(t.heard)/float64(max(1, t.there))
	return 2 * precision * recall / max(1e-9, precision+recall)
}

func (t tally) String() string {
	return fmt.Sprintf("F1 %.3f of %3d pauses  edges %3d of %3d  first %+4d ms", t.f1(), t.there, t.near, t.edges, t.first.Milliseconds())
}

// Recorded speech with known silences under noise of known level. With -v it
// prints the table.
func TestPausesInSpeech(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	clips := speechClips(t, sentences...)
	var all tally
	late := 0
	for _, name := range []string{"hum", "keys", "street"} {
		for _, level := range []float64{-50, -40, -30, -25} {
			var sum tally
			for _, longest := range []float64{4000, 1500} {
				r.Shuffle(len(clips), func(i, j int) { clips[i], clips[j] = clips[j], clips[i] })
				s := makeScene(clips[:10], longest, r)
				sound := s.add(noises[name](len(s.sound), r), level)
				got, err := Detect(FromSamples(sound))
				if err != nil {
					t.Fatal(err)
				}
				one := compare(Speech{Length: Duration(len(sound)), Spans: s.spans}, got)
				if one.first.Abs() > 100*time.Millisecond {
					late++
				}
				sum = sum.add(one)
			}
			t.Logf("%-6s %4.0f dBFS  %v", name, level, sum)
			all = all.add(sum)
		}
	}
	t.Logf("all  %v, first speech off by more than 0.1 s in %d of 24", all, late)
	if all.f1() < 0.97 {
		t.Errorf("F1 of pauses is %.3f", all.f1())
	}
	if share := float64(all.near) / float64(all.edges); share < 0.9 {
		t.Errorf("%.0f %% of edges are within 80 ms", 100*share)
	}
	if late > 3 {
		t.Errorf("first speech is off by more than 0.1 s in %d of 24", late)
	}
}

// A microphone that is turned far too low peaks at −43 dBFS: the answer is
// warned of, and its pauses are found all the same.
func TestPausesOfAQuietMicrophone(t *testing.T) {
	r := rand.New(rand.NewPCG(14, 15))
	s := makeScene(speechClips(t, sentences[:10]...), 3000, r)
	for i := range s.sound {
		s.sound[i] /= 100
	}
	sound := s.add(noises["hiss"](len(s.sound), r), -75)
	got, err := Detect(FromSamples(sound))
	if err != nil {
		t.Fatal(err)
	}
	sum := compare(Speech{Length: Duration(len(sound)), Spans: s.spans}, got)
	t.Log(sum)
	if sum.f1() < 0.97 {
		t.Errorf("F1 of pauses is %.3f", sum.f1())
	}
}
