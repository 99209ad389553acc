package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/audio"
)

// What is said in a pause is not recorded, and the sound goes on after it.
func TestAPauseIsNotRecorded(t *testing.T) {
	h := newHome(t)
	answer, aside := espeak(t, "Добавил составной индекс."), espeakEnglish(t, "Who is there? Please wait a minute.")
	term := h.start("practice", "4")
	term.awaitShown("Listening")
	h.sink.Play(answer)
	term.press(" ")
	term.awaitShown("Paused")
	h.sink.Play(aside)
	term.press(" ")
	term.awaitShown("Listening")
	h.sink.Play(answer)
	term.press("\r")
	term.await("q enough") // there is no engine: kept
	term.press("q")
	term.code()
	_, samples := h.last()
	half := len(samples) / 2
	for name, part := range map[string][]int16{"before": samples[:half], "after": samples[half:]} {
		if r := correlation(part, read(t, answer)); r < 0.9 {
			t.Errorf("what was said %s the pause correlates by %.3f", name, r)
		}
	}
	if r := correlation(samples, read(t, aside)); r > 0.3 {
		t.Errorf("what was said in the pause correlates by %.3f", r)
	}
}

// r throws the take away and listens anew; what was thrown away comes back by
// restore.
func TestStartOver(t *testing.T) {
	h := newHome(t)
	slip, answer := espeakEnglish(t, "I do not know. Let me think about it."), espeak(t, "Добавил составной индекс.")
	term := h.start("practice", "4")
	term.awaitShown("Listening")
	h.sink.Play(slip)
	term.press("к") // r in the Russian layout
	term.awaitShown("is in the trash")
	term.awaitShown("Listening")
	h.sink.Play(answer)
	term.press("\r")
	term.await("q enough")
	term.press("q")
	term.code()
	second, samples := h.last()
	if r := correlation(samples, read(t, answer)); r < 0.9 {
		t.Errorf("what is kept correlates with the second take by %.3f", r)
	}
	trash, err := os.ReadDir(filepath.Join(h.dir, "data", "rehearse", "trash"))
	if err != nil || len(trash) != 1 {
		t.Fatalf("the trash holds %d, %v", len(trash), err)
	}
	h.run("remove", second.ID)
	h.run("restore", trash[0].Name())
	first, samples := h.last()
	if r := correlation(samples, read(t, slip)); r < 0.9 || first.ID != trash[0].Name() {
		t.Errorf("what comes back, %s, correlates with the first take by %.3f", first.ID, r)
	}
}

// The terminal changes its size while somebody speaks.
func TestResizeWhileRecording(t *testing.T) {
	h := newHome(t)
	path := espeak(t, said)
	term := h.start("practice", "4")
	term.awaitShown("Listening") // until then there is no level to draw
	wait := h.sink.PlayAsync(path)
	for _, size := range []struct {
		columns int
		keys    string
	}{
		{40, "Enter done · Space pause · ? help"},
		{100, "Enter done · Space pause · r start over · q keep and leave · ? help"},
		{30, "Enter · Space · r · q · ?"},
		{80, "Enter done · Space pause · r start over · q keep and leave · ? help"},
	} {
		term.resize(size.columns, 24)
		until(t, func() bool { return lastLine(term.shown()) == size.keys }, func() string { return "there stands:\n" + term.shown() })
		if text := term.shown(); strings.Count(text, "dBFS") != 1 || strings.Count(text, "Listening") != 1 {
			t.Errorf("scraps of another size are left:\n%s", text)
		}
	}
	wait()
	term.press("\r")
	term.await("q enough")
	term.press("q")
	term.code()
	a, samples := h.last()
	if r := correlation(samples, read(t, path)); r < 0.95 {
		t.Errorf("the recording, %.1f s, correlates with its source by %.3f", a.Length, r)
	}
}

func lastLine(text string) string {
	text = strings.TrimRight(text, " \n")
	return strings.TrimRight(text[strings.LastIndex(text, "\n")+1:], " ")
}

