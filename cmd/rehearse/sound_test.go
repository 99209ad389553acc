package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"rehearse/audio"
)

// What the voices say: answers to the sample's fourth question, and to the one
// question of englishBank.
const (
	said        = "Сначала я посмотрел план запроса. Потом добавил составной индекс по дате. Время ответа упало с двух секунд до восьмидесяти миллисекунд."
	saidEnglish = "First I looked at the query plan. Then I added a composite index. After that I cached the result for five minutes."
	englishBank = "- How did you speed up a slow query?\n\t- Looked at the query plan\n\t- Added a composite index\n\t- Cached the result for 5 minutes\n"
)

// The main job with three voices: somebody speaks, presses Enter, reads. Whisper
// base does not understand espeak-ng's Russian (half of its words come out as
// others), so of that voice only the recording is judged.
func TestAnAnswerFromTheMicrophone(t *testing.T) {
	for name, c := range map[string]struct {
		voice      func(*testing.T, string) string
		text, bank string
		understood bool
	}{
		"festival, Russian":  {festival, said, "", true},
		"espeak-ng, English": {espeakEnglish, saidEnglish, englishBank, true},
		"espeak-ng, Russian": {espeak, said, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			path := c.voice(t, c.text)
			h := newHome(t).withEngine()
			args := []string{"practice", "4"}
			if c.bank != "" {
				bank := filepath.Join(h.dir, "bank.md")
				if err := os.WriteFile(bank, []byte(c.bank), 0o600); err != nil {
					t.Fatal(err)
				}
				args = []string{"practice", "--bank", bank}
			}
			term := h.start(args...)
			term.await("Listening")
			h.sink.Play(path)
			term.press("\n")
			term.await("q enough")
			term.press("q")
			if code := term.code(); code != 0 {
				t.Fatalf("exit %d:\n%s", code, term.text())
			}
			a, recorded := h.last()
			if a.State != "done" || a.Report == nil {
				t.Fatalf("the attempt is %s:\n%s", a.State, term.text())
			}
			if c.understood && a.covered() == 0 {
				t.Errorf("no point was covered:\n%s", term.text())
			}
			if r := correlation(recorded, read(t, path)); r < 0.95 {
				t.Errorf("the recording correlates with its source by %.3f", r)
			}
			for _, want := range []string{"dBFS", "/ 0:30", "Length", "Kept as " + a.ID} {
				if !strings.Contains(term.text(), want) {
					t.Errorf("the screen lacks %q:\n%s", want, term.text())
				}
			}
		})
	}
}

// Ctrl-C keeps what was said; nothing is sent.
func TestCtrlCKeeps(t *testing.T) {
	h := newHome(t)
	term := h.start("practice", "4")
	term.await("Listening")
	h.sink.Play(espeak(t, "Добавил составной индекс."))
	term.press("\x03")
	if code := term.code(); code != 130 {
		t.Errorf("exit %d, want 130", code)
	}
	if a, _ := h.last(); a.State != "recorded" || a.Length < 1 {
		t.Errorf("the attempt is %s, %.1f s", a.State, a.Length)
	}
}

// A limit ends the recording; a muted microphone is told of while it is muted,
// and silence is kept but not sent.
func TestAMutedMicrophone(t *testing.T) {
	h := newHome(t)
	h.sink.Mute(true)
	term := h.start("practice", "4", "--max", "3s")
	term.await("Nothing but zeros")
	term.await("q enough")
	term.press("й") // the same key in the Russian layout
	if code := term.code(); code != 3 {
		t.Errorf("exit %d, want 3", code)
	}
	if a, samples := h.last(); a.State != "failed" || len(samples) != 3*audio.Rate {
		t.Errorf("the attempt is %s with %d samples", a.State, len(samples))
	}
}

// The sound card goes away: what was said is kept, and the person is told.
func TestTheMicrophoneIsUnplugged(t *testing.T) {
	h := newHome(t)
	term := h.start("practice", "4")
	term.await("Listening")
	h.sink.Play(espeak(t, "Добавил составной индекс."))
	h.sink.Unload()
	term.await("The microphone stopped")
	term.await("q enough")
	term.press("q")
	term.code()
	if a, _ := h.last(); a.Length < 1 {
		t.Errorf("%.1f s are kept", a.Length)
	}
}

// kill -9 while somebody speaks: the take is there at the next start.
func TestSIGKILLWhileRecording(t *testing.T) {
	h := newHome(t)
	path := espeak(t, said)
	term := h.start("practice", "4")
	term.await("Listening")
	wait := h.sink.PlayAsync(path)
	part := func() int64 {
		found, _ := filepath.Glob(filepath.Join(h.dir, "data", "rehearse", "recordings", "*", "answer.wav.part"))
		if len(found) == 0 {
			return 0
		}
		info, err := os.Stat(found[0])
		if err != nil {
			return 0
		}
		return info.Size()
	}
	const twoSeconds = 2 * 2 * audio.Rate
	until(t, func() bool { return part() > twoSeconds }, func() string { return "the recording does not grow" })
	before := part()
	term.command.Process.Signal(syscall.SIGKILL)
	term.code()
	wait()
	a, samples := h.last()
	if a.State != "recorded" || int64(2*len(samples)) < before-44 {
		t.Errorf("%s, %d samples of %d bytes", a.State, len(samples), before)
	}
	if r := correlation(samples, read(t, path)[:len(samples)/2]); r < 0.95 {
		t.Errorf("what was kept correlates with what was said by %.3f", r)
	}
}

// review plays the recording: what comes out is what went in.
func TestReviewPlays(t *testing.T) {
	h := newHome(t)
	path := espeak(t, "Добавил составной индекс.")
	term := h.start("practice", "4", "--answer", path)
	term.code() // no engine: kept, not transcribed
	heard := filepath.Join(t.TempDir(), "heard.wav")
	stop := h.sink.Record(heard)
	h.run("review", "last")
	stop()
	if r := correlation(read(t, heard), read(t, path)); r < 0.95 {
		t.Errorf("what is heard correlates with the recording by %.3f", r)
	}
}

// A speech server says the question once; the second time its sound is known.
func TestTheQuestionIsSpoken(t *testing.T) {
	h := newHome(t)
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		body, err := io.ReadAll(r.Body)
		if err != nil || !strings.Contains(string(body), "медленный запрос") || r.Header.Get("Authorization") != "Bearer speech-key" {
			t.Errorf("asked for %s with %s, %v", body, r.Header.Get("Authorization"), err)
		}
		w.Header().Set("Content-Type", "audio/wav")
		w.Write(checkSound)
	}))
	defer server.Close()
	config := filepath.Join(h.dir, "config.toml")
	text := fmt.Sprintf("speak = true\n[speech]\nbase_url = %q\n", server.URL+"/v1")
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	h.env = append(h.env, "REHEARSE_CONFIG="+config, "REHEARSE_SPEECH_API_KEY=speech-key", "REHEARSE_API_KEY=other-key")
	heard := filepath.Join(t.TempDir(), "heard.wav")
	stop := h.sink.Record(heard)
	for range 2 {
		h.start("practice", "4", "--answer", filepath.Join("..", "..", "examples", "answer.wav")).code() // no engine: kept
	}
	stop()
	if r := correlation(read(t, heard), read(t, "check.wav")); r < 0.95 {
		t.Errorf("what is heard correlates with what the server said by %.3f", r)
	}
	if asked.Load() != 1 {
		t.Errorf("the server was asked %d times", asked.Load())
	}
}
