//go:build unix

package voice

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"rehearse/audio"
)

// A bin is a folder of shell scripts that stand for speech programs.
type bin struct {
	t   *testing.T
	dir string
}

func newBin(t *testing.T) bin { return bin{t, filepath.Join(t.TempDir(), "bin")} }

// add writes a program. In it $BIN is the folder, where speech.wav has a beep.
func (b bin) add(name, script string) bin {
	b.t.Helper()
	b.write(name, "#!/bin/sh\nBIN="+b.dir+"\n"+script+"\n")
	b.write("speech.wav", string(beep(b.t)))
	return b
}

func (b bin) write(name, text string) {
	b.t.Helper()
	path := filepath.Join(b.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
		b.t.Fatal(err)
	}
}

func (b bin) read(name string) string {
	b.t.Helper()
	text, err := os.ReadFile(filepath.Join(b.dir, name))
	if err != nil {
		b.t.Fatal(err)
	}
	return string(text)
}

// search is a search in b alone.
func (b bin) search(lang string) Search {
	return Search{Lang: lang, OS: "linux", LookPath: func(file string) (string, error) {
		path := filepath.Join(b.dir, file)
		if _, err := os.Stat(path); err != nil {
			return "", exec.ErrNotFound
		}
		return path, nil
	}}
}

func (b bin) find(s Search) Voice {
	b.t.Helper()
	v, err := s.Find(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

func beep(t *testing.T) []byte {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "beep.wav"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := audio.NewWAVWriter(f)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]int16{0, 0, 1000, -1000}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	wav, err := os.ReadFile(f.Name())
	if err != nil {
		t.Fatal(err)
	}
	return wav
}

// speaks is an espeak-ng that notes what it was given and beeps.
const speaks = `case "$*" in --voices=*) echo " 5  ${1#--voices=}  --/M  Name  zle/x"; exit;; esac
printf '%s\n' "$@" >$BIN/args; cat >$BIN/text; pwd >$BIN/pwd; env >$BIN/env; echo x >>$BIN/runs
cp $BIN/speech.wav speech.wav`