// What is typed before the microphone listens, or while the answer is heard,
// neither ends nor throws away anything; Ctrl-C then keeps the answer.
func TestTypedAhead(t *testing.T) {
	h := newHome(t)
	h.env = append(h.env, "REHEARSE_API_KEY=right-key")
	gate := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		<-gate
		answer(w, r)
	}))
	defer server.Close()
	clip := espeak(t, "Добавил составной индекс.")

	term := h.start("practice", "4", "--base-url", server.URL+"/v1")
	term.press("\rr x\rq") // at once: the program has not even begun
	term.awaitShown("Listening")
	h.sink.Play(clip)
	term.press("\r")
	term.awaitShown("Transcribing")
	term.press("xrq \r")
	close(gate)
	term.await("q enough")
	if text := term.text(); strings.Contains(text, "trash.") || !strings.Contains(text, "✓") {
		t.Errorf("the terminal shows:\n%s", text)
	}
	term.press("q")
	if code := term.code(); code != 0 {
		t.Errorf("exit %d", code)
	}
	if a, samples := h.last(); a.State != "done" || len(samples) < audio.Rate {
		t.Errorf("the attempt is %s with %d samples", a.State, len(samples))
	}
}

// Ctrl-C while the answer is paused, and while it is heard: it is kept.
func TestCtrlCKeepsInEveryPhase(t *testing.T) {
	gate := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-gate:
		case <-r.Context().Done():
		}
	}))
	defer server.Close()
	defer close(gate)
	for name, c := range map[string]struct{ key, shows string }{
		"paused":       {" ", "Paused"},
		"transcribing": {"\r", "Transcribing"},
	} {
		h := newHome(t)
		h.env = append(h.env, "REHEARSE_API_KEY=right-key")
		term := h.start("practice", "4", "--base-url", server.URL+"/v1")
		term.awaitShown("Listening")
		h.sink.Play(espeak(t, "Добавил составной индекс."))
		term.press(c.key)
		term.awaitShown(c.shows)
		term.press("\x03")
		if code := term.code(); code != exitInterrupted {
			t.Errorf("%s: exit %d, want %d", name, code, exitInterrupted)
		}
		if a, samples := h.last(); a.State != "recorded" || len(samples) < audio.Rate {
			t.Errorf("%s: the attempt is %s with %d samples", name, a.State, len(samples))
		}
	}
}

// --plain and a terminal that can nothing get lines, as before.
func TestPlainLines(t *testing.T) {
	for name, c := range map[string]struct{ env, flag string }{
		"flag": {"TERM=xterm", "--plain"},
		"dumb": {"TERM=dumb", "--speak=false"},
	} {
		h := newHome(t)
		h.env = append(h.env, c.env)
		term := h.start("practice", "4", c.flag)
		term.await("Listening. Enter ends the answer.")
		h.sink.Play(espeak(t, "Добавил составной индекс."))
		term.press("\n")
		term.await("q enough")
		term.press("q")
		term.code()
		if a, _ := h.last(); a.Length < 1 {
			t.Errorf("%s: %.1f s are kept", name, a.Length)
		}
		if strings.Contains(term.text(), "\x1b[?1049h") {
			t.Errorf("%s: a screen was opened", name)
		}
	}
}

// Points are ticked off while the person speaks, where they asked for it.
func TestLivePoints(t *testing.T) {
	h := newHome(t)
	h.env = append(h.env, "REHEARSE_API_KEY=right-key")
	server := speechServer()
	defer server.Close()
	path := espeak(t, said)
	term := h.start("practice", "4", "--live-points", "--base-url", server.URL+"/ok/v1")
	term.awaitShown("Listening")
	h.sink.Play(path)
	term.awaitShown("So far: ")
	if text := term.shown(); !strings.Contains(text, "Listening") || !strings.Contains(text, "✓") {
		t.Errorf("there stands:\n%s", text)
	}
	term.press("\r")
	term.await("q enough")
	term.press("q")
	term.code()
	if a, _ := h.last(); a.State != "done" || a.covered() == 0 {
		t.Errorf("the attempt is %s", a.State)
	}
}
