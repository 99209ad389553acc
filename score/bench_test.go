package score

import (
	"strings"
	"testing"

	"rehearse/transcribe"
)

// BenchmarkEvaluate judges twelve points in an answer of five hundred words.
func BenchmarkEvaluate(b *testing.B) {
	q := questionOf("Что делать, если эндпоинт на беке работает медленно?",
		"Посмотрю код: запросы в ORM, зацикливание программы", "Индексы в БД", "Кеширование данных",
		"Горизонтальное масштабирование (репликация в K8s + балансировка нагрузки Nginx)",
		"Вертикальное масштабирование - увеличение железа", "Шардирование и партиционирование базы данных",
		"Увеличение количества воркеров", "Оптимизация SQL", "Join по индексируемым столбцам",
		"Использование Limit", "Замена подзапросов на JOIN", "RPS - среднее 500, максимум 1000")
	sentence := "Сначала я смотрю код и запросы через алхимию, потом проверяю индексы в базе, добавляю кеш в редисе, " +
		"поднимаю ещё пару реплик в кубере, а если и это не помогло, то прошу машину помощнее. "
	text := strings.Repeat(sentence, 500/len(strings.Fields(sentence))+1)
	theLexicon()
	b.ReportAllocs()
	for b.Loop() {
		Evaluate(q, transcribe.Transcript{Text: text}, nil, nil, Options{})
	}
}

// BenchmarkLexicon reads the tables: what the first evaluation of a process
// pays.
func BenchmarkLexicon(b *testing.B) {
	for b.Loop() {
		readLexicon(termsText, synonymsText, wordsText)
	}
}
