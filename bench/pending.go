package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"
)

// pending measures whether N jobs finish waiting answers N times as fast, with a
// server that takes a second for each and does any number at a time.
func pending(ctx context.Context, b *bench) ([]row, error) {
	delay := pick(b, time.Second, 250*time.Millisecond)
	recordings := pick(b, 100, 16)
	var calls atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		io.Copy(io.Discard, r.Body)
		time.Sleep(delay)
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]any{"text": "Добавил составной индекс.", "language": "russian", "duration": 10.0})
	}))
	defer server.Close()
	var rows []row
	var alone time.Duration
	for _, jobs := range pick(b, []int{1, 2, 4, 8, 16}, []int{1, 4}) {
		dir := filepath.Join(b.dir, fmt.Sprintf("pending%d", jobs))
		if err := b.waiting(ctx, dir, recordings); err != nil {
			return rows, err
		}
		calls.Store(0)
		c, _, err := spend(b.rehearse(ctx, dir, "score", "--pending", "--jobs", fmt.Sprint(jobs), "--base-url", server.URL+"/v1"))
		if err != nil {
			return rows, err
		}
		if int(calls.Load()) != recordings {
			return rows, fmt.Errorf("%d recordings were sent %d times", recordings, calls.Load())
		}
		if jobs == 1 {
			alone = c.wall
			continue
		}
		rows = append(rows, row{
			what: fmt.Sprintf("`score --pending --jobs %d`: throughput / %d", jobs, jobs), against: "`--jobs 1`",
			ratios: []float64{alone.Seconds() / c.wall.Seconds() / float64(jobs)}, least: 0.9,
			absolute: fmt.Sprintf("%d answers in %.1f s against %.1f s", recordings, c.wall.Seconds(), alone.Seconds()),
		})
	}
	return rows, nil
}

// waiting makes a data folder with recordings that wait for a transcript: one is
// recorded from a file with a server that is not there, the others are copies.
func (b *bench) waiting(ctx context.Context, dir string, recordings int) error {
	_, out, err := spend(b.rehearse(ctx, dir, "practice", "4", "--answer", "examples/answer.wav", "--json", "--base-url", "http://127.0.0.1:9/v1"), 4)
	if err != nil {
		return err
	}
	var attempt map[string]any
	if err := json.Unmarshal([]byte(out), &attempt); err != nil {
		return err
	}
	folder := filepath.Join(dir, "data", "rehearse", "recordings")
	sound, err := os.ReadFile(filepath.Join(folder, attempt["id"].(string), "answer.wav"))
	if err != nil {
		return err
	}
	for i := 1; i < recordings; i++ {
		id := fmt.Sprintf("20260101-0000%02d-%06x", i%60, i)
		attempt["id"], attempt["state"] = id, "queued"
		text, err := json.Marshal(attempt)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Join(folder, id), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, id, "attempt.json"), text, 0o600); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, id, "answer.wav"), sound, 0o600); err != nil {
			return err
		}
	}
	return nil
}
