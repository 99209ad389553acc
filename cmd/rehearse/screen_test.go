package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/teatest/v2"
	"github.com/creack/pty"
	"golang.org/x/term"

	"rehearse/audio"
	"rehearse/transcribe"
)

// seconds is the sound of a take that lasts so long.
func seconds(n float64) soundMsg {
	return soundMsg{level: audio.Level{Length: time.Duration(n * float64(time.Second)), Peak: -6, Recent: -20}}
}

// A desk is a screen that runs without a terminal, and the take that it steers.
type desk struct {
	*teatest.TestModel
	remote *remote
	left   chan struct{}
}

func newDesk(t *testing.T) desk {
	t.Helper()
	left := make(chan struct{}, 8)
	d := desk{teatest.NewTestModel(t, screenModel{words: newWords("en"), title: "1. Первый вопрос?", target: 30 * time.Second}), newRemote(func() { left <- struct{}{} }), left}
	d.Send(takeMsg{d.remote})
	return d
}

// end lets the screen see all that was sent, and returns what it is then.
func (d desk) end(t *testing.T) screenModel {
	t.Helper()
	d.Quit()
	return d.FinalModel(t).(screenModel)
}

// over tells whether the take has ended.
func over(r *remote) bool {
	select {
	case <-r.stop:
		return true
	default:
		return false
	}
}

// Each key, in both layouts, with a take of a second and with one that has just
// begun.
func TestKeysSteerTheTake(t *testing.T) {
	type outcome struct{ over, again, paused, left, help bool }
	for keys, want := range map[string]struct{ long, short outcome }{
		"\r":  {long: outcome{over: true}},
		" ":   {long: outcome{paused: true}},
		"  ":  {},
		" \r": {long: outcome{over: true, paused: true}},
		"r":   {long: outcome{over: true, again: true}},
		"к":   {long: outcome{over: true, again: true}},
		"r\r": {long: outcome{over: true, again: true}}, // Enter comes too soon for the new take
		"q":   {outcome{left: true}, outcome{left: true}},
		"Й":   {outcome{left: true}, outcome{left: true}},
		"?":   {outcome{help: true}, outcome{help: true}},
		"??":  {},
		",":   {outcome{help: true}, outcome{help: true}},
		"xпs": {},
	} {
		for length, want := range map[float64]outcome{1: want.long, 0.2: want.short} {
			d := newDesk(t)
			d.Send(seconds(length))
			d.Type(keys)
			m := d.end(t)
			got := outcome{over(d.remote), d.remote.again, d.remote.paused.Load(), len(d.left) > 0, m.help}
			if got != want {
				t.Errorf("%q after %.1f s: %+v, want %+v", keys, length, got, want)
			}
		}
	}
}

func TestCtrlCLeavesInEveryPhase(t *testing.T) {
	ctrlC := tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}
	for name, before := range map[string][]tea.Msg{
		"waiting":   nil,
		"listening": {seconds(3)},
		"paused":    {seconds(3), tea.KeyPressMsg{Code: ' ', Text: " "}},
		"help":      {seconds(3), tea.KeyPressMsg{Code: '?', Text: "?"}},
		"ended":     {seconds(3), busyMsg(time.Unix(0, 0))},
	} {
		d := newDesk(t)
		for _, msg := range before {
			d.Send(msg)
		}
		d.Send(ctrlC)
		d.end(t)
		if len(d.left) != 1 {
			t.Errorf("%s: left %d times", name, len(d.left))
		}
	}
}

// What was typed while an answer is heard means nothing to the report after it.
func TestKeysAfterTheEndDoNothing(t *testing.T) {
	d := newDesk(t)
	d.Send(seconds(3))
	d.Send(busyMsg(time.Unix(0, 0)))
	d.Type("qr x\r")
	d.end(t)
	if over(d.remote) || d.remote.paused.Load() || len(d.left) > 0 {
		t.Error("a key did something to an answer that was given")
	}
}

