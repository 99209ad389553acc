//go:build unix

package voice

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestNoProgramNoVoice(t *testing.T) {
	if _, err := newBin(t).search("ru").Find(t.Context()); !errors.Is(err, ErrNoVoice) {
		t.Errorf("without programs: %v", err)
	}
	deaf := newBin(t).add("espeak-ng", `echo "Pty Language Age/Gender VoiceName"`).add("text2wave", "echo nil").
		add("piper", speaks).add("RHVoice-test", speaks).add("say", speaks).add("powershell", speaks)
	if v, err := deaf.search("ru").Find(t.Context()); !errors.Is(err, ErrNoVoice) {
		t.Errorf("with programs that do not know Russian: %q, %v", v.Name, err)
	}
	if _, err := (Voice{}).Speak(t.Context(), "текст"); !errors.Is(err, ErrNoVoice) {
		t.Errorf("the zero Voice: %v", err)
	}
}

func TestTextGoesByStandardInputAlone(t *testing.T) {
	for name, text := range map[string]string{
		"option": "-wout --help", "shell": "$(touch here) `id`; a && b | c", "markup": "<break/> & конец",
	} {
		t.Run(name, func(t *testing.T) {
			b := newBin(t).add("espeak-ng", speaks)
			v := b.find(b.search("ru"))
			wav, err := v.Speak(t.Context(), text)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(wav, []byte(b.read("speech.wav"))) {
				t.Error("another sound came back")
			}
			if diff := cmp.Diff("-v\nru\n-b\n1\n--stdin\n-w\nspeech.wav\n", b.read("args")); diff != "" {
				t.Error(diff)
			}
			want, err := Clean(text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, b.read("text")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAProgramLeavesNothingAndLearnsNoKeys(t *testing.T) {
	b := newBin(t).add("espeak-ng", speaks)
	s := b.search("ru")
	s.Env = append(os.Environ(), "REHEARSE_API_KEY=secret", "SPEECH_SETTING=kept")
	if _, err := b.find(s).Speak(t.Context(), "текст"); err != nil {
		t.Fatal(err)
	}
	if env := b.read("env"); strings.Contains(env, "secret") || !strings.Contains(env, "SPEECH_SETTING=kept") {
		t.Errorf("the program saw:\n%s", env)
	}
	if _, err := os.Stat(strings.TrimSpace(b.read("pwd"))); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("its folder is still there: %v", err)
	}
}

func TestEachProgramIsAskedInItsOwnWay(t *testing.T) {
	takes := "cat >$BIN/text; printf '%s\\n' \"$@\" >$BIN/args; cp $BIN/speech.wav speech.wav"
	for _, c := range []struct {
		name, os, file, script, lang, piper string
		voice, args                         string
		decode                              func(string) ([]byte, error)
	}{
		{name: "macOS", os: "darwin", file: "say", lang: "ru",
			script: `if [ "$2" = "?" ]; then echo "Albert  en_US  # Hello"; echo "Yuri  ru_RU  # Я"; echo "Milena (Enhanced) ru_RU  # Я"; exit; fi` + "\n" + takes,
			voice:  "say Milena (Enhanced)", args: "-v\nMilena (Enhanced)\n-o\nspeech.wav\n--file-format=WAVE\n--data-format=LEI16@22050\n-f\n-\n"},
		{name: "Windows", os: "windows", file: "powershell", lang: "ru",
			script: `case "$4" in *FromBase64String*) ;; *) printf 'en\r\nru\r\n'; exit;; esac` + "\n" + takes,
			voice:  "powershell ru", args: "-NoProfile\n-NonInteractive\n-Command\n" + strings.ReplaceAll(sapiSpeak, "LANG", "ru") + "\n",
			decode: base64.StdEncoding.DecodeString},
		{name: "piper", os: "linux", file: "piper", lang: "ru", piper: "/models/ru_RU-irina-medium.onnx", script: takes,
			voice: "piper ru_RU-irina-medium.onnx", args: "--model\n/models/ru_RU-irina-medium.onnx\n--output_file\nspeech.wav\n"},
		{name: "RHVoice", os: "linux", file: "RHVoice-test", lang: "ru", script: takes,
			voice: "RHVoice-test anna", args: "-p\nanna\n-o\nspeech.wav\n"},
		{name: "festival", os: "linux", file: "text2wave", lang: "ru",
			script: `case "$2" in *voice.list*) echo "(kal_diphone msu_ru_nsh_clunits)"; exit;; esac` + "\n" + takes,
			voice:  "text2wave ru", args: "-eval\n(voice_msu_ru_nsh_clunits)\n-o\nspeech.wav\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBin(t).add(c.file, c.script).add("espeak-ng", "exit 1")
			b.write("../share/RHVoice/voices/alan/voice.info", "name=Alan\nlanguage=English\n")
			b.write("../share/RHVoice/voices/anna/voice.info", "name=Anna\nlanguage=Russian\n")
			s := b.search(c.lang)
			s.OS, s.Piper = c.os, c.piper
			v := b.find(s)
			if v.Name != c.voice {
				t.Errorf("found %q, want %q", v.Name, c.voice)
			}
			if _, err := v.Speak(t.Context(), "Расскажите о себе."); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.args, b.read("args")); diff != "" {
				t.Error(diff)
			}
			text := []byte(b.read("text"))
			if c.decode != nil {
				var err error
				if text, err = c.decode(string(text)); err != nil {
					t.Fatal(err)
				}
			}
			if string(text) != "Расскажите о себе." {
				t.Errorf("it was given %q", text)
			}
		})
	}
}

func TestAModelOfAnotherLanguageIsPassedOver(t *testing.T) {
	b := newBin(t).add("piper", speaks).add("espeak-ng", speaks)
	for model, want := range map[string]string{
		"en_US-amy-low.onnx": "espeak-ng ru", "ru_RU-irina-medium.onnx": "piper ru_RU-irina-medium.onnx", "my.onnx": "piper my.onnx", "": "espeak-ng ru",
	} {
		s := b.search("ru")
		s.Piper = model
		if v := b.find(s); v.Name != want {
			t.Errorf("model %q: %q, want %q", model, v.Name, want)
		}
	}
}

func TestTwoVoicesHaveTwoKeys(t *testing.T) {
	b := newBin(t).add("espeak-ng", speaks)
	if ru, en := b.find(b.search("ru")), b.find(b.search("en")); ru.Key() == en.Key() {
		t.Errorf("both %q", ru.Key())
	}
}

func TestAProgramThatFailsIsQuotedInOneCleanLine(t *testing.T) {
	for _, c := range []struct {
		name, script string
		said         string
		is           error
	}{
		{"an exit code", `printf '\033[31mcannot\n\000\342\200\256open it\007\n' >&2; exit 3`, "[31mcannot open it", nil},
		{"a long complaint", `i=0; while [ $i -lt 2000 ]; do echo "line $i" >&2; i=$((i+1)); done; exit 1`, "line 1999", nil},
		{"success without a file", "exit 0", "", ErrSilent},
		{"an empty file", ": >speech.wav", "", ErrSilent},
		{"no WAV", "echo hello >speech.wav", "", nil},
		{"a sound of zeros", "head -c 44 $BIN/speech.wav >speech.wav; head -c 8 /dev/zero >>speech.wav", "", ErrSilent},
		{"a pipe in place of a file", "mkfifo speech.wav", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBin(t).add("espeak-ng", `case "$*" in --voices=*) echo " 5  ru  --/M"; exit;; esac`+"\ncat >/dev/null\n"+c.script)
			_, err := b.find(b.search("ru")).Speak(t.Context(), "текст")
			var failed *ProgramError
			if !errors.As(err, &failed) {
				t.Fatalf("%v is no ProgramError", err)
			}
			if failed.Program != "espeak-ng ru" || !strings.HasSuffix(failed.Said, c.said) || len(failed.Said) > saidLimit {
				t.Errorf("%+v", failed)
			}
			if c.is != nil && !errors.Is(err, c.is) {
				t.Errorf("%v, want %v", err, c.is)
			}
		})
	}
}

// hangs tells its process number through a named pipe and then never ends.
const hangs = `case "$*" in --voices=*) echo " 5  ru  --/M"; exit;; esac
echo $$ >$BIN/pipe; exec sleep 1000`

func TestAProgramThatHangsIsKilled(t *testing.T) {
	b := newBin(t).add("espeak-ng", hangs)
	pipe := filepath.Join(b.dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	v := b.find(b.search("ru"))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error)
	go func() {
		_, err := v.Speak(ctx, "текст")
		ended <- err
	}()
	line, err := os.ReadFile(pipe) // waits for the program to begin
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-ended; err != context.Canceled {
		t.Errorf("Speak returned %v", err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(line)))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, 0); err != syscall.ESRCH {
		t.Errorf("process %d lives on: %v", pid, err)
	}
}

func TestASlowProgramIsNotWaitedFor(t *testing.T) {
	b := newBin(t).add("espeak-ng", speaks)
	v := b.find(b.search("ru"))
	if v.limit != 20*time.Second {
		t.Errorf("the limit is %v", v.limit)
	}
	b.add("espeak-ng", "exec sleep 1000")
	v.limit = time.Millisecond
	_, err := v.Speak(t.Context(), "текст")
	var failed *ProgramError
	if !errors.As(err, &failed) || !errors.Is(err, ErrSlow) {
		t.Errorf("Speak returned %v", err)
	}
}
