package transcribe

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"rehearse/audio"
)

// record writes samples to l as a recorder does.
func record(l *Live, samples []int16) {
	for frame := range slices.Chunk(samples, audio.FrameLen) {
		l.Write(frame)
	}
}

// ways counts parts.
func ways(parts []Part) map[Way]int {
	count := map[Way]int{}
	for _, p := range parts {
		count[p.Way]++
	}
	return count
}

// live records p while it is heard, all in a moment, and finishes.
func live(t *testing.T, p *prompter, speech audio.Speech, hint Hint) (Transcript, []Part, error) {
	t.Helper()
	l := NewLive(t.Context(), p.server, hint, 1)
	record(l, p.samples)
	synctest.Wait()
	return l.Finish(t.Context(), p.samples, speech)
}

const s = time.Second

func TestOnlyTheLastPieceIsLeftAtTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &prompter{play: perform(1, 10*s, rest, 12*s, 950*ms, 9*s, rest, 3*s)}
		l := NewLive(t.Context(), p.server, Hint{Language: "ru"}, 1)
		var told []string
		l.Heard = func(text string) { told = append(told, text) }
		record(l, p.samples)
		synctest.Wait()
		if early := strings.Join(told, " "); len(told) != 3 || !strings.HasPrefix(p.text(len(p.samples)), early) {
			t.Errorf("told while the person spoke: %q", told)
		}
		if len(p.asked) != 3 {
			t.Errorf("%d pieces were sent while the person spoke", len(p.asked))
		}
		got, parts, err := l.Finish(t.Context(), p.samples, p.speech(t))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(p.text(len(p.samples)), got.Text); diff != "" || got.Language != "ru" {
			t.Errorf("in %s (-want +got):\n%s", got.Language, diff)
		}
		if diff := cmp.Diff(map[Way]int{WayLive: 3, WayLast: 1}, ways(parts)); diff != "" || len(p.asked) != 4 {
			t.Errorf("%d requests, (-want +got):\n%s", len(p.asked), diff)
		}
		for i, s := range got.Segments {
			if off := s.Start - audio.Duration(p.words[i].from); off.Abs() > ms {
				t.Errorf("%s is %v off", s.Text, off)
			}
		}
	})
}

// Whenever the person ends, no word is lost or doubled at a seam: Sound and Live
// say the same.
func TestEndAtEveryMomentAroundASeam(t *testing.T) {
	whole := perform(2, 8500*ms, rest, 3*s)
	seam := 9600 * ms
	for end := seam - 1500*ms; end <= seam+1500*ms; end += 100 * ms {
		synctest.Test(t, func(t *testing.T) {
			p := &prompter{play: play{whole.samples[:audio.Samples(end)], whole.words}}
			speech := p.speech(t)
			got, _, err := live(t, p, speech, Hint{})
			if err != nil {
				t.Fatal(err)
			}
			want, err := Sound(t.Context(), p, p.samples, speech, Hint{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("ended at %v (-ordinary +live):\n%s", end, diff)
			}
		})
	}
}

// heardParts returns what Finish makes of parts that end at some samples and
// sent pieces.
func heardParts(t *testing.T, p *prompter, speech audio.Speech, ends []int, pieces []piece) (Transcript, []Part) {
	t.Helper()
	l := NewLive(t.Context(), p.server, Hint{}, 1)
	from := 0
	for i, end := range ends {
		part := newPart(pieces[i], p.samples, speech)
		part.from, part.to = from, end
		part.begin(l.ctx)
		l.parts = append(l.parts, part)
		l.hear(part)
		from = end
	}
	got, parts, err := l.Finish(t.Context(), p.samples, speech)
	if err != nil {
		t.Fatal(err)
	}
	return got, parts
}

// Wherever a part was cut, no word is lost, doubled or broken: a cut that does
// not stand costs a request, not a word.
func TestCutAtEveryMomentAroundAPause(t *testing.T) {
	p := &prompter{play: perform(3, 9*s, 600*ms, 9*s)}
	speech := p.speech(t)
	kept := 0
	for at := 8500 * ms; at <= 11*s; at += 100 * ms {
		before, after := stretches(speech, len(p.samples)).split(audio.Samples(at))
		for _, count := range []int{1, 2} { // parts; of one, the other is left for the end
			synctest.Test(t, func(t *testing.T) {
				got, parts := heardParts(t, p, speech, []int{audio.Samples(at), len(p.samples)}[:count], []piece{before, after})
				if diff := cmp.Diff(p.text(len(p.samples)), got.Text); diff != "" {
					t.Errorf("cut at %v (-want +got):\n%s", at, diff)
				}
				kept += ways(parts)[WayLive]
			})
		}
	}
	if kept == 0 {
		t.Error("no cut stood")
	}
}

func TestAPartThatWasNotSentAsItIsIsHeardAnew(t *testing.T) {
	p := &prompter{play: perform(10, 5*s, 5*s, 5*s)}
	speech := p.speech(t)
	own := stretches(speech, len(p.samples))
	tests := map[string]struct {
		sent piece
		want Way
	}{
		"as it is":               {own, WayLive},
		"without a sentence":     {own[:1], WayAfter},
		"with a breath":          {piece{{own[0].from, own[0].to + audio.Rate/2}, own[1]}, WayLive},
		"with seconds of nobody": {piece{{own[0].from, own[0].to + 2*audio.Rate}, own[1]}, WayAfter},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got, parts := heardParts(t, p, speech, []int{len(p.samples)}, []piece{test.sent})
				if diff := cmp.Diff(map[Way]int{test.want: 1}, ways(parts)); diff != "" || got.Text != p.text(len(p.samples)) {
					t.Errorf("%q, (-want +got):\n%s", got.Text, diff)
				}
			})
		})
	}
}

