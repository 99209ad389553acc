package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rehearse/api"
	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// BenchmarkScoring judges twelve points in an answer of five hundred words, by
// words alone and with the embeddings of the installed engine: nothing known
// (cold), everything known (warm), and everything but what the last piece of the
// answer added (live), which is what a person waits for after Enter.
func BenchmarkScoring(b *testing.B) {
	a := &app{
		err: io.Discard, env: os.Getenv, now: time.Now, width: func() int { return 80 }, asking: &sync.Mutex{},
		words: newWords("en"), folders: defaultFolders(),
	}
	if status, err := a.engine().Status(b.Context()); err != nil || !status.Installed {
		b.Skipf("the engine is not installed: %v", err)
	}
	q, text := longAnswer(b)
	words := strings.Fields(text)
	begun := transcribe.Transcript{Text: strings.Join(words[:len(words)-40], " ")} // a piece of 20 s
	whole := transcribe.Transcript{Text: text}
	asked := []prompts.Question{q}

	score := func(b *testing.B) {
		v := a.vectors(b.Context(), whole, asked)
		if v == nil && a.embedder != nil {
			b.Fatalf("no vectors: %v", a.embedder.lost)
		}
		a.evaluate(q, whole, nil, v, score.Options{})
	}
	fresh := func(b *testing.B) {
		a.embedder = a.newEmbedder()
		a.embedder.cache = &api.VectorCache{Path: filepath.Join(b.TempDir(), "vectors")}
	}
	b.Run("words", func(b *testing.B) {
		a.embedder = nil
		for b.Loop() {
			score(b)
		}
	})
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			fresh(b)
			score(b)
		}
	})
	b.Run("warm", func(b *testing.B) {
		fresh(b)
		score(b)
		for b.Loop() {
			score(b)
		}
	})
	b.Run("live", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			fresh(b)
			a.early(b, q, begun)
			b.StartTimer()
			score(b)
		}
	})
}

// early embeds what is embedded while the person speaks.
func (a *app) early(b *testing.B, q prompts.Question, said transcribe.Transcript) {
	b.Helper()
	windows := score.Early(q.Spoken(), said)
	if _, err := a.embedder.ask(b.Context(), a.embedder.prefixes.of(pointsOf([]prompts.Question{q}), windows), aheadPatience); err != nil {
		b.Fatal(err)
	}
}

// longAnswer returns a question of twelve points and five hundred words that are
// no answer to it: nothing is settled by words.
func longAnswer(b *testing.B) (prompts.Question, string) {
	b.Helper()
	q := prompts.Question{Text: "Что делать, если эндпоинт на беке работает медленно?"}
	for i, text := range []string{
		"Посмотрю код: запросы в ORM, зацикливание программы", "Индексы в БД", "Кеширование данных", "Горизонтальное масштабирование",
		"Вертикальное масштабирование - увеличение железа", "Шардирование и партиционирование базы данных", "Увеличение количества воркеров",
		"Оптимизация SQL", "Join по индексируемым столбцам", "Использование Limit", "Замена подзапросов на JOIN", "RPS - среднее 500, максимум 1000",
	} {
		q.Points = append(q.Points, prompts.Point{ID: string(rune('a' + i)), Text: text, Depth: 1})
	}
	file, err := os.ReadFile(filepath.Join("..", "..", "score", "testdata", "answers-ru.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	var words []string
	for line := range bytes.Lines(file) {
		var answer struct{ Transcript string }
		if err := json.Unmarshal(line, &answer); err != nil {
			b.Fatal(err)
		}
		if words = append(words, strings.Fields(answer.Transcript)...); len(words) >= 500 {
			break
		}
	}
	return q, strings.Join(words[:500], " ")
}