func TestANewTakeBeginsAnew(t *testing.T) {
	d := newDesk(t)
	d.Send(seconds(20))
	d.Type("r")
	second := newRemote(func() {})
	d.Send(saidMsg("the first is in the trash"))
	d.Send(takeMsg{second})
	d.Send(seconds(2))
	d.Send(tea.WindowSizeMsg{Width: 60, Height: 20})
	m := d.end(t)
	text := strings.Join(plainLines(m), "\n")
	if !strings.Contains(text, "Listening  0:02 / 0:30") || !strings.Contains(text, "in the trash") || over(second) {
		t.Errorf("the screen shows:\n%s", text)
	}
	if len(plainLines(m)) != m.height {
		t.Errorf("%d lines on a terminal of %d", len(plainLines(m)), m.height)
	}
}

func TestTheQuestionIsOnTheScreen(t *testing.T) {
	d := newDesk(t)
	d.Send(seconds(3))
	teatest.WaitFor(t, d.Output(), func(seen []byte) bool { return bytes.Contains(seen, []byte("Первый вопрос?")) }, teatest.WithDuration(time.Minute))
	d.end(t)
}

// atTerminal returns an app before a terminal, and what the terminal shows.
func atTerminal(t *testing.T) (*app, *terminal) {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	pty.Setsize(slave, &pty.Winsize{Rows: 24, Cols: 80})
	shows := watched(t, master)
	t.Cleanup(func() { master.Close(); slave.Close() })
	return &app{in: slave, err: &talk{tty: slave}, words: newWords("en"), env: func(string) string { return "" }}, shows
}

func noPoints(*transcribe.Live) pointsMsg { return pointsMsg{} }

// A hung terminal takes no letter.
type hung struct{ tty }

func (hung) Write([]byte) (int, error) { select {} }

// However long the terminal hangs, the recorder goes on, and the screen can be
// taken away.
func TestATerminalThatHangsLosesNoFrame(t *testing.T) {
	a, _ := atTerminal(t)
	a.err = &talk{tty: hung{a.err.(*talk).tty}}
	s := a.openScreen(screenModel{words: a.words, title: "1. Первый вопрос?", target: time.Minute}, noPoints)
	s.begin(newRemote(func() {}), nil)
	var meter audio.Meter
	see := s.watch(meter.Level, func() time.Duration { return 0 })
	for range audio.Samples(10*time.Minute) / audio.FrameLen {
		frame := make([]int16, audio.FrameLen)
		meter.See(frame)
		see(frame)
	}
	s.close()
	if got := meter.Level().Length; got != 10*time.Minute {
		t.Errorf("%v went by", got)
	}
}

// A brittle model breaks when it is to show sound.
type brittle struct{ screenModel }

func (b brittle) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(soundMsg); ok {
		panic("a screen breaks")
	}
	m, cmd := b.screenModel.Update(msg)
	return brittle{m.(screenModel)}, cmd
}

// A screen that breaks gives the terminal back as it was; the take goes on, and
// Enter still ends it.
func TestAScreenThatBreaks(t *testing.T) {
	for name, breaks := range map[string]func(*screen, func([]int16)){
		"in drawing": func(_ *screen, see func([]int16)) { see(make([]int16, audio.Rate)) },
		"in scoring": func(s *screen, _ func([]int16)) { s.send(heardMsg(func() tea.Msg { panic("scoring breaks") })) },
	} {
		t.Run(name, func(t *testing.T) {
			a, shows := atTerminal(t)
			slave := a.in.(interface{ Fd() uintptr })
			before, err := term.GetState(int(slave.Fd()))
			if err != nil {
				t.Fatal(err)
			}
			s := a.openScreen(brittle{screenModel{words: a.words, title: "1. Первый вопрос?"}}, noPoints)
			control := newRemote(func() {})
			s.begin(control, nil)
			shows.await("\x1b[?1049h") // the screen stands
			see := s.watch(func() audio.Level { return audio.Level{} }, func() time.Duration { return 0 })
			breaks(s, see)
			<-s.ended
			if after, err := term.GetState(int(slave.Fd())); err != nil || *after != *before {
				t.Errorf("the terminal is another than before, %v", err)
			}
			shows.await("The recording goes on")
			if !strings.Contains(shows.text(), "\x1b[?1049l") {
				t.Errorf("the screen is not left: %q", shows.text())
			}
			see(make([]int16, audio.Rate))
			shows.press("\n")
			<-control.stop
			s.close()
		})
	}
}
