package main

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"rehearse/score"
)

// View draws all of the screen: the question, the time, the sound, what is
// known of the points, and on the last line the keys.
func (m screenModel) View() tea.View {
	v := tea.NewView(m.draw())
	v.AltScreen = true // and so a terminal that changes its size leaves no scraps
	return v
}

// draw returns as many lines as the terminal has, the last of them the keys. It
// is nothing before the terminal has told its size.
func (m screenModel) draw() string {
	if m.width < 1 || m.height < 1 {
		return ""
	}
	lines := append(m.question(), "")
	switch {
	case m.help:
		lines = append(lines, m.state(), "")
		lines = append(lines, m.lines(m.words.say("screen.help"))...)
	case m.phase == ended:
		lines = append(lines, m.state())
		lines = append(lines, m.remarks()...)
		lines = append(lines, m.soFar()...)
	default:
		lines = append(lines, m.state(), timeBar(m.sound.level.Length, m.target, m.width), m.loudness())
		lines = append(lines, drawWave(m.sound.wave, m.width, m.waveRows())...)
		lines = append(lines, m.remarks()...)
		if m.livePoints {
			lines = append(lines, m.soFar()...)
		}
	}
	room := m.height - 1
	for len(lines) < room {
		lines = append(lines, "")
	}
	lines = append(lines[:room], m.keys())
	for i, line := range lines {
		lines[i] = ansi.Truncate(line, m.width, "…")
	}
	return strings.Join(lines, "\n")
}

// question returns the title in no more than a quarter of the screen.
func (m screenModel) question() []string {
	lines := strings.Split(wrap(m.title, "", m.width), "\n")
	if most := max(1, m.height/4); len(lines) > most {
		lines = lines[:most]
		lines[most-1] = ansi.Truncate(lines[most-1], m.width-1, "") + "…"
	}
	for i, line := range lines {
		lines[i] = bold(line)
	}
	return lines
}

// waveRows is how high the waveform is: higher where there is room.
func (m screenModel) waveRows() int { return min(4, max(1, (m.height-12)/3)) }

// state says what goes on, with the time.
func (m screenModel) state() string {
	if m.phase == ended {
		wheel := []rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
		turn := int(m.passed/(100*time.Millisecond)) % len(wheel)
		return fmt.Sprintf("%c %s %s", wheel[max(0, turn)], m.words.say("transcribing"), clock(m.passed))
	}
	if m.phase == waiting {
		return "○ " + m.words.say("screen.waiting")
	}
	sign := paint(lipgloss.NewStyle().Foreground(lipgloss.Red), "●") + " " + m.words.say("screen.listening")
	if m.remote != nil && m.remote.paused.Load() {
		sign = bold("‖ " + m.words.say("screen.paused"))
	}
	spoken := m.sound.level.Length
	line := fmt.Sprintf("%s  %s / %s", sign, clock(spoken), clock(m.target))
	if spoken > m.target {
		line += "  " + paint(lipgloss.NewStyle().Foreground(lipgloss.Yellow), "+"+clock(spoken-m.target))
	}
	return line
}

// loudness is the level of the last moment.
func (m screenModel) loudness() string {
	if m.phase == waiting {
		return ""
	}
	return fmt.Sprintf("%s %4.0f dBFS", bar(m.sound.level.Recent), m.sound.level.Recent)
}

// remarks are what is wrong with the sound while it can be mended, and the
// latest that was said.
func (m screenModel) remarks() []string {
	var lines []string
	if id := soundRemark(m.sound.level); id != "" && m.phase == listening {
		lines = append(lines, m.lines("! "+m.words.say(id))...)
	}
	if m.sound.dropped > 0 && m.phase == listening {
		lines = append(lines, m.lines("! "+m.words.say("warn.dropped", "Length", length(m.sound.dropped)))...)
	}
	const latest = 3
	for _, said := range m.said[max(0, len(m.said)-latest):] {
		lines = append(lines, m.lines(said)...)
	}
	if len(lines) == 0 {
		return nil
	}
	return append([]string{""}, lines...)
}

// lines breaks text where the screen ends.
func (m screenModel) lines(text string) []string {
	return strings.Split(wrap(text, "", m.width), "\n")
}

// soFar lists the points that were heard, in the order of the bank, with what
// is known of them until now. What was not heard yet is only counted: it may
// still come, and the person is not to read it from the screen.
func (m screenModel) soFar() []string {
	if m.points.until == 0 {
		return nil
	}
	var list []string
	covered, counted := 0, 0
	for _, p := range m.points.points {
		if p.Heading {
			continue
		}
		counted++
		if p.Verdict == score.Covered {
			covered++
		}
		if p.Verdict != score.Missed {
			list = append(list, "  "+paint(verdictStyle(p.Verdict), sign(p))+" "+printable(p.Text))
		}
	}
	head := m.words.say("screen.so-far", "Covered", covered, "N", counted, "Until", clock(m.points.until))
	return append(append([]string{""}, m.lines(head)...), list...)
}

// keys is the last line: what the keys do now.
func (m screenModel) keys() string {
	id := "screen.keys"
	switch {
	case m.phase == ended:
		id = "screen.keys-ended"
	case m.remote != nil && m.remote.paused.Load():
		id = "screen.keys-paused"
	}
	return faint(lineThatFits(m.words.say(id), m.width))
}

// lineThatFits returns the first of the variants, one a line, that fits into width
// columns; the last where none does.
func lineThatFits(variants string, width int) string {
	lines := strings.Split(variants, "\n")
	for _, line := range lines {
		if ansi.StringWidth(line) <= width {
			return line
		}
	}
	return ansi.Truncate(lines[len(lines)-1], width, "…")
}
