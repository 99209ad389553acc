package transcribe

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/audio"
)

// What was heard is known while the person still speaks, each piece as it
// comes; Finish says the same of it and more.
func TestWhatWasHeardSoFar(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &prompter{play: perform(21, 9*s, rest, 9*s, rest, 3*s)}
		turn := make(chan struct{})
		p.before = func(context.Context, int, []int16, Hint) error { <-turn; return nil }
		l := NewLive(t.Context(), p.server, Hint{Language: "ru"}, 1)
		record(l, p.samples)
		synctest.Wait()
		if said, until := l.SoFar(); said.Text != "" || until != 0 {
			t.Errorf("before any reply: %q until %v", said.Text, until)
		}
		var texts []string
		var last time.Duration
		for range 2 {
			turn <- struct{}{}
			synctest.Wait()
			<-l.News()
			said, until := l.SoFar()
			texts = append(texts, said.Text)
			if want := p.text(audio.Samples(until)); said.Text != want || said.Language != "ru" || until <= last {
				t.Errorf("until %v in %s: %s", until, said.Language, cmp.Diff(want, said.Text))
			}
			last = until
		}
		close(turn)
		whole, _, err := l.Finish(t.Context(), p.samples, p.speech(t))
		if err != nil || whole.Text == texts[1] || whole.Text[:len(texts[1])] != texts[1] {
			t.Errorf("so far %q, in the end %q, %v", texts[1], whole.Text, err)
		}
	})
}

// A piece that failed is missing so far, and not in what is complete.
func TestAPieceThatFailedIsNotHeardSoFar(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &prompter{play: perform(22, 9*s, rest, 9*s, rest, 3*s)}
		p.before = func(_ context.Context, n int, _ []int16, _ Hint) error {
			if n <= 2 { // the first piece, twice
				return errBusy
			}
			return nil
		}
		l := NewLive(t.Context(), p.server, Hint{}, 1)
		defer l.Discard()
		record(l, p.samples)
		synctest.Wait()
		if said, until := l.SoFar(); said.Text == "" || until != 0 {
			t.Errorf("%q until %v", said.Text, until)
		}
	})
}
