package score

import (
	"slices"
	"strings"
	"testing"
	"time"

	"rehearse/prompts"
	"rehearse/transcribe"
)

// heard returns what a recogniser wrote that was sure of all words but those
// between underscores.
func heard(text string) transcribe.Transcript {
	var words []transcribe.Word
	at := time.Duration(0)
	for _, word := range strings.Fields(text) {
		probability := 0.98
		if strings.Contains(word, "_") {
			probability = 0.55
		}
		words = append(words, transcribe.Word{Start: at, End: at + time.Second, Text: strings.ReplaceAll(word, "_", ""), Probability: probability})
		at += time.Second
	}
	return transcribe.Join([]transcribe.Segment{{End: at, Text: strings.ReplaceAll(text, "_", ""), Words: words}})
}

func verdictOn(point string, t transcribe.Transcript) PointReport {
	q := prompts.Question{Text: "Как вы работали?", Points: []prompts.Point{{ID: "p", Text: point, Depth: 1}}}
	return Evaluate(q, t, nil, nil, Options{}).Points[0]
}

// What recognisers were heard to write; none of it was made up.
func TestAMisheardWordIsKnownByItsSound(t *testing.T) {
	for _, c := range []struct{ point, said, form string }{
		{"Рутина", "каждый день _руктено_", "руктено"},
		{"Redis", "данные лежат _вредис_", "вредис"},
		{"Kubernetes", "всё это _вкубернитесь_ у нас", "вкубернитесь"},
		{"Grafana", "показатели смотрел в _граф_ она", "граф она"},
		{"Kafka", "события идут через _Ковка_", "Ковка"},
		{"MongoDB", "бизнес метрики были в _Монгодобе_", "Монгодобе"},
		{"Тимлид", "был ещё _темлит_", "темлит"},
		{"Кеширование", "потом _закышировать_", "закышировать"},
	} {
		answer := heard(c.said)
		r := verdictOn(c.point, answer)
		if r.Verdict != Covered || !strings.Contains(answer.Text, r.Evidence) {
			t.Errorf("%s in %q: %s, evidence %q", c.point, c.said, r.Verdict, r.Evidence)
		}
		if len(r.Reasons.Heard) != 1 || r.Reasons.Heard[0] != (Heard{Want: c.point, Said: c.form}) {
			t.Errorf("%s in %q: %+v", c.point, c.said, r.Reasons.Heard)
		}
	}
}

func TestWhatTheRecogniserWasSureOfIsTakenAsItIsWritten(t *testing.T) {
	for point, said := range map[string]string{
		"Kafka":  "заказали кованую ковка у мастера",
		"Рутина": "каждый день руктено",
	} {
		if r := verdictOn(point, heard(said)); r.Verdict != Missed {
			t.Errorf("%s in %q: %s", point, said, r.Verdict)
		}
	}
}

// Short words sound like everything, and words of the trade are no other words
// of the trade however they sound.
func TestLikenessOfSoundIsNotStretched(t *testing.T) {
	for point, said := range map[string]string{
		"Go":        "он _его_ увидел",
		"Jira":      "писали _через_ очередь",
		"Nginx":     "добавили _индексы_",
		"Вёрстка":   "до _вокзала_ две версты",
		"Шардинг":   "был _шаг_ назад",
		"Python":    "и _поэтому_ ушли",
		"Kanban":    "в нашей _команды_",
		"Терраформ": "",
	} {
		if r := verdictOn(point, heard(said)); r.Verdict != Missed {
			t.Errorf("%s in %q: %s, %+v", point, said, r.Verdict, r.Reasons.Heard)
		}
	}
}

// A text that says nothing of doubts is read by its sound too, less freely.
func TestATextWithoutWordsIsReadByItsSound(t *testing.T) {
	sound := transcribe.Transcript{Text: "логи собирал лог стэш, а рисовала их графонетам"}
	if r := verdictOn("Logstash", sound); r.Verdict != Covered {
		t.Errorf("Logstash: %s", r.Verdict)
	}
	if r := verdictOn("Рутина", transcribe.Transcript{Text: "каждый день руктено"}); r.Verdict != Missed {
		t.Errorf("рутина is one consonant off and nobody doubted it: %s", r.Verdict)
	}
}

func TestSoundsThatAreTakenForEachOther(t *testing.T) {
	for _, pair := range [][2]string{
		{"город", "горат"}, {"ёлка", "елга"}, {"бэкенд", "пекент"}, {"касса", "каса"}, {"гриф", "крив"},
		{"shop", "шоп"}, {"graph", "граф"}, {"index", "индекс"}, {"service", "сервисе"}, {"thread", "треад"},
	} {
		a, b := appendPhones(nil, fold(pair[0])), appendPhones(nil, fold(pair[1]))
		if !slices.Equal(a, b) {
			t.Errorf("%s sounds %v, %s %v", pair[0], a, pair[1], b)
		}
	}
}