func TestLiveAndOrdinarySayTheSame(t *testing.T) {
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 2))
		var turns []time.Duration
		for range 1 + r.IntN(3) {
			turns = append(turns, time.Duration(300+r.IntN(15000))*ms, time.Duration(400+r.IntN(2600))*ms)
		}
		synctest.Test(t, func(t *testing.T) {
			p := &prompter{play: perform(seed, turns...)}
			speech := p.speech(t)
			got, parts, err := live(t, p, speech, Hint{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(p.text(len(p.samples)), got.Text); diff != "" {
				t.Errorf("%v by %v (-script +live):\n%s", turns, parts, diff)
			}
			for _, s := range got.Segments {
				if !stretches(speech, len(p.samples)).has(audio.Samples(s.Start+ms), audio.Samples(s.End-ms)) {
					t.Errorf("%s at %v–%v is not near speech", s.Text, s.Start, s.End)
				}
			}
			for _, asked := range p.asked {
				if asked.length() > longestPiece {
					t.Errorf("a piece of %v", asked.length())
				}
			}
			ordinary, err := Sound(t.Context(), p, p.samples, speech, Hint{})
			if err != nil || ordinary.Text != got.Text {
				t.Errorf("in the ordinary way: %q, %v", ordinary.Text, err)
			}
		})
	}
}

func TestSilenceIsNoLivePiece(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &prompter{play: perform(5, 0, 40*s)}
		if _, _, err := live(t, p, p.speech(t), Hint{}); !errors.Is(err, ErrSilence) || len(p.asked) > 0 {
			t.Errorf("got %v after %d requests", err, len(p.asked))
		}
	})
}

func TestHintedTermsAreCheckedWhileThePersonSpeaks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &prompter{play: perform(6, 10*s, rest, 10*s, rest), unsure: true}
		hint := Hint{Language: "ru", Terms: []string{p.words[0].text}}
		l := NewLive(t.Context(), p.server, hint, 1)
		record(l, p.samples)
		synctest.Wait()
		asked := len(p.asked)
		got, _, err := l.Finish(t.Context(), p.samples, p.speech(t))
		if err != nil {
			t.Fatal(err)
		}
		if got.Text != p.text(len(p.samples)) || asked != 3 || len(p.asked) != asked {
			t.Errorf("%d requests, then %d, for %q", asked, len(p.asked)-asked, got.Text)
		}
		plain := 0
		for _, h := range p.hints {
			if len(h.Terms) == 0 {
				plain++
			}
		}
		if plain != 1 {
			t.Errorf("%d pieces were heard without the hint", plain)
		}
	})
}

func TestTermsThatTheServerIsSureOfAreHeardOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &prompter{play: perform(6, 10*s, rest, 10*s, rest)}
		hint := Hint{Language: "ru", Terms: []string{p.words[0].text}}
		if _, _, err := live(t, p, p.speech(t), hint); err != nil || len(p.asked) != 2 {
			t.Errorf("%d requests for two pieces, %v", len(p.asked), err)
		}
	})
}

func TestAnotherRecordingIsHeardAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &prompter{play: perform(7, 10*s, rest, 10*s)}
		l := NewLive(t.Context(), p.server, Hint{}, 1)
		record(l, p.samples[audio.Samples(200*ms):]) // the recorder had more
		synctest.Wait()
		got, parts, err := l.Finish(t.Context(), p.samples, p.speech(t))
		if err != nil || got.Text != p.text(len(p.samples)) || ways(parts)[WayLive] > 0 {
			t.Errorf("%q by %v, %v", got.Text, parts, err)
		}
	})
}

func TestWithoutAServerTheAnswerIsLeftForLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &prompter{play: perform(8, 10*s, rest, 10*s, rest, 10*s)}
		calls := 0
		missing := errors.New("not installed")
		l := NewLive(t.Context(), func() (Transcriber, error) { calls++; return nil, missing }, Hint{}, 2)
		record(l, p.samples)
		synctest.Wait()
		if _, _, err := l.Finish(t.Context(), p.samples, p.speech(t)); !errors.Is(err, missing) || calls != 1 {
			t.Errorf("got %v after %d calls", err, calls)
		}
	})
}

func TestDiscardEndsAllWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // fails when a goroutine is left
		p := &prompter{play: perform(9, 10*s, rest, 10*s), before: hang}
		l := NewLive(context.Background(), p.server, Hint{}, 1)
		record(l, p.samples)
		synctest.Wait()
		l.Discard()
		record(l, p.samples)
		synctest.Wait()
		if len(p.asked) != 1 || p.flying != 0 || len(l.fresh) > 0 {
			t.Errorf("%d requests, %d still there, %d samples kept", len(p.asked), p.flying, len(l.fresh))
		}
	})
}

// hang is a server that does not answer.
func hang(ctx context.Context, _ int, _ []int16, _ Hint) error {
	<-ctx.Done()
	return ctx.Err()
}
