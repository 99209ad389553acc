package voice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Cached speaks each text once and keeps the sound. Several, in one process or
// in many, may share their Dir.
type Cached struct {
	Dir     string // for the sounds; made when needed, readable by its owner alone
	Speaker Speaker

	// Key tells speakers apart that make different sounds of the same text:
	// Voice.Key, or a server's host, model and voice.
	Key string
}

// Speak returns the path of a WAV file in which text, cleaned by Clean, is
// spoken. A reader sees a whole file or none. The error is ErrNoText, what the
// Speaker returned, or says why its sound cannot be played or kept.
func (c Cached) Speak(ctx context.Context, text string) (path string, err error) {
	text, err = Clean(text)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(c.Key + "\x00" + text)) // text has no control characters
	path = filepath.Join(c.Dir, hex.EncodeToString(sum[:])+".wav")
	if wav, err := os.ReadFile(path); err == nil && checkSpeech(wav) == nil {
		return path, nil // one that a power cut emptied is made again
	}
	wav, err := c.Speaker.Speak(ctx, text)
	if err != nil {
		return "", err
	}
	if err := checkSpeech(wav); err != nil {
		return "", fmt.Errorf("speak the question: %w", err)
	}
	if err := c.keep(path, wav); err != nil {
		return "", fmt.Errorf("keep the spoken question: %w", err)
	}
	return path, nil
}

// keep writes wav to path by a rename.
func (c Cached) keep(path string, wav []byte) error {
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(c.Dir, ".speech-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // nothing after the rename
	_, err = f.Write(wav)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
