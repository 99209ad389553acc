package main

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"rehearse/audio"
	"rehearse/score"
)

// What the screen is told.
type (
	// A takeMsg begins a take.
	takeMsg struct{ remote *remote }
	// A soundMsg is the sound of the take up to now.
	soundMsg struct {
		level   audio.Level
		dropped time.Duration // that the device lost
		wave    []float64     // of its columns, the newest last
	}
	// A saidMsg is a line for the person.
	saidMsg string
	// A heardMsg says that more was heard, and finds out what it says of the points.
	heardMsg tea.Cmd
	// A pointsMsg is what is known of the points from the sound until then.
	pointsMsg struct {
		points []score.PointReport
		until  time.Duration
	}
	// A busyMsg says that the take has ended, and when: work goes on.
	busyMsg time.Time
	// A tickMsg is the time while work goes on.
	tickMsg time.Time
)

// A phase is where an answer is.
type phase int

const (
	waiting   phase = iota // for the first sound
	listening              // or paused
	ended                  // the take has; what follows takes its time
)

// A screenModel is all that the screen shows.
type screenModel struct {
	words         words
	title         string
	target        time.Duration
	livePoints    bool // points are shown before the answer has ended
	width, height int

	remote *remote
	phase  phase
	sound  soundMsg
	points pointsMsg
	said   []string      // the newest last
	since  time.Time     // when the take ended
	passed time.Duration // from then to now
	ticks  bool          // a tick is on its way
	help   bool
}

// tooSoon is how much of a take must have been heard before a key does
// something to it: an Enter too many, typed before, must not end the answer.
const tooSoon = 500 * time.Millisecond

// Init has nothing to begin: the sound drives the screen.
func (m screenModel) Init() tea.Cmd { return nil }

// Update takes note of msg.
func (m screenModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case takeMsg:
		m.remote, m.phase, m.sound, m.points, m.passed = msg.remote, waiting, soundMsg{}, pointsMsg{}, 0
	case soundMsg:
		m = m.hear(msg)
	case saidMsg:
		m.said = append(m.said, string(msg))
	case heardMsg:
		return m, tea.Cmd(msg)
	case pointsMsg:
		m.points = msg
	case busyMsg:
		m.phase, m.since = ended, time.Time(msg)
		return m.tick()
	case tickMsg:
		m.ticks = false
		m.passed = time.Time(msg).Sub(m.since)
		return m.tick()
	case tea.KeyPressMsg:
		return m.press(msg), nil
	}
	return m, nil
}

func (m screenModel) hear(sound soundMsg) screenModel {
	if m.phase == waiting {
		m.phase = listening
	}
	m.sound = sound
	return m
}

// tick moves what moves while no sound comes.
func (m screenModel) tick() (tea.Model, tea.Cmd) {
	if m.ticks || m.phase != ended {
		return m, nil
	}
	m.ticks = true
	return m, tea.Tick(100*time.Millisecond, func(now time.Time) tea.Msg { return tickMsg(now) })
}

// press does what key means now. Keys that come too soon do nothing.
func (m screenModel) press(key tea.KeyPressMsg) screenModel {
	if m.remote == nil {
		return m
	}
	if key.Mod == tea.ModCtrl && key.Code == 'c' {
		m.remote.leave()
		return m
	}
	switch latinKey(key.Code) {
	case '?', ',': // the second on the same key in the Russian layout
		m.help = !m.help
	case 'q':
		if m.phase != ended {
			m.remote.leave()
		}
	default:
		if m.phase == listening && m.sound.level.Length >= tooSoon {
			return m.steer(key)
		}
	}
	return m
}

// steer ends the take, pauses it, or starts over.
func (m screenModel) steer(key tea.KeyPressMsg) screenModel {
	switch latinKey(key.Code) {
	case tea.KeyEnter, '\n':
		m.remote.end()
		m.phase = ended
	case tea.KeySpace:
		m.remote.pause()
	case 'r':
		m.remote.startOver()
		m.phase = waiting
	}
	return m
}
