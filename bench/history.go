package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// history measures the looking back at many attempts against few.
func history(ctx context.Context, b *bench) ([]row, error) {
	few, many := filepath.Join(b.dir, "few"), filepath.Join(b.dir, "many")
	attempts := pick(b, 100_000, 10_000)
	for dir, n := range map[string]int{few: 1000, many: attempts} {
		if err := generate(filepath.Join(dir, "data", "rehearse"), n); err != nil {
			return nil, err
		}
	}
	rebuilding, err := rebuild(ctx, b, many, attempts)
	if err != nil {
		return nil, err
	}
	if _, _, err := spend(b.rehearse(ctx, few, "verify", "--rebuild"), 5); err != nil { // 5: they have no sound
		return nil, err
	}
	rows := []row{rebuilding}
	for what, args := range map[string][]string{
		"`history`": {"history"},
		"`history --search` of a word said always": {"history", "--search", "сервисами"},
		"`history --search` of a rare word":        {"history", "--search", "слово77"},
		"`history --search`, two words":            {"history", "--search", "добавила слово77"},
		"`review last`":                            {"review", "last", "--no-play"},
	} {
		r, err := looking(ctx, b, few, many, args)
		if err != nil {
			return rows, err
		}
		r.what, r.against, r.most = what+" of 100,000 attempts", "of 1,000", 2
		rows = append(rows, r)
	}
	return rows, nil
}

func looking(ctx context.Context, b *bench, few, many string, args []string) (row, error) {
	var r row
	var short, long []time.Duration
	for range pick(b, 30, 9) {
		one, _, err := spend(b.rehearse(ctx, few, args...))
		if err != nil {
			return r, err
		}
		other, out, err := spend(b.rehearse(ctx, many, args...))
		if err != nil {
			return r, err
		}
		if !strings.Contains(out, "Вопрос") {
			return r, fmt.Errorf("%s found nothing", strings.Join(args, " "))
		}
		short, long = append(short, one.wall), append(long, other.wall)
		r.ratios = append(r.ratios, other.wall.Seconds()/one.wall.Seconds())
	}
	r.absolute = fmt.Sprintf("%s against %s (bar 100 ms)", ms(middle(long)), ms(middle(short)))
	return r, nil
}

// rebuild measures making the index again against reading the same files and
// checking that they are JSON.
func rebuild(ctx context.Context, b *bench, dir string, attempts int) (row, error) {
	r := row{what: "rebuilding the index", against: "reading the same files as JSON"}
	began := time.Now()
	if err := readAll(filepath.Join(dir, "data", "rehearse", "recordings")); err != nil {
		return r, err
	}
	reading := time.Since(began)
	_, out, err := spend(b.rehearse(ctx, dir, "verify", "--rebuild", "--json"), 5) // 5: they have no sound
	if err != nil {
		return r, err
	}
	var found struct {
		Took float64 `json:"index_s"`
	}
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		return r, err
	}
	r.ratios = []float64{found.Took / reading.Seconds()}
	r.absolute = fmt.Sprintf("%.0f attempts/s (bar 5,000)", float64(attempts)/found.Took)
	return r, nil
}

func readAll(folder string) error {
	names, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(folder, name.Name(), "attempt.json"))
		if err != nil {
			return err
		}
		if !json.Valid(text) {
			return fmt.Errorf("%s is no JSON", name.Name())
		}
	}
	return nil
}
