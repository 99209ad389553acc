package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rehearse/prompts"
	"rehearse/recordings"
	"rehearse/score"
	"rehearse/transcribe"
)

// firstAttempt is when the first generated attempt was taken; each next one
// came a minute later.
var firstAttempt = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// generate writes attempts at 50 questions into a data folder, without their
// sound: an answer of half a minute each, with the time of every word, as
// practising leaves it.
func generate(data string, attempts int) error {
	random := rand.New(rand.NewPCG(1, 2))
	for i := range attempts {
		a := answered(random, i)
		text, err := json.MarshalIndent(a, "", " ")
		if err != nil {
			return err
		}
		folder := filepath.Join(data, "recordings", a.ID)
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, "attempt.json"), append(text, '\n'), 0o600); err != nil {
			return err
		}
	}
	hourAgo := time.Now().Add(-time.Hour) // nobody practises while this is measured
	return os.Chtimes(filepath.Join(data, "recordings"), hourAgo, hourAgo)
}

// answered returns the attempt number i.
func answered(random *rand.Rand, i int) recordings.Attempt {
	at := firstAttempt.Add(time.Duration(i) * time.Minute)
	q := prompts.Question{
		ID: fmt.Sprintf("q%d", i%50), Text: fmt.Sprintf("Вопрос %d: как вы ускорили сервис?", i%50),
		Points: []prompts.Point{{ID: "a", Text: "Добавил составной индекс"}, {ID: "b", Text: "Закешировал результат в Redis"}},
	}
	report := score.Report{Counted: 2, Coverage: random.Float64()}
	for _, p := range q.Points {
		report.Points = append(report.Points, score.PointReport{ID: p.ID, Text: p.Text, Verdict: score.Partial, Evidence: "метрики в базе", Probability: 0.7})
	}
	said := said(random)
	return recordings.Attempt{
		Version: recordings.Version, ID: fmt.Sprintf("%s-%06x", at.Format("20060102-150405"), i), TakenAt: at,
		State: recordings.Done, Length: 30 * time.Second, Target: time.Minute,
		Question: q, Transcript: &said, Report: &report,
	}
}

var common = strings.Fields("мы писали сервис на го и хранили метрики в базе потом выросли задержки и я добавил кеш перед запросами")

// said returns three sentences of twenty words, one of them not a common one.
func said(random *rand.Rand) transcribe.Transcript {
	t := transcribe.Transcript{Language: "ru", Model: "base"}
	for i := range 3 {
		words := append(append([]string{}, common...), fmt.Sprintf("слово%d", random.IntN(5000)))
		segment := transcribe.Segment{Start: time.Duration(i) * 10 * time.Second, End: time.Duration(i+1) * 10 * time.Second}
		for j, word := range words {
			start := segment.Start + time.Duration(j)*500*time.Millisecond
			segment.Words = append(segment.Words, transcribe.Word{Start: start, End: start + 400*time.Millisecond, Text: word, Probability: 0.9})
		}
		segment.Text = strings.Join(words, " ") + "."
		t.Segments = append(t.Segments, segment)
		t.Text += segment.Text + " "
	}
	t.Text = strings.TrimSpace(t.Text)
	return t
}
