package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"

	"rehearse/audio"
	"rehearse/recordings"
)

// A meterLine is the one line that a person sees while they speak: time against
// the target, and the level. It is drawn by the sound itself, five times a
// second, so that it stands still when the sound does.
type meterLine struct {
	out    io.Writer
	draft  *recordings.Draft
	target time.Duration
	words  words
	tty    bool
	quiet  bool
	width  func() int

	mu     sync.Mutex
	began  bool
	warned map[string]bool
	drawn  time.Duration
}

const drawEvery = 200 * time.Millisecond

func (a *app) meter(draft *recordings.Draft, target time.Duration) *meterLine {
	return &meterLine{out: a.err, draft: draft, target: target, words: a.words, tty: a.tty, quiet: a.settings.quiet, width: a.width, warned: map[string]bool{}}
}

// see is called with each frame before it is kept.
func (m *meterLine) see(frame []int16) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(frame) == 0 || m.quiet {
		return
	}
	level := m.draft.Level()
	if !m.began { // frames arrive: now the person is heard
		m.began = true
		fmt.Fprintln(m.out, m.words.say("listening"))
	}
	m.remark(level)
	if m.tty && level.Length-m.drawn >= drawEvery {
		m.drawn = level.Length
		fmt.Fprint(m.out, m.clear()+m.line(level))
	}
}

// remark says once, while it can still be mended, that the sound is no good.
func (m *meterLine) remark(level audio.Level) {
	id := soundRemark(level)
	if id != "" && !m.warned[id] {
		m.warned[id] = true
		fmt.Fprintln(m.out, m.clear()+m.words.say(id))
	}
}

// soundRemark returns the text that says what is wrong with a sound that still
// goes on, "" where nothing is.
func soundRemark(level audio.Level) string {
	switch {
	case level.Silent >= zerosWorthAWord:
		return "warn.zeros-live"
	case level.Clipped > clippedShare && level.Length >= soundWorthAWord:
		return "warn.clipped-live"
	case level.Peak < quietPeak && level.Peak > audio.SilenceDBFS && level.Length >= soundWorthAWord:
		return "warn.quiet-live"
	}
	return ""
}

// soundWorthAWord is how long a person is heard before the level is judged:
// they may still be thinking, and one loud breath is no clipping.
const soundWorthAWord = 4 * time.Second

// zerosWorthAWord is how long exact zeros may come before the person is told
// that the microphone seems to be muted.
const zerosWorthAWord = 2 * time.Second

func (m *meterLine) line(level audio.Level) string {
	over := ""
	if level.Length > m.target {
		over = " +" + clock(level.Length-m.target)
	}
	line := fmt.Sprintf("● %s / %s%s  %s", clock(level.Length), clock(m.target), over, bar(level.Recent))
	for _, more := range []string{fmt.Sprintf(" %4.0f dBFS", level.Recent), "  " + m.words.say("listening.keys")} {
		if ansi.StringWidth(line+more) < m.width() { // a longer line would scroll
			line += more
		}
	}
	return ansi.Truncate(line, m.width()-1, "")
}

// bar draws a level between −60 and 0 dBFS in ten steps.
func bar(dbfs float64) string {
	full := min(10, max(0, int((dbfs+60)/6)))
	return strings.Repeat("█", full) + strings.Repeat("░", 10-full)
}

// clear wipes the line that stands there.
func (m *meterLine) clear() string {
	if !m.tty {
		return ""
	}
	return "\r\x1b[K"
}

// end leaves the line for what comes next.
func (m *meterLine) end() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.tty && m.drawn > 0 {
		fmt.Fprint(m.out, m.clear())
	}
}
