package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"rehearse/recordings"
	"rehearse/voice"
)

// An app is everything that a command may touch outside its own flags. What is
// slow or may fail is a method that opens it when it is first needed, so that
// --help touches nothing.
//
// Terminal output: stdout is the answer (a report, a list, JSON), stderr is the
// talk around it (questions, the timer, progress, warnings, errors).
type app struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	now      func() time.Time
	rand     io.Reader
	tty      bool       // somebody sits there: in and err are a terminal
	width    func() int // columns of the screen

	words    words
	folders  folders
	settings settings

	embedder *embedder              // nil: answers are judged by words alone
	judge    *judge                 // nil: nobody is asked
	keyboard *keyboard              // made by keys
	screen   *screen                // while one covers the terminal
	leaving  bool                   // Ctrl-C came when nobody asked for a key
	voices   map[string]voice.Voice // by language, once found
	mute     bool                   // it was told why questions are not spoken
	asking   *sync.Mutex            // held while the person may be asked to allow a sending
	spinning func()                 // ends the line of busy, if there is one
	keeps    bool                   // an answer is kept: hints may say so
	opened   *recordings.Store
}

// tell says something to the person, unless --quiet.
func (a *app) tell(id string, pairs ...any) {
	if !a.settings.quiet {
		a.warn(id, pairs...)
	}
}

// warn says something that the person should know even with --quiet.
func (a *app) warn(id string, pairs ...any) {
	fmt.Fprintln(a.err, a.fit(a.words.say(id, pairs...)))
}

// fit breaks what is said between words where the screen ends.
func (a *app) fit(text string) string {
	if !a.tty {
		return text
	}
	return wrap(text, "", a.width())
}

// interactive tells whether the person can be asked something.
func (a *app) interactive() bool { return a.tty && !a.settings.noInput && !a.settings.json }

// manyAttempts take a moment to be read into the index, which is said then.
const manyAttempts = 2000

// close ends the use of the data folder.
func (a *app) close() {
	if a.opened != nil {
		a.opened.Close()
	}
}

// store opens the data folder, and first keeps what a killed program left there.
func (a *app) store() (*recordings.Store, error) {
	if a.opened != nil {
		return a.opened, nil
	}
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	s, err := recordings.Open(a.settings.Data, a.rand, host)
	if err != nil {
		return nil, err
	}
	a.opened = s
	s.Cache = a.folders.cache
	s.Broken = func(err error) { a.warn("warn.index", "Error", oneLine(err)) }
	s.Reading = func(attempts int) {
		if attempts >= manyAttempts {
			a.tell("indexing", "N", attempts)
		}
	}
	kept, err := s.Recover()
	for _, attempt := range kept {
		a.tell("recovered", "ID", attempt.ID, "Length", length(attempt.Length))
	}
	if err != nil {
		a.warn("recover.failed", "Error", err.Error())
	}
	return s, nil
}
