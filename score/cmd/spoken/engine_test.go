package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"rehearse/transcribe"
)

// A parrot hears what the sound spells, and counts.
type parrot struct{ asked *int }

func (p parrot) Transcribe(_ context.Context, wav io.Reader, hint transcribe.Hint) (transcribe.Transcript, error) {
	*p.asked++
	said, err := io.ReadAll(wav)
	if len(said) == 0 {
		return transcribe.Transcript{}, errors.New("nothing to hear")
	}
	return transcribe.Transcript{Text: string(said) + strings.Join(hint.Terms, "")}, err
}

func TestASoundIsHeardOnceWithEachHint(t *testing.T) {
	asked := 0
	dir := t.TempDir()
	for _, c := range []struct {
		model, sound, term, want string
		asked                    int // so far
	}{
		{"base", "раз", "", "раз", 1},
		{"base", "раз", "", "раз", 1},
		{"base", "раз", "Redis", "разRedis", 2},
		{"base", "два", "Redis", "дваRedis", 3},
		{"small", "раз", "", "раз", 4},
		{"base", "раз", "Redis", "разRedis", 4},
	} {
		var hint transcribe.Hint
		if c.term != "" {
			hint.Terms = []string{c.term}
		}
		r := remembering{parrot{&asked}, c.model, dir} // as in another run
		got, err := r.Transcribe(t.Context(), strings.NewReader(c.sound), hint)
		if err != nil || got.Text != c.want || asked != c.asked {
			t.Errorf("%s hears %s, %q: %q, %v, asked %d times, want %d", c.model, c.sound, c.term, got.Text, err, asked, c.asked)
		}
	}
}

func TestAFailureIsNotRemembered(t *testing.T) {
	asked := 0
	r := remembering{parrot{&asked}, "base", t.TempDir()}
	for range 2 {
		if _, err := r.Transcribe(t.Context(), strings.NewReader(""), transcribe.Hint{}); err == nil {
			t.Error("no error")
		}
	}
	if asked != 2 {
		t.Errorf("asked %d times", asked)
	}
}

func TestTheEngineIsThatOfTheProgram(t *testing.T) {
	dirs, err := engineDirs(func(name string) string {
		return map[string]string{"XDG_CACHE_HOME": "/c", "XDG_STATE_HOME": "/s"}[name]
	})
	if err != nil || dirs.Cache != "/c/rehearse" || dirs.State != "/s/rehearse" {
		t.Errorf("%+v, %v", dirs, err)
	}
}
