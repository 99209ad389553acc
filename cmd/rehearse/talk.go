package main

import (
	"bytes"
	"io"
	"sync"
)

// A tty is what libraries take for a terminal; *os.File is one.
type tty interface {
	io.ReadWriteCloser
	Fd() uintptr
}

// A talk is the terminal that the program talks to. While a screen covers it,
// what is said waits, and stands there when the screen is gone: words written
// across a screen would be torn and then lost.
type talk struct {
	tty

	mu   sync.Mutex
	show func(said string) // gets what is said while the terminal is covered; nil otherwise
	held bytes.Buffer
}

func (t *talk) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.show == nil {
		return t.tty.Write(p)
	}
	t.show(string(p))
	return t.held.Write(p)
}

// cover makes what is said wait, and shows it to show, which must not say
// anything itself and returns at once.
func (t *talk) cover(show func(said string)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.show = show
}

// uncover says what has waited.
func (t *talk) uncover() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.show = nil
	if t.held.Len() > 0 { // a terminal that hangs is better left alone
		t.tty.Write(t.held.Bytes())
		t.held.Reset()
	}
}

// A rawOutput is a terminal that takes single keys: it puts no carriage return
// before a new line by itself.
type rawOutput struct{ tty }

func (r rawOutput) Write(p []byte) (int, error) {
	if _, err := r.tty.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}
