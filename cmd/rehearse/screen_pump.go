package main

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"rehearse/audio"
	"rehearse/transcribe"
)

// pump hands the program what it is to show. It alone may wait for it. score is
// called by the program, which survives what breaks in it.
func (s *screen) pump(score func(*transcribe.Live) pointsMsg) {
	defer s.pumps.Done()
	var live *transcribe.Live
	var news <-chan struct{}
	for {
		select {
		case sound := <-s.sounds:
			s.program.Send(sound)
		case msg := <-s.msgs:
			s.program.Send(msg)
		case live = <-s.lives:
			news = nil
			if live != nil {
				news = live.News()
			}
		case <-news:
			heard := live
			s.program.Send(heardMsg(func() tea.Msg { return score(heard) }))
		case <-s.closed:
			return
		}
	}
}

// listenToKeys takes the person's keys while the screen stands. Ctrl-C goes no
// way about: it must work when nothing else does.
func (s *screen) listenToKeys(keys <-chan rune) {
	defer s.pumps.Done()
	for {
		select {
		case key, open := <-keys:
			switch {
			case !open:
				return
			case key == ctrlC:
				s.leave()
			case !s.broken.Load():
				s.send(tea.KeyPressMsg{Code: key, Text: string(key)})
			case key == '\n' || key == '\r':
				s.end()
			}
		case <-s.closed:
			return
		}
	}
}

func (s *screen) leave() {
	if r := s.remote.Load(); r != nil {
		r.leave()
	}
}

func (s *screen) end() {
	if r := s.remote.Load(); r != nil {
		r.end()
	}
}

// send shows msg when there is time for it.
func (s *screen) send(msg tea.Msg) {
	select {
	case s.msgs <- msg:
	default:
	}
}

// begin shows a new take, that r ends and live hears; live may be nil.
func (s *screen) begin(r *remote, live *transcribe.Live) {
	s.remote.Store(r)
	select {
	case <-s.lives: // of a take before
	default:
	}
	s.lives <- live
	s.send(takeMsg{r})
}

// watch returns what sees the frames of a take as they pass. level tells how
// loud it was, dropped what the device lost.
func (s *screen) watch(level func() audio.Level, dropped func() time.Duration) func(frame []int16) {
	var wave waveform
	return func(frame []int16) {
		if !wave.see(frame) {
			return
		}
		select {
		case <-s.sounds: // nobody looked at it
		default:
		}
		s.sounds <- soundMsg{level(), dropped(), wave.last(widestWave)}
	}
}

// finish shows that the take has ended and is heard to its end.
func (s *screen) finish() { s.send(busyMsg(time.Now())) }
