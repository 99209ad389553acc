package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rehearse/api"
	"rehearse/engine"
	"rehearse/score/cmd/labelled"
)

// The answers to the sample bank, spoken by Festival and heard by the engine,
// are judged much as they are written: here their coverage error grows by .02,
// and twice the aim leaves room for another version of a voice.
func TestTheSampleAnswersSurviveAVoice(t *testing.T) {
	cache := os.Getenv("REHEARSE_TEST_CACHE")
	if testing.Short() || cache == "" && os.Getenv("REHEARSE_MUST_RUN") != "1" {
		t.Skip("the real engine is tried where REHEARSE_TEST_CACHE names a folder to install it in, or REHEARSE_MUST_RUN=1")
	}
	if cache == "" {
		cache = t.TempDir()
	}
	e := engine.New(engine.Dirs{Cache: cache, State: t.TempDir()})
	if err := e.Install(t.Context(), engine.Base, nil); err != nil {
		t.Fatal(err)
	}
	server, err := e.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := e.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
	client, err := api.New(api.Config{BaseURL: server.BaseURL, Key: server.Key, Model: server.Model, Purpose: api.Transcription})
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join("..", "..", "..")
	answers, err := labelled.ReadSets(filepath.Join(root, "cmd", "rehearse", "sample.md"),
		[]string{filepath.Join(root, "score", "testdata", "answers-sample.jsonl")})
	if err != nil {
		t.Fatal(err)
	}
	s := stage{options: options{cache: t.TempDir()}, recogniser: client, progress: io.Discard}
	heard, err := s.play(t.Context(), answers)
	if err != nil {
		t.Fatal(err)
	}
	written, spoken := 0.0, 0.0
	for _, o := range heard {
		written += coverageError(o, perfect) / float64(len(heard))
		spoken += coverageError(o, hinted) / float64(len(heard))
	}
	t.Logf("coverage error %.3f as written, %.3f as heard", written, spoken)
	if grown := spoken - written; grown > 0.1 {
		t.Errorf("coverage error grows by %.3f on the way through a voice", grown)
	}
}
