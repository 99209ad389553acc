package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
)

// dropped measures whether the recorder loses sound while the recogniser works
// on what was said before, and another program keeps each processor busy. Four
// record at a time: they hear the same speech.
func dropped(ctx context.Context, b *bench) ([]row, error) {
	sink, err := startSink(ctx, b)
	if err != nil {
		return nil, err
	}
	defer sink.stop()
	e, err := b.startEngine(ctx)
	if err != nil {
		return nil, err
	}
	defer spend(e.command(ctx, "engine", "stop"))
	answer := filepath.Join(b.dir, "spoken.wav")
	if err := b.speech(ctx, answer, 60); err != nil {
		return nil, err
	}
	const together = 4
	runs := pick(b, 20, together)
	var lost []float64 // seconds of each run
	for len(lost) < runs {
		more, err := b.recordTogether(ctx, sink, e, answer, together)
		if err != nil {
			return nil, err
		}
		lost = append(lost, more...)
	}
	bad := 0
	for _, seconds := range lost {
		if seconds > 0 {
			bad++
		}
	}
	return []row{{
		what: "recordings that lost sound while the engine used all processors", against: "all runs", ratios: []float64{float64(bad) / float64(runs)},
		absolute: fmt.Sprintf("%d of %d, live transcription, 20 s each, four at a time (bar 0)", bad, runs),
	}}, nil
}

// recordTogether returns how many seconds each of several recorders lost.
func (b *bench) recordTogether(ctx context.Context, s *sink, e *installed, answer string, recorders int) ([]float64, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends the player and the busy programs
	player := s.command(ctx, "paplay", "--device=vmic", answer)
	if err := player.Start(); err != nil {
		return nil, err
	}
	for range 2 {
		exec.CommandContext(ctx, "nice", "-n", "5", "sha256sum", "/dev/zero").Start() // as polite as the engine
	}
	lost, failed := make([]float64, recorders), make([]error, recorders)
	var all sync.WaitGroup
	for i := range recorders {
		all.Go(func() {
			c := exec.CommandContext(ctx, e.program, "practice", "4", "--no-input", "--json", "--max", "20s", "--data", filepath.Join(b.dir, fmt.Sprint("heard", i)))
			c.Env = slices.Concat(e.env, s.env)
			_, out, err := spend(c, 3, 4)
			var attempt struct {
				Audio struct {
					Dropped float64 `json:"dropped_s"`
				} `json:"audio"`
			}
			if err == nil {
				err = json.Unmarshal([]byte(out), &attempt)
			}
			lost[i], failed[i] = attempt.Audio.Dropped, err
		})
	}
	all.Wait()
	for _, err := range failed {
		if err != nil {
			return nil, err
		}
	}
	return lost, nil
}
