//go:build unix

package voice

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/audio"
)

func TestASecondCallDoesNotRunTheProgram(t *testing.T) {
	b := newBin(t).add("espeak-ng", speaks)
	ru, en := b.find(b.search("ru")), b.find(b.search("en"))
	dir := filepath.Join(t.TempDir(), "cache", "speech")
	paths := map[string]bool{}
	for _, c := range []struct {
		voice Voice
		text  string
		runs  int // so far
	}{
		{ru, "Какой стек?", 1},
		{ru, "Какой стек?", 1},
		{ru, "  Какой\nстек?\x00", 1}, // the same, cleaned
		{ru, "Какой опыт?", 2},
		{en, "Какой стек?", 3},
		{ru, "Какой стек?", 3},
	} {
		path, err := Cached{Dir: dir, Speaker: c.voice, Key: c.voice.Key()}.Speak(t.Context(), c.text)
		if err != nil {
			t.Fatal(err)
		}
		paths[path] = true
		if runs := strings.Count(b.read("runs"), "x"); runs != c.runs {
			t.Errorf("%s, %q: %d runs, want %d", c.voice.Name, c.text, runs, c.runs)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) != 3 || len(entries) != 3 {
		t.Errorf("%d paths, %d files, want 3", len(paths), len(entries))
	}
	onlyOurs(t, dir, 0o700)
	for path := range paths {
		onlyOurs(t, path, 0o600)
	}
}

func onlyOurs(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != mode {
		t.Errorf("%s has mode %v, want %v", path, info.Mode().Perm(), mode)
	}
}

// A server stands for a speech API, which Cached serves like a program.
type server struct {
	wav   []byte
	err   error
	asked []string
}

func (s *server) Speak(_ context.Context, text string) ([]byte, error) {
	s.asked = append(s.asked, text)
	return s.wav, s.err
}

func TestASpoiledSoundIsMadeAgain(t *testing.T) {
	s := &server{wav: beep(t)}
	c := Cached{Dir: t.TempDir(), Speaker: s, Key: "host model voice"}
	path, err := c.Speak(t.Context(), "текст")
	if err != nil {
		t.Fatal(err)
	}
	for _, spoiled := range [][]byte{nil, make([]byte, len(s.wav)), s.wav[:30]} {
		if err := os.WriteFile(path, spoiled, 0o600); err != nil {
			t.Fatal(err)
		}
		again, err := c.Speak(t.Context(), "текст")
		if err != nil || again != path {
			t.Fatalf("%s, %v", again, err)
		}
		sound, err := audio.OpenWAV(path)
		if err != nil {
			t.Fatal(err)
		}
		sound.Close()
	}
	if len(s.asked) != 4 {
		t.Errorf("spoken %d times, want 4", len(s.asked))
	}
}

func TestWhatCannotBePlayedIsNotKept(t *testing.T) {
	broken := errors.New("broken")
	var format *audio.FormatError
	for name, c := range map[string]struct {
		server server
		text   string
		fits   func(error) bool
	}{
		"an error":         {server{err: broken}, "текст", func(err error) bool { return errors.Is(err, broken) }},
		"an MP3":           {server{wav: []byte("ID3\x04 something else")}, "текст", func(err error) bool { return errors.As(err, &format) }},
		"an empty reply":   {server{}, "текст", func(err error) bool { return errors.Is(err, ErrSilent) }},
		"nothing to speak": {server{wav: beep(t)}, "—", func(err error) bool { return errors.Is(err, ErrNoText) }},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if path, err := (Cached{Dir: dir, Speaker: &c.server}).Speak(t.Context(), c.text); !c.fits(err) || path != "" {
				t.Errorf("%q, %v", path, err)
			}
			if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
				t.Errorf("%v were left, %v", entries, err)
			}
		})
	}
}

func TestASpeakerIsGivenACleanText(t *testing.T) {
	s := &server{wav: beep(t)}
	if _, err := (Cached{Dir: t.TempDir(), Speaker: s}).Speak(t.Context(), strings.Repeat("Опыт\x1b. ", 1<<17)); err != nil {
		t.Fatal(err)
	}
	if len(s.asked) != 1 || len([]rune(s.asked[0])) > MaxText || strings.Contains(s.asked[0], "\x1b") {
		t.Errorf("it was given %.50q…", s.asked)
	}
}

func TestASoundWrittenWhileSpokenIsKept(t *testing.T) {
	wav := beep(t)
	for _, at := range []int{4, 40} { // both sizes: not known when the header was sent
		copy(wav[at:], "\xff\xff\xff\xff")
	}
	path, err := Cached{Dir: t.TempDir(), Speaker: &server{wav: wav}}.Speak(t.Context(), "текст")
	if err != nil {
		t.Fatal(err)
	}
	sound, err := audio.OpenWAV(path)
	if err != nil {
		t.Fatal(err)
	}
	defer sound.Close()
	if got, err := audio.ReadAll(sound); err != nil || len(got) != 4 {
		t.Errorf("%d samples, %v", len(got), err)
	}
}
