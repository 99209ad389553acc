package transcribe

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/audio"
)

// errBusy is what a server says that cannot now.
var errBusy = errors.New("busy")

func TestFailuresCostTimeNotWords(t *testing.T) {
	turns := []time.Duration{8500 * ms, rest, 8500 * ms, rest, 8500 * ms, rest, s}
	tests := map[string]struct {
		fails func(n int) bool // the n-th request
		want  map[Way]int
	}{
		"none":            {func(int) bool { return false }, map[Way]int{WayLive: 3, WayLast: 1}},
		"one, once":       {func(n int) bool { return n == 1 }, map[Way]int{WayAgain: 1, WayLive: 2, WayLast: 1}},
		"one, twice":      {func(n int) bool { return n == 1 || n == 2 }, map[Way]int{WayAfter: 1, WayLive: 2, WayLast: 1}},
		"gone for a time": {func(n int) bool { return n <= 4 }, map[Way]int{WayAfter: 2, WayLast: 1}}, // it gave up
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := &prompter{play: perform(11, turns...)}
				p.before = func(_ context.Context, n int, _ []int16, _ Hint) error {
					if test.fails(n) {
						return errBusy
					}
					return nil
				}
				l := NewLive(t.Context(), p.server, Hint{}, 1)
				for second := range slices.Chunk(p.samples, audio.Rate) {
					record(l, second)
					synctest.Wait()
				}
				got, parts, err := l.Finish(t.Context(), p.samples, p.speech(t))
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(p.text(len(p.samples)), got.Text); diff != "" {
					t.Error("(-want +got):\n" + diff)
				}
				if diff := cmp.Diff(test.want, ways(parts)); diff != "" {
					t.Error("(-want +got):\n" + diff)
				}
			})
		})
	}
}

func TestAServerThatIsGoneIsNotAskedForEveryPiece(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &prompter{play: perform(12, 9*s, rest, 9*s, rest, 9*s, rest, 3*s)}
		p.before = func(context.Context, int, []int16, Hint) error { return io.ErrUnexpectedEOF }
		_, parts, err := live(t, p, p.speech(t), Hint{})
		if !errors.Is(err, io.ErrUnexpectedEOF) || len(parts) > 0 {
			t.Errorf("parts %v, error %v", parts, err)
		}
		if most := 2*patience + 1; len(p.asked) > most {
			t.Errorf("%d requests, at most %d help", len(p.asked), most)
		}
	})
}

// A server that takes twice as long as the person speaks falls behind; what it
// was not asked by the end, it is asked then, and never more at once than said.
func TestServerSlowerThanSpeech(t *testing.T) {
	for _, atOnce := range []int{1, 2} {
		synctest.Test(t, func(t *testing.T) {
			p := &prompter{play: perform(13, 9*s, rest, 9*s, rest, 9*s, rest, 3*s)}
			p.before = func(_ context.Context, _ int, sound []int16, _ Hint) error {
				time.Sleep(2 * audio.Duration(len(sound)))
				return nil
			}
			l := NewLive(t.Context(), p.server, Hint{}, atOnce)
			for frame := range slices.Chunk(p.samples, audio.FrameLen) {
				l.Write(frame)
				time.Sleep(audio.Duration(audio.FrameLen))
			}
			got, parts, err := l.Finish(t.Context(), p.samples, p.speech(t))
			if err != nil || got.Text != p.text(len(p.samples)) {
				t.Errorf("%q, %v", got.Text, err)
			}
			if diff := cmp.Diff(map[Way]int{WayLive: 3, WayLast: 1}, ways(parts)); diff != "" || p.atOnce != atOnce {
				t.Errorf("%d at once, want %d; (-want +got):\n%s", p.atOnce, atOnce, diff)
			}
		})
	}
}

// The recorder goes on while the server hangs, or is not even there yet; and the
// person need not wait for it.
func TestWriteNeverWaitsForTheServer(t *testing.T) {
	hanging := &prompter{play: perform(14, 9*s, rest, 3*s), before: hang}
	for _, there := range []bool{true, false} {
		t.Run(fmt.Sprintf("server there %v", there), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				come := make(chan struct{})
				defer close(come)
				server := func() (Transcriber, error) {
					if !there {
						<-come
					}
					return hanging, nil
				}
				l := NewLive(t.Context(), server, Hint{}, 1)
				defer l.Discard()
				for range 2 {
					record(l, hanging.samples)
					synctest.Wait()
				}
				ctx, cancel := context.WithTimeout(t.Context(), s)
				defer cancel()
				_, _, err := l.Finish(ctx, hanging.samples, hanging.speech(t))
				if !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("got %v", err)
				}
			})
		})
	}
}
