package recordings

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

func BenchmarkHistory1000(b *testing.B) { benchmarkHistory(b, 1000) }

// It writes a hundred thousand folders: only on request.
func BenchmarkHistory100000(b *testing.B) {
	if os.Getenv("REHEARSE_BENCH_LARGE") == "" {
		b.Skip("set REHEARSE_BENCH_LARGE=1 to write 100,000 attempts")
	}
	benchmarkHistory(b, 100_000)
}

// benchmarkHistory measures searches as a command makes them: the index is
// opened, brought up to date, asked, and closed.
func benchmarkHistory(b *testing.B, attempts int) {
	dir, cache := b.TempDir(), b.TempDir()
	generate(b, dir, attempts)
	open := func() *Store {
		s, err := Open(dir, nil, "here")
		if err != nil {
			b.Fatal(err)
		}
		s.Cache = cache
		return s
	}
	b.Run("rebuild", func(b *testing.B) {
		for b.Loop() {
			s := open()
			if r, err := s.Rebuild(b.Context()); err != nil || r.Attempts != attempts {
				b.Fatal(r, err)
			}
			s.Close()
		}
		b.ReportMetric(float64(attempts*b.N)/b.Elapsed().Seconds(), "attempts/s")
	})
	for _, search := range []struct {
		name   string
		filter Filter
	}{
		{"newest", Filter{Limit: 20}},
		{"question", Filter{Limit: 20, Question: "q7"}},
		{"tag", Filter{Limit: 20, Tag: "t3"}},
		{"since", Filter{Limit: 20, Since: benchStart.Add(time.Duration(attempts-10) * time.Minute)}},
		{"coverage", Filter{Limit: 20, CoverageUnder: 0.3}},
		{"common-word", Filter{Limit: 20, Text: "сервисами"}},
		{"rare-word", Filter{Limit: 20, Text: "слово77"}},
		{"two-words", Filter{Limit: 20, Text: "сервис задержка", Question: "q7"}},
	} {
		b.Run(search.name, func(b *testing.B) {
			for b.Loop() {
				s := open()
				if list, err := s.Search(b.Context(), search.filter); err != nil || len(list) == 0 {
					b.Fatal(len(list), err)
				}
				s.Close()
			}
		})
	}
	b.Run("latest", func(b *testing.B) {
		for b.Loop() {
			s := open()
			if latest, err := s.Latest(b.Context()); err != nil || len(latest) != 50 {
				b.Fatal(len(latest), err)
			}
			s.Close()
		}
	})
	b.Run("one-more-folder", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			extra := filepath.Join(dir, attemptsDir, fmt.Sprintf("20300101-000000-%06x", i))
			if err := os.Mkdir(extra, 0o700); err != nil {
				b.Fatal(err)
			}
			s := open()
			if _, err := s.Search(b.Context(), Filter{Limit: 20}); err != nil {
				b.Fatal(err)
			}
			s.Close()
			os.Remove(extra)
		}
	})
}

var benchStart = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// generate writes attempts, a minute from one to the next, of 50 questions.
func generate(b *testing.B, dir string, attempts int) {
	b.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	common := strings.Fields("мы писали сервис на го и хранили метрики в базе потом выросли задержки и я добавил кеш перед запросами")
	for i := range attempts {
		at := benchStart.Add(time.Duration(i) * time.Minute)
		a := Attempt{
			Version: Version, ID: fmt.Sprintf("%s-%06x", at.Format(timeLayout), i), TakenAt: at, State: Done, Length: time.Minute, Target: time.Minute,
			Question:   prompts.Question{ID: fmt.Sprintf("q%d", i%50), Text: fmt.Sprintf("Вопрос %d", i%50), Tags: []string{fmt.Sprintf("t%d", i%10)}},
			Transcript: &transcribe.Transcript{},
			Report:     &score.Report{Counted: 1, Coverage: random.Float64()},
		}
		for range 3 {
			words := append(append([]string{}, common...), fmt.Sprintf("слово%d", random.IntN(5000)))
			a.Transcript.Text += strings.Join(words, " ") + ". "
		}
		data, err := encode(a)
		if err != nil {
			b.Fatal(err)
		}
		folder := filepath.Join(dir, attemptsDir, a.ID)
		if err := os.MkdirAll(folder, 0o700); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, attemptFile), data, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	old := time.Now().Add(-time.Hour) // as after a quiet hour
	if err := os.Chtimes(filepath.Join(dir, attemptsDir), old, old); err != nil {
		b.Fatal(err)
	}
}
