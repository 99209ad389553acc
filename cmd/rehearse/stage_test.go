package main

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"rehearse/audio"
	"rehearse/audio/nullsink"
)

// The stage on which the stories with sound play: voices, a home with a sound
// card, a terminal with a person before it, and an ear that compares sounds.

// needed skips the test without a program, or fails it where tests must run.
func needed(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err == nil {
			continue
		}
		if os.Getenv("REHEARSE_MUST_RUN") == "1" {
			t.Fatalf("%s is missing: scripts/test installs it", program)
		}
		t.Skipf("%s is missing", program)
	}
}

// espeak, espeakEnglish and festival write text, spoken, to a WAV file of 16 kHz.
func espeak(t *testing.T, text string) string { return espeakIn(t, "ru", text) }

func espeakEnglish(t *testing.T, text string) string { return espeakIn(t, "en-us", text) }

func espeakIn(t *testing.T, voice, text string) string {
	t.Helper()
	needed(t, "espeak-ng", "sox")
	raw, path := filepath.Join(t.TempDir(), "raw.wav"), filepath.Join(t.TempDir(), "espeak.wav")
	command(t, text, "espeak-ng", "-v", voice, "-s", "140", "-a", "60", "-w", raw, "--stdin")
	command(t, "", "sox", raw, "-r", "16000", "-c", "1", "-b", "16", path)
	return path
}

func festival(t *testing.T, text string) string {
	t.Helper()
	needed(t, "text2wave", "sox")
	raw, path := filepath.Join(t.TempDir(), "raw.wav"), filepath.Join(t.TempDir(), "festival.wav")
	command(t, text, "text2wave", "-eval", "(voice_msu_ru_nsh_clunits)", "-o", raw)
	command(t, "", "sox", raw, "-r", "16000", "-c", "1", "-b", "16", path)
	return path
}

func command(t *testing.T, stdin, name string, args ...string) {
	t.Helper()
	c := exec.Command(name, args...)
	c.Stdin = strings.NewReader(stdin)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// A home is an empty place for a person of a test, with or without an engine.
type home struct {
	t    *testing.T
	dir  string
	sink *nullsink.Sink
	env  []string
}

func newHome(t *testing.T) home {
	t.Helper()
	sink := nullsink.Start(t)
	dir := t.TempDir()
	env := append(sink.Env(), "HOME="+dir, "XDG_DATA_HOME="+dir+"/data", "XDG_STATE_HOME="+dir+"/state",
		"XDG_CONFIG_HOME="+dir+"/config", "XDG_CACHE_HOME="+dir+"/cache", "LANG=en_US.UTF-8", "TERM=xterm",
		"REHEARSE_BANK=", "REHEARSE_DATA=", "REHEARSE_CONFIG=", "REHEARSE_BASE_URL=")
	return home{t, dir, sink, env}
}

// withEngine installs the real engine, from the folder that keeps it for tests.
func (h home) withEngine() home {
	h.t.Helper()
	cache := os.Getenv("REHEARSE_TEST_CACHE")
	if cache == "" && os.Getenv("REHEARSE_MUST_RUN") != "1" {
		h.t.Skip("the real engine is tried where REHEARSE_TEST_CACHE names a folder to install it in, or REHEARSE_MUST_RUN=1")
	}
	if cache == "" {
		cache = h.t.TempDir()
	}
	for _, dir := range []string{cache, filepath.Join(h.dir, "cache")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			h.t.Fatal(err)
		}
	}
	if err := os.Symlink(cache, filepath.Join(h.dir, "cache", "rehearse")); err != nil {
		h.t.Fatal(err)
	}
	h.run("engine", "install")
	h.t.Cleanup(func() { h.run("engine", "stop") })
	return h
}

// run runs a command to its end and returns its stdout.
func (h home) run(args ...string) string {
	h.t.Helper()
	c := exec.Command("rehearse", args...)
	c.Env = h.env
	var out, talk bytes.Buffer
	c.Stdout, c.Stderr = &out, &talk
	if err := c.Run(); err != nil {
		h.t.Fatalf("rehearse %s: %v\n%s", strings.Join(args, " "), err, talk.String())
	}
	return out.String()
}

// last returns the newest attempt and its sound.
func (h home) last() (attempt, []int16) {
	h.t.Helper()
	var a attempt
	if err := json.Unmarshal([]byte(h.run("history", "--limit", "1", "--json")), &a); err != nil {
		h.t.Fatal(err)
	}
	wav, err := audio.OpenWAV(filepath.Join(h.dir, "data", "rehearse", "recordings", a.ID, "answer.wav"))
	if err != nil {
		h.t.Fatal(err)
	}
	defer wav.Close()
	samples, err := audio.ReadAll(wav)
	if err != nil {
		h.t.Fatal(err)
	}
	return a, samples
}

