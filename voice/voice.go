// Package voice asks a question aloud: by a speech program of this machine, or
// by any other Speaker, and remembers the sound, so that the same question is
// spoken at once the next time.
package voice

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"rehearse/audio"
)

// A Speaker turns text into a WAV file that audio.NewWAV can read. A Voice is
// one; a client of a speech server can be another.
type Speaker interface {
	Speak(ctx context.Context, text string) (wav []byte, err error)
}

// speechFile is what every program writes to, in a folder of its own: so no
// path of this machine stands among a program's arguments.
const speechFile = "speech.wav"

const (
	// speakLimit is for a neural voice on a slow machine: festival takes 3 s for
	// MaxText letters, espeak-ng 0.2 s.
	speakLimit = 20 * time.Second
	// maxSpeech is six times what MaxText letters come to: 114 to 151 s, 5 MB.
	maxSpeech = 32 << 20
)

// A Voice is a speech program that can speak a language. The zero Voice cannot
// speak.
type Voice struct {
	Name string // for people: "espeak-ng ru", "say Milena"

	program program
	filter  func(string) string // the last change to the text; nil for none
	limit   time.Duration
}

// Key tells voices apart that make different sounds of the same text: it has
// the program and all of its arguments.
func (v Voice) Key() string { return v.program.key() }

// Speak returns text, cleaned by Clean, as the bytes of a WAV file. The program
// gets the text by its standard input and nothing else, no shell is asked, and
// after 20 s it is killed.
//
// The error is ErrNoText, the end of ctx, or a *ProgramError.
func (v Voice) Speak(ctx context.Context, text string) ([]byte, error) {
	if v.program.path == "" {
		return nil, ErrNoVoice
	}
	text, err := Clean(text)
	if err != nil {
		return nil, err
	}
	if v.filter != nil {
		text = v.filter(text)
	}
	dir, err := os.MkdirTemp("", "rehearse-voice-") // 0700
	if err != nil {
		return nil, fmt.Errorf("make a folder for the spoken question: %w", err)
	}
	defer os.RemoveAll(dir)

	limited, cancel := context.WithTimeoutCause(ctx, v.limit, ErrSlow)
	defer cancel()
	complaint, err := v.program.run(limited, dir, text)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var wav []byte
	if err == nil {
		wav, err = readSpeech(filepath.Join(dir, speechFile))
	}
	if err != nil {
		return nil, &ProgramError{Program: v.Name, Said: lastWords(complaint), Err: err}
	}
	return wav, nil
}

// readSpeech returns what a program wrote. Programs are seen to end well and
// leave nothing, or a header alone, when they could not say the text.
func readSpeech(path string) ([]byte, error) {
	info, err := os.Lstat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, ErrSilent
	}
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxSpeech {
		return nil, fmt.Errorf("what it wrote is no file of at most %d MB", maxSpeech>>20)
	}
	wav, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return wav, checkSpeech(wav)
}

// checkSpeech returns an error unless wav can be played and is not all zeros:
// ErrSilent, or what audio.NewWAV says.
func checkSpeech(wav []byte) error {
	if len(wav) == 0 {
		return ErrSilent
	}
	sound, err := audio.NewWAV(bytes.NewReader(wav), int64(len(wav)), "the spoken question")
	if err != nil {
		return err
	}
	frame := make([]int16, audio.FrameLen)
	for {
		n, err := sound.Read(frame)
		for _, s := range frame[:n] {
			if s != 0 {
				return nil
			}
		}
		if errors.Is(err, io.EOF) {
			return ErrSilent
		}
		if err != nil {
			return err
		}
	}
}
