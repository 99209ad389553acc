package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// scoring measures the judgement of one answer in the process itself. Its time
// has nothing to be compared with, its allocations are the same everywhere.
func scoring(context.Context, *bench) ([]row, error) {
	q := prompts.Question{ID: "q", Text: "Что делать, если эндпоинт на беке работает медленно?", Language: "ru"}
	for i, text := range strings.Split("Посмотрю код: запросы в ORM, зацикливание программы\nИндексы в БД\nКеширование данных\n"+
		"Горизонтальное масштабирование (репликация в K8s + балансировка нагрузки Nginx)\n"+
		"Вертикальное масштабирование - увеличение железа\nШардирование и партиционирование базы данных\n"+
		"Увеличение количества воркеров\nОптимизация SQL\nJoin по индексируемым столбцам\nИспользование Limit\n"+
		"Замена подзапросов на JOIN\nRPS - среднее 500, максимум 1000", "\n") {
		q.Points = append(q.Points, prompts.Point{ID: fmt.Sprint(i), Text: text, Depth: 1})
	}
	said := "Сначала я смотрю код и запросы через алхимию, потом проверяю индексы в базе, добавляю кеш в редисе, " +
		"поднимаю ещё пару реплик в кубере, а если и это не помогло, то прошу машину помощнее. "
	answer := transcribe.Transcript{Text: strings.Repeat(said, 500/len(strings.Fields(said))+1)}
	score.Evaluate(q, answer, nil, nil, score.Options{Language: "ru"}) // reads the tables, once for a process
	result := testing.Benchmark(func(t *testing.B) {
		t.ReportAllocs()
		for t.Loop() {
			score.Evaluate(q, answer, nil, nil, score.Options{Language: "ru"})
		}
	})
	const allowed = 2000
	return []row{{
		what: "scoring 12 points × 500 words: allocations", against: "the 2,000 that are allowed",
		ratios: []float64{float64(result.AllocsPerOp()) / allowed}, most: 1,
		absolute: fmt.Sprintf("%.1f ms (bar 5 ms), %d allocations", float64(result.NsPerOp())/1e6, result.AllocsPerOp()),
	}}, nil
}
