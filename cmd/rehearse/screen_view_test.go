package main

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rehearse/audio"
	"rehearse/score"
)

// shown is a screen while somebody speaks.
func shown(lang string, width, height int) screenModel {
	return screenModel{
		words: newWords(lang), title: "4. Как вы ускорили медленный запрос?", target: 30 * time.Second,
		width: width, height: height, remote: newRemote(func() {}), phase: listening,
		sound: soundMsg{level: audio.Level{Length: 12 * time.Second, Peak: -6, Recent: -18}, wave: []float64{-120, -40, -28, -18, -12}},
	}
}

func plainLines(m screenModel) []string { return strings.Split(ansi.Strip(m.draw()), "\n") }

func TestTheScreenWhileSomebodySpeaks(t *testing.T) {
	want := []string{
		"4. Как вы ускорили медленный запрос?",
		"",
		"● Listening  0:12 / 0:30",
		"━━━━━━━━━━━━━━━━────────────────────────",
		"███████░░░  -18 dBFS",
		"                                      ▄▆",
		"                                   ▁▃███",
		"",
		"",
		"",
		"",
		"",
		"",
		"",
		"",
		"",
		"",
		"Enter done · Space pause · ? help",
	}
	if diff := cmp.Diff(want, plainLines(shown("en", 40, 18))); diff != "" {
		t.Error(diff)
	}
}

// Whatever happens, and however small the terminal is, the screen has its size,
// and the keys stand on its last line, whole.
func TestTheScreenFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := shown(rapid.SampledFrom(languages[:]).Draw(t, "language"), rapid.IntRange(1, 200).Draw(t, "width"), rapid.IntRange(1, 60).Draw(t, "height"))
		m.title = strings.Repeat(m.title+" ", rapid.IntRange(1, 20).Draw(t, "questions"))
		m.phase = rapid.SampledFrom([]phase{waiting, listening, ended}).Draw(t, "phase")
		m.help = rapid.Bool().Draw(t, "help")
		m.livePoints = true
		m.sound.level.Length = time.Duration(rapid.Int64Range(0, int64(time.Hour)).Draw(t, "length"))
		m.sound.level.Silent, m.sound.dropped = time.Minute, time.Second
		m.said = []string{"Kept as 20261125-044840-214f7d (2.0s)."}
		m.points = heardPoints()
		if rapid.Bool().Draw(t, "paused") {
			m.remote.pause()
		}
		lines := plainLines(m)
		if len(lines) != m.height {
			t.Fatalf("%d lines, want %d", len(lines), m.height)
		}
		for _, line := range lines {
			if w := ansi.StringWidth(line); w > m.width {
				t.Errorf("%d columns, want at most %d: %s", w, m.width, line)
			}
		}
		if last := lines[len(lines)-1]; m.width >= 27 && strings.Contains(last, "…") || last == "" {
			t.Errorf("the keys are %q", last)
		}
	})
}

func heardPoints() pointsMsg {
	return pointsMsg{[]score.PointReport{
		{Text: "Посмотрел план запроса", Verdict: score.Covered, Sure: true},
		{Text: "Индексы", Heading: true, Verdict: score.Covered},
		{Text: "Добавил составной индекс", Verdict: score.Missed, Sure: true},
		{Text: "Время упало до 80 мс", Verdict: score.Contradicted},
	}, 21 * time.Second}
}

// While one speaks, points are shown to who asked for it alone; what was not
// said yet is never shown. Afterwards what is known is shown as what it is.
func TestPointsSoFar(t *testing.T) {
	want := "So far: 1 of 3 points in the first 0:21\n  ✓  Посмотрел план запроса\n  !? Время упало до 80 мс\n"
	for _, c := range []struct {
		phase phase
		live  bool
		want  bool
	}{{listening, false, false}, {listening, true, true}, {ended, false, true}} {
		m := shown("en", 80, 24)
		m.phase, m.livePoints, m.points = c.phase, c.live, heardPoints()
		text := strings.Join(plainLines(m), "\n")
		if got := strings.Contains(text, want); got != c.want {
			t.Errorf("phase %d, live %v:\n%s", c.phase, c.live, text)
		}
		if strings.Contains(text, "Добавил составной индекс") {
			t.Errorf("the screen gives away what was not said:\n%s", text)
		}
	}
}

func TestWhatIsWrongWithTheSoundIsOnTheScreen(t *testing.T) {
	for want, change := range map[string]func(*screenModel){
		"Nothing but zeros": func(m *screenModel) { m.sound.level.Silent = 2 * time.Second },
		"Too loud":          func(m *screenModel) { m.sound.level.Clipped = 0.01 },
		"Very quiet":        func(m *screenModel) { m.sound.level.Peak = -50 },
		"3s of sound were":  func(m *screenModel) { m.sound.dropped = 3 * time.Second },
		"+0:05":             func(m *screenModel) { m.sound.level.Length = 35 * time.Second },
		"‖ Paused  0:12":    func(m *screenModel) { m.remote.pause() },
		"The microphone st": func(m *screenModel) { m.said = []string{"The microphone stopped"} },
	} {
		m := shown("en", 80, 24)
		if strings.Contains(ansi.Strip(m.draw()), want) {
			t.Errorf("%q is always there", want)
		}
		change(&m)
		if text := ansi.Strip(m.draw()); !strings.Contains(text, want) {
			t.Errorf("%q is missing:\n%s", want, text)
		}
	}
}

// The keys below a report are one line on 80 columns and on 40, in both
// languages.
func TestKeysAreOneLine(t *testing.T) {
	for _, lang := range languages {
		w := newWords(lang)
		for _, id := range []string{"keys", "keys.trash", "doubts.keys", "screen.keys", "screen.keys-paused", "screen.keys-ended"} {
			for _, width := range []int{40, 80} {
				line := lineThatFits(w.say(id), width-1)
				if strings.ContainsAny(line, "\n…") || ansi.StringWidth(line) >= width {
					t.Errorf("%s %s at %d: %q", lang, id, width, line)
				}
			}
		}
	}
}