// An attempt is what these stories look at in the JSON.
type attempt struct {
	ID     string  `json:"id"`
	State  string  `json:"state"`
	Length float64 `json:"length_s"`
	Report *struct {
		Points []struct {
			Verdict string   `json:"verdict"`
			Start   *float64 `json:"start"`
		} `json:"points"`
	} `json:"report"`
}

// covered counts the points that were made at a known time.
func (a attempt) covered() int {
	n := 0
	for _, p := range a.Report.Points {
		if p.Verdict == "covered" && p.Start != nil {
			n++
		}
	}
	return n
}

// A terminal is a running command with a person before it.
type terminal struct {
	t       *testing.T
	command *exec.Cmd
	pty     *os.File
	ended   chan struct{}

	mu     sync.Mutex
	screen bytes.Buffer // all that was ever written
	now    *vt.Emulator // what stands there now
}

func (h home) start(args ...string) *terminal {
	h.t.Helper()
	c := exec.Command("rehearse", args...)
	c.Env = h.env
	f, err := pty.StartWithSize(c, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		h.t.Fatal(err)
	}
	term := watched(h.t, f)
	term.command = c
	h.t.Cleanup(func() { c.Process.Kill(); f.Close() })
	return term
}

// watched returns a terminal of 80 columns and 24 rows that shows what comes
// from master, until it ends.
func watched(t *testing.T, master *os.File) *terminal {
	term := &terminal{t: t, pty: master, ended: make(chan struct{}), now: vt.NewEmulator(80, 24)}
	go io.Copy(io.Discard, term.now) // its answers to questions that nobody asks
	go func() {
		defer close(term.ended)
		io.Copy(term, master)
	}()
	return term
}

func (term *terminal) Write(p []byte) (int, error) {
	term.mu.Lock()
	defer term.mu.Unlock()
	term.now.Write(p)
	return term.screen.Write(p)
}

// shown returns what stands on the terminal now.
func (term *terminal) shown() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.now.String()
}

// awaitShown waits until text stands on the terminal.
func (term *terminal) awaitShown(text string) {
	term.t.Helper()
	until(term.t, func() bool { return strings.Contains(term.shown(), text) }, func() string {
		return "waiting for " + text + ", there stands:\n" + term.shown()
	})
}

// resize makes the terminal another size.
func (term *terminal) resize(columns, rows int) {
	term.t.Helper()
	term.mu.Lock()
	defer term.mu.Unlock()
	term.now.Resize(columns, rows)
	if err := pty.Setsize(term.pty, &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)}); err != nil {
		term.t.Fatal(err)
	}
}

func (term *terminal) text() string {
	term.mu.Lock()
	defer term.mu.Unlock()
	return term.screen.String()
}

// await waits until the screen shows text. The limit is for a test that fails.
func (term *terminal) await(text string) {
	term.t.Helper()
	until(term.t, func() bool { return strings.Contains(term.text(), text) }, func() string {
		return "waiting for " + text + ", the screen shows:\n" + term.text()
	})
}

func until(t *testing.T, done func() bool, failure func() string) {
	t.Helper()
	deadline := time.After(60 * time.Second)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatal(failure())
		}
	}
}

func (term *terminal) press(keys string) {
	term.t.Helper()
	if _, err := io.WriteString(term.pty, keys); err != nil {
		term.t.Fatal(err)
	}
}

// code waits for the end and returns the exit code.
func (term *terminal) code() int {
	term.t.Helper()
	<-term.ended
	term.command.Wait()
	return term.command.ProcessState.ExitCode()
}

func read(t *testing.T, path string) []int16 {
	t.Helper()
	wav, err := audio.OpenWAV(path)
	if err != nil {
		t.Fatal(err)
	}
	defer wav.Close()
	samples, err := audio.ReadAll(wav)
	if err != nil {
		t.Fatal(err)
	}
	return samples
}

// correlation returns the normalised correlation of source with the place in
// recording where it fits best. A coarse search finds the place, a fine one
// the sample.
func correlation(recording, source []int16) float64 {
	const coarse = 8
	last := len(recording) - len(source)/2 // half of the source may be cut off
	best, at := -1.0, 0
	for lag := 0; lag < last; lag += coarse / 2 {
		if r := correlationAt(recording[lag:], source, coarse); r > best {
			best, at = r, lag
		}
	}
	for lag := max(0, at-coarse); lag <= at+coarse; lag++ {
		if lag < len(recording) {
			best = math.Max(best, correlationAt(recording[lag:], source, 1))
		}
	}
	return best
}

func correlationAt(a, b []int16, step int) float64 {
	var ab, aa, bb float64
	for i := 0; i < min(len(a), len(b)); i += step {
		x, y := float64(a[i]), float64(b[i])
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(aa*bb)
}
