package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"rehearse/api"
	"rehearse/engine"
	"rehearse/transcribe"
)

// startEngine returns the local engine, which remembers in cache what it heard.
func startEngine(ctx context.Context, env func(string) string, cache string) (transcribe.Transcriber, error) {
	dirs, err := engineDirs(env)
	if err != nil {
		return nil, err
	}
	server, err := engine.New(dirs).Start(ctx)
	if err != nil {
		return nil, err
	}
	client, err := api.New(api.Config{BaseURL: server.BaseURL, Key: server.Key, Model: server.Model, Purpose: api.Transcription})
	if err != nil {
		return nil, err
	}
	return remembering{client, server.Model, filepath.Join(cache, "heard")}, nil
}

// engineDirs are those of the program on Linux; elsewhere XDG_CACHE_HOME and
// XDG_STATE_HOME must say where it keeps its engine.
func engineDirs(env func(string) string) (engine.Dirs, error) {
	cache, state := env("XDG_CACHE_HOME"), env("XDG_STATE_HOME")
	if cache == "" || state == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return engine.Dirs{}, err
		}
		cache = firstOf(cache, filepath.Join(home, ".cache"))
		state = firstOf(state, filepath.Join(home, ".local", "state"))
	}
	return engine.Dirs{Cache: filepath.Join(cache, "rehearse"), State: filepath.Join(state, "rehearse")}, nil
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// A remembering is a Transcriber that is asked once for each sound and hint.
// It stands below transcribe.Sound, so that a change there needs no new hearing.
type remembering struct {
	transcribe.Transcriber
	model string
	dir   string
}

func (r remembering) Transcribe(ctx context.Context, wav io.Reader, hint transcribe.Hint) (transcribe.Transcript, error) {
	sound, err := io.ReadAll(wav)
	if err != nil {
		return transcribe.Transcript{}, err
	}
	path, err := r.path(sound, hint)
	if err != nil {
		return transcribe.Transcript{}, err
	}
	var t transcribe.Transcript
	if known, err := os.ReadFile(path); err == nil && json.Unmarshal(known, &t) == nil {
		return t, nil
	}
	if t, err = r.Transcriber.Transcribe(ctx, bytes.NewReader(sound), hint); err != nil {
		return t, err
	}
	return t, r.keep(path, t)
}

func (r remembering) path(sound []byte, hint transcribe.Hint) (string, error) {
	asked, err := json.Marshal([]any{r.model, hint, sha256.Sum256(sound)})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(asked)
	return filepath.Join(r.dir, hex.EncodeToString(sum[:])+".json"), nil
}

// keep writes t to path by a rename: an interrupted run leaves no half of it.
func (r remembering) keep(path string, t transcribe.Transcript) error {
	text, err := json.Marshal(t)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		return err
	}
	whole := path + ".new"
	if err := errors.Join(os.WriteFile(whole, text, 0o600), os.Rename(whole, path)); err != nil {
		return fmt.Errorf("keep a transcript: %w", err)
	}
	return nil
}
