package voice

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"rehearse/audio"
)

// real returns a program of this machine as a voice, no other.
func real(t *testing.T, file, lang string) Voice {
	t.Helper()
	path, err := exec.LookPath(file)
	if err != nil {
		if os.Getenv("REHEARSE_MUST_RUN") == "1" {
			t.Fatalf("%s is missing", file)
		}
		t.Skipf("%s is missing", file)
	}
	only := func(name string) (string, error) {
		if name != file {
			return "", exec.ErrNotFound
		}
		return path, nil
	}
	v, err := Search{Lang: lang, OS: runtime.GOOS, LookPath: only}.Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// heard returns how long a WAV file is, and fails if it is not clearly audible.
func heard(t *testing.T, wav []byte) time.Duration {
	t.Helper()
	sound, err := audio.NewWAV(bytes.NewReader(wav), int64(len(wav)), "spoken")
	if err != nil {
		t.Fatal(err)
	}
	var meter audio.Meter
	if _, err := audio.Copy(t.Context(), &meter, sound); err != nil {
		t.Fatal(err)
	}
	level := meter.Level()
	if level.Peak < -20 || level.RMS < -40 {
		t.Errorf("too quiet: %+v", level)
	}
	return level.Length
}

func TestEspeakSpeaksWhateverItIsGiven(t *testing.T) {
	for _, c := range []struct {
		name, lang, text string
		least, most      time.Duration
	}{
		{"Russian", "ru", "Какой стек у вашей компании?", time.Second, 4 * time.Second},
		{"a term in Latin letters", "ru", "Kubernetes", 400 * time.Millisecond, 2 * time.Second},
		{"English", "en", "Tell me about yourself.", time.Second, 4 * time.Second},
		{"a tag of a country", "ru-RU", "Привет", 300 * time.Millisecond, 2 * time.Second},
		{"an option", "en", "-f/etc/hostname", time.Second, 6 * time.Second},
		{"two lines and NUL", "ru", "Первая.\nВторая.\x00Третья.", time.Second, 6 * time.Second},
		{"a pause in markup", "ru", `Пауза <break time="30s"/> конец`, time.Second, 10 * time.Second},
		{"a command", "ru", "[[slnc 30000]] конец", time.Second, 10 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			wav, err := real(t, "espeak-ng", c.lang).Speak(t.Context(), c.text)
			if err != nil {
				t.Fatal(err)
			}
			if got := heard(t, wav); got < c.least || got > c.most {
				t.Errorf("%v of speech, want %v to %v", got, c.least, c.most)
			}
		})
	}
}

func TestEspeakIsKeptAsAFileThatOpens(t *testing.T) {
	v := real(t, "espeak-ng", "ru")
	path, err := Cached{Dir: filepath.Join(t.TempDir(), "new", "speech"), Speaker: v, Key: v.Key()}.Speak(t.Context(), "Расскажите о себе.")
	if err != nil {
		t.Fatal(err)
	}
	sound, err := audio.OpenWAV(path)
	if err != nil {
		t.Fatal(err)
	}
	defer sound.Close()
	if sound.Length < time.Second {
		t.Errorf("only %v", sound.Length)
	}
}

func TestFestivalDoesNotFallSilentAtASign(t *testing.T) {
	wav, err := real(t, "text2wave", "ru").Speak(t.Context(), "**CI/CD** — «ёлка» за 5 €, user@host 👋?")
	if err != nil {
		t.Fatal(err)
	}
	if got := heard(t, wav); got < time.Second {
		t.Errorf("only %v of speech", got)
	}
}

func TestNoLanguageNoVoice(t *testing.T) {
	path, err := exec.LookPath("espeak-ng")
	if err != nil {
		path = "espeak-ng"
	}
	found := func(string) (string, error) { return path, nil }
	for _, lang := range []string{"", "xx", "-f/etc/passwd", "ru;id", "рус"} {
		if v, err := (Search{Lang: lang, OS: runtime.GOOS, LookPath: found}).Find(t.Context()); err != ErrNoVoice {
			t.Errorf("%q: %q, %v", lang, v.Name, err)
		}
	}
}
