package score

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/audio"
	"rehearse/prompts"
	"rehearse/transcribe"
)

// questionOf makes a question of bullets; a bullet that ends in a colon is a heading.
func questionOf(question string, bullets ...string) prompts.Question {
	q := prompts.Question{ID: "q", Text: question}
	for i, text := range bullets {
		q.Points = append(q.Points, prompts.Point{
			ID: string(rune('a' + i)), Text: text, Depth: 1, Heading: strings.HasSuffix(text, ":"),
		})
	}
	return q
}

func judge(q prompts.Question, text string) Report {
	return Evaluate(q, transcribe.Transcript{Text: text}, nil, nil, Options{})
}

func verdicts(r Report) []Verdict {
	var all []Verdict
	for _, p := range r.Points {
		all = append(all, p.Verdict)
	}
	return all
}

func TestNothingSaidIsAllMissed(t *testing.T) {
	q := questionOf("What is in your stack?", "Python", "PostgreSQL and Redis", "80 % coding")
	for _, text := range []string{"", "   ", "...", "эээ"} {
		r := judge(q, text)
		if diff := cmp.Diff([]Verdict{Missed, Missed, Missed}, verdicts(r)); diff != "" || r.Coverage != 0 {
			t.Errorf("%q: coverage %v, verdicts (-want +got):\n%s", text, r.Coverage, diff)
		}
	}
}

func TestHeadingsAreJudgedAndNotCounted(t *testing.T) {
	q := questionOf("Какие инструменты?", "Базы данных:", "PostgreSQL", "Redis")
	r := judge(q, "Из баз данных постгрес и редис.")
	if r.Counted != 2 || r.Coverage != 1 || len(r.Points) != 3 || !r.Points[0].Heading {
		t.Errorf("counted %d, coverage %v, points %d; want 2, 1, 3", r.Counted, r.Coverage, len(r.Points))
	}
}

func TestQuestionWithoutPointsHasNoCoverage(t *testing.T) {
	r := judge(questionOf("Есть вопросы?"), "Да, есть.")
	if r.Counted != 0 || r.Coverage != 0 || len(r.Points) != 0 {
		t.Errorf("report %+v, want an empty one", r)
	}
}

func TestEvidenceHasItsTime(t *testing.T) {
	q := questionOf("Что делать, если эндпоинт медленный?", "Кеширование данных", "Индексы в БД")
	said := transcribe.Transcript{
		Text: "сначала проверю индексы в базе потом добавлю кеш",
		Segments: []transcribe.Segment{
			{Start: time.Second, End: 4 * time.Second, Text: "сначала проверю индексы в базе"},
			{Start: 5 * time.Second, End: 8 * time.Second, Text: "потом добавлю кеш"},
		},
	}
	r := Evaluate(q, said, nil, nil, Options{})
	cache := r.Points[0]
	if !cache.Timed || cache.Start < 5*time.Second || cache.End > 8*time.Second {
		t.Errorf("the cache was said from %v to %v (%t), want inside 5–8 s", cache.Start, cache.End, cache.Timed)
	}
	if !strings.Contains(cache.Evidence, "кеш") || !strings.Contains(said.Text, cache.Evidence) {
		t.Errorf("evidence %q", cache.Evidence)
	}
	if index := r.Points[1]; !index.Timed || index.End > 4*time.Second {
		t.Errorf("the index was said until %v (%t), want 4 s at most", index.End, index.Timed)
	}
}

func TestLengthAgainstTarget(t *testing.T) {
	speech := func(d time.Duration) *audio.Speech {
		return &audio.Speech{Length: d + 2*time.Second, Spans: []audio.Span{{Start: time.Second, End: time.Second + d}}}
	}
	for _, test := range []struct {
		spoken, target time.Duration
		want           LengthVerdict
	}{
		{90 * time.Second, 90 * time.Second, LengthGood},
		{107 * time.Second, 90 * time.Second, LengthGood},
		{109 * time.Second, 90 * time.Second, LengthLong},
		{71 * time.Second, 90 * time.Second, LengthShort},
		{21 * time.Second, 30 * time.Second, LengthGood},
		{19 * time.Second, 30 * time.Second, LengthShort},
		{19 * time.Second, 0, LengthGood},
	} {
		r := Evaluate(questionOf("q"), transcribe.Transcript{}, speech(test.spoken), nil, Options{Target: test.target})
		if r.Length.Verdict != test.want {
			t.Errorf("%v of %v is %s, want %s", test.spoken, test.target, r.Length.Verdict, test.want)
		}
	}
}

func TestDeliveryIsMeasuredFromTheSound(t *testing.T) {
	q := questionOf("Что делать, если эндпоинт медленный?", "Индексы в БД")
	said := transcribe.Transcript{
		Text: "Ну, проверю индексы в базе. Вот так.",
		Segments: []transcribe.Segment{
			{Start: 2 * time.Second, End: 10 * time.Second, Text: "Ну, проверю индексы в базе."},
			{Start: 14 * time.Second, End: 17 * time.Second, Text: "Вот так."},
		},
	}
	speech := &audio.Speech{Length: 20 * time.Second, Spans: []audio.Span{
		{Start: 2 * time.Second, End: 5 * time.Second}, {Start: 7500 * time.Millisecond, End: 10 * time.Second},
		{Start: 11 * time.Second, End: 12 * time.Second}, {Start: 14 * time.Second, End: 17 * time.Second},
	}}
	d := Evaluate(q, said, speech, nil, Options{}).Delivery
	want := &Delivery{
		StartLatency: 2 * time.Second,
		Speech:       9500 * time.Millisecond,
		Pauses: []Pause{
			{Start: 5 * time.Second, End: 7500 * time.Millisecond, Inside: "a"},
			{Start: 12 * time.Second, End: 14 * time.Second},
		},
		Words:            7,
		LettersPerMinute: 27 * 4,
		WordsPerMinute:   7 * 4,
		Fillers:          []Filler{{Text: "Ну", Start: 2 * time.Second}},
		FillersPerMinute: 4,
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("delivery (-want +got):\n%s", diff)
	}
}

func TestTermsOfAQuestion(t *testing.T) {
	q := questionOf("Как ты взаимодействовал с k8s?", "Просмотр логов пода (через kubectl или openlens)", "Смотрел показатели в grafana и AcmeTracker", "Мог задеплоить через kubectl")
	got := Terms(q)
	if len(got) == 0 || got[0] != "kubectl" {
		t.Errorf("terms %q, want kubectl first: two points say it", got)
	}
	for _, want := range []string{"openlens", "grafana", "k8s", "AcmeTracker"} {
		if !strings.Contains(strings.Join(got, " "), want) {
			t.Errorf("terms %q lack %s", got, want)
		}
	}
	for _, term := range got {
		if len(strings.Fields(term)) > 3 {
			t.Errorf("%q is no term", term)
		}
	}
}

func transcriptOf(text string) transcribe.Transcript { return transcribe.Transcript{Text: text} }
