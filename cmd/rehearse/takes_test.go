package main

import (
	"context"
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rehearse/audio"
	"rehearse/prompts"
	"rehearse/recordings"
)

// A spy is a microphone that gives a second of sound and then does what it is
// told.
type spy struct {
	audio.Source
	then func() (int, error)
}

func (s *spy) Read(frame []int16) (int, error) {
	n, err := s.Source.Read(frame)
	if err == io.EOF {
		return s.then()
	}
	return n, err
}

func (*spy) Close() error           { return nil }
func (*spy) Name() string           { return "" }
func (*spy) Dropped() time.Duration { return 0 }

// Should the program break while it records, the take is not thrown away: its
// sound lies where the next start looks.
func TestAProgramThatBreaksKeepsTheTake(t *testing.T) {
	store, err := recordings.Open(t.TempDir(), rand.Reader, "here")
	if err != nil {
		t.Fatal(err)
	}
	keys, typist := io.Pipe()
	defer typist.Close()
	a := &app{in: keys, err: io.Discard, words: newWords("en"), now: time.Now}
	r := &rehearsal{store: store, q: prompts.Question{ID: "q", Text: "Вопрос?"}, flags: practiceFlags{max: time.Minute}, leave: func() {}}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the program does not break")
			}
		}()
		a.take(context.Background(), r, &spy{audio.FromSamples(make([]int16, audio.Rate)), func() (int, error) { panic("broken") }})
	}()
	parts, err := filepath.Glob(filepath.Join(store.Dir("*"), "answer.wav.part"))
	if err != nil || len(parts) != 1 {
		t.Fatalf("there are %d parts, %v", len(parts), err)
	}
	if info, err := os.Stat(parts[0]); err != nil || info.Size() < 2*audio.Rate {
		t.Errorf("it is %v, %v", info, err)
	}
}
