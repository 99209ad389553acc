package main

import (
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"rehearse/transcribe"
)

// A screen shows an answer while it is given and while it is heard. It runs
// beside the recorder, which never waits for it: where the terminal is slow,
// drawings are left out. When the screen breaks, the recording goes on without.
type screen struct {
	talk    *talk
	words   words
	program *tea.Program
	restore func() // the terminal's ways with keys

	sounds chan soundMsg // the latest alone
	msgs   chan tea.Msg  // keys and news; dropped while the terminal hangs
	lives  chan *transcribe.Live
	remote atomic.Pointer[remote]

	closing sync.Once
	closed  chan struct{}
	pumps   sync.WaitGroup
	ended   chan struct{} // the program has
	broken  atomic.Bool   // before it was closed
}

// hangs is how long the end of the program waits for a terminal that takes no
// more letters.
const hangs = 300 * time.Millisecond

// wantsScreen tells whether the person can and may be shown a screen.
func (a *app) wantsScreen(flags practiceFlags) bool {
	term := a.env("TERM")
	able := term != "dumb" && (term != "" || runtime.GOOS == "windows")
	return able && a.interactive() && !a.settings.quiet && !flags.plain && flags.answer == ""
}

// openScreen covers the terminal with model, until the screen is closed. What
// was typed before is forgotten.
func (a *app) openScreen(model tea.Model, score func(*transcribe.Live) pointsMsg) *screen {
	t, ok := a.err.(*talk)
	if !ok {
		return nil
	}
	a.dropKeys()
	s := &screen{
		talk: t, words: a.words, restore: sync.OnceFunc(a.rawInput()),
		sounds: make(chan soundMsg, 1), msgs: make(chan tea.Msg, 256), lives: make(chan *transcribe.Live, 1),
		closed: make(chan struct{}), ended: make(chan struct{}),
	}
	// Keys come from our own keyboard, as everywhere: two readers of a terminal
	// take each other's. So no terminal is asked for its abilities either, whose
	// answers would be taken for keys.
	s.program = tea.NewProgram(model, tea.WithInput(nil), tea.WithOutput(rawOutput{t.tty}), tea.WithoutSignalHandler(), tea.WithFPS(30))
	t.cover(func(said string) { s.send(saidMsg(strings.TrimSpace(said))) })
	go s.run()
	s.pumps.Add(2)
	go s.pump(score)
	go s.listenToKeys(a.keys())
	return s
}

// screenOf is the screen of a rehearsal before anything was heard.
func (a *app) screenOf(r *rehearsal) screenModel {
	title := a.words.say("screen.question", "Number", r.q.Number, "Text", r.q.Text, "Group", r.q.Group)
	return screenModel{words: a.words, title: title, target: r.goal.target, livePoints: r.flags.livePoints}
}

// closeScreen takes the screen away, if there is one.
func (a *app) closeScreen() {
	if a.screen != nil {
		a.screen.close()
		a.screen = nil
	}
}

// run shows the program until it ends. Should it break, the terminal is as
// before, and the person is told that the recording goes on.
func (s *screen) run() {
	defer close(s.ended)
	_, err := s.program.Run()
	select {
	case <-s.closed:
		return
	default:
	}
	s.broken.Store(true)
	s.restore()
	s.talk.uncover()
	s.talk.Write([]byte(s.words.say("screen.broken", "Error", err) + "\n"))
}

// close takes the screen away, within a second also from a terminal that hangs.
// What was said meanwhile stands there then. It may be called twice.
func (s *screen) close() {
	s.closing.Do(func() {
		close(s.closed)
		go s.program.Quit()
		s.await()
		go s.program.Kill()
		s.await()
		s.pumps.Wait()
		s.restore()
		s.talk.uncover()
	})
}

func (s *screen) await() {
	select {
	case <-s.ended:
	case <-time.After(hangs):
	}
}
