package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// spoilIndex overwrites the index with something else: `spoil`.
func spoilIndex(ts *testscript.TestScript, _ bool, _ []string) {
	found, err := filepath.Glob(ts.MkAbs("home/cache/rehearse/index-*/*.db"))
	ts.Check(err)
	if len(found) != 1 {
		ts.Fatalf("indexes: %v", found)
	}
	ts.Check(os.WriteFile(found[0], make([]byte, 10000), 0o600))
}

// tamperSound changes a byte of the newest recording: `tamper`.
func tamperSound(ts *testscript.TestScript, _ bool, _ []string) {
	found, err := filepath.Glob(ts.MkAbs("home/data/rehearse/recordings/*/answer.wav"))
	ts.Check(err)
	sound, err := os.ReadFile(found[len(found)-1])
	ts.Check(err)
	sound[len(sound)/2] ^= 1
	ts.Check(os.WriteFile(found[len(found)-1], sound, 0o600))
}

// At most the given number of inputs is worked on at a time, each once, and
// results come in the order of the inputs.
func TestInOrder(t *testing.T) {
	const jobs, inputs = 4, 100
	busy := make(chan struct{}, jobs)
	work := func(n int) int {
		select {
		case busy <- struct{}{}:
		default:
			t.Error("more jobs than allowed")
			return -1
		}
		<-busy
		return n
	}
	next := 0
	for got := range inOrder(t.Context(), jobs, upTo(inputs), work) {
		if got != next {
			t.Fatalf("%d came in the place of %d", got, next)
		}
		next++
	}
	if next != inputs {
		t.Errorf("%d of %d results", next, inputs)
	}
}

func upTo(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}
