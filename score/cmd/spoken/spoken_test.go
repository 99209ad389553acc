package main

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rehearse/prompts"
	"rehearse/score"
	"rehearse/score/cmd/labelled"
	"rehearse/transcribe"
)

func TestTermsAreSaidAsARussianSaysThem(t *testing.T) {
	for text, want := range map[string]string{
		"Писали на Python, FastAPI и gRPC.": "Писали на пайтон, фаст эй пи ай и джи эр пи си.",
		"смотрели RPS и CPU":                "смотрели ар пи эс и си пи ю",
		"через NexusRegistry":               "через нексус реджистри",
		"pg_stat_statements":                "пи джи стат стейтментс",
		"на C++ и C#":                       "на си плюс плюс и си шарп",
		"свой Widget":                       "свой видгет",
		"до 80% — это много":                "до 80 процентов , это много",
		"280к, 20 000 в сутки, 1.5 с":       "280 тысяч, 20000 в сутки, 1 и 5 с",
		"просто слова, без терминов.":       "просто слова, без терминов.",
	} {
		if got := aloud(text); got != strings.ReplaceAll(want, " ,", ",") {
			t.Errorf("aloud(%q) = %q, want %q", text, got, want)
		}
	}
}

// Whatever is written, the Russian voice meets no Latin letter, and a text that
// is ready to be said stays as it is.
func TestNothingLatinIsLeftToSay(t *testing.T) {
	pieces := []string{"слово", "PostgreSQL", "RPS", "node.js", "x2", " ", ", ", ". ", "—", "50", "C++", "é", "%", "к"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
		said := aloud(text)
		if at := strings.IndexFunc(said, func(r rune) bool { return r < 128 && unicode.IsLetter(r) }); at >= 0 {
			t.Fatalf("%q is said %q", text, said)
		}
		if again := aloud(said); again != said {
			t.Fatalf("%q is said %q, then %q", text, said, again)
		}
	})
}

func TestWordErrors(t *testing.T) {
	for _, c := range []struct {
		said, heard string
		want        int
	}{
		{"мы писали на Redis", "Мы писали на редис.", 0},
		{"ещё раз", "еще раз", 0},
		{"мы писали", "", 2},
		{"мы писали", "мы не писали", 1},
		{"вырос трафик", "вы рос трафик", 2},
		{"", "Продолжение следует", 2},
	} {
		if got := wordErrors(wordsOf(c.said, score.Russian), wordsOf(c.heard, score.Russian)); got != c.want {
			t.Errorf("%q heard as %q: %d words wrong, want %d", c.said, c.heard, got, c.want)
		}
	}
}

func TestTermsAreFoundInWhateverSpelling(t *testing.T) {
	q := prompts.Question{Text: "Какой стек?", Points: []prompts.Point{{Text: "Redis, Kafka, PostgreSQL"}}}
	said, heard := termsIn("был редис и кафка, ещё джанго", q), termsIn("Redis, Postgres", q)
	if diff := cmp.Diff(map[string]bool{"redis": true, "kafka": true}, said); diff != "" {
		t.Error(diff)
	}
	if lost := without(said, heard); lost != 1 {
		t.Errorf("%d terms lost, want kafka alone", lost)
	}
}

func TestWhatOnlyTheHintProducedIsLeftOut(t *testing.T) {
	words := func(marked string, texts ...string) (words []transcribe.Word) {
		for _, text := range texts {
			words = append(words, transcribe.Word{Text: text, Hinted: text == marked})
		}
		return words
	}
	heard := transcribe.Join([]transcribe.Segment{
		{Text: "У нас Kafka, да.", Words: words("Kafka,", "У", "нас", "Kafka,", "да.")},
		{Text: "Redis.", Words: words("Redis.", "Redis.")},
		{Text: "Без времён слов."},
	})
	if got, want := withoutHinted(heard).Text, "У нас да. Без времён слов."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// An answer whose second point was invented by the hint.
func TestFiguresOfOneAnswer(t *testing.T) {
	report := func(verdicts ...score.Verdict) (r score.Report) {
		for _, v := range verdicts {
			r.Points = append(r.Points, score.PointReport{Verdict: v})
		}
		return r
	}
	o := outcome{language: score.Russian, answer: &labelled.Answer{
		Text: "раз два три четыре", Question: prompts.Question{Text: "Что?"},
		Labels: []labelled.Label{{Point: 0, Verdict: score.Covered}, {Point: 1, Verdict: score.Missed}},
	}}
	o.ways[perfect].report = report(score.Covered, score.Missed)
	o.ways[plain].report = report(score.Missed, score.Missed)
	o.ways[hinted].report = report(score.Covered, score.Covered)
	o.ways[hinted].text.Text = "раз два Три"
	got := map[string]share{}
	for _, f := range figures {
		got[strings.TrimSpace(f.name)] = f.of(o, hinted)
	}
	want := map[string]share{
		"coverage error": {0.5, 1}, "grown by": {0.5, 1}, "verdicts right": {1, 2},
		"false cover": {1, 1}, "false cover from the hint": {1, 1},
		"words wrong": {1, 4}, "terms heard": {}, "terms heard, never said": {},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(share{})); diff != "" {
		t.Error(diff)
	}
}

func TestStrangersAnswerAnotherQuestion(t *testing.T) {
	stack := prompts.Question{Text: "Стек?", Points: []prompts.Point{{Text: "Redis"}, {Text: "Kafka"}}}
	team := prompts.Question{Text: "Команда?", Points: []prompts.Point{{Text: "пять человек"}}}
	answers := []*labelled.Answer{{ID: "1", Question: team}, {ID: "2", Question: stack}, {ID: "3", Question: team}}
	taken := strangers(answers)
	if len(taken) != 2 || taken[0].ID != "1" || taken[1].ID != "3" {
		t.Fatalf("%+v", taken) // nothing can be hinted at to one about the team
	}
	missed := []labelled.Label{{Point: 0, Verdict: score.Missed}, {Point: 1, Verdict: score.Missed}}
	if diff := cmp.Diff(missed, taken[0].Labels); diff != "" || taken[0].Question.Text != "Стек?" {
		t.Errorf("%q %s", taken[0].Question.Text, diff)
	}
	if answers[0].Question.Text != "Команда?" {
		t.Error("the answers themselves were changed")
	}
}

func TestAnIntervalHoldsItsFigureAndIsWiderForFewer(t *testing.T) {
	width := func(n int) float64 {
		shares := make([]share, n)
		for i := range shares {
			shares[i] = share{float64(i % 2), 1}
		}
		low, high := interval(shares, rand.New(rand.NewPCG(1, 2)))
		if v := total(shares).value(); low > v || v > high {
			t.Errorf("%v is not in %v to %v", v, low, high)
		}
		return high - low
	}
	if few, many := width(10), width(200); few <= many || many == 0 {
		t.Errorf("10 answers: %v wide, 200 answers: %v", few, many)
	}
	if low, high := interval(make([]share, 3), rand.New(rand.NewPCG(1, 2))); !math.IsNaN(low) || !math.IsNaN(high) {
		t.Errorf("nothing measured: %v to %v", low, high)
	}
}

func TestTheTableSaysWhatWasMeasured(t *testing.T) {
	var out strings.Builder
	report(&out, "sets/answers-few.jsonl", nil, false)
	if want := "answers-few.jsonl: 0 answers\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
	out.Reset()
	o := outcome{answer: &labelled.Answer{
		ID: "A1", Text: "да", Question: prompts.Question{Text: "Как?", Points: []prompts.Point{{Text: "так"}}},
		Labels: []labelled.Label{{Verdict: score.Covered}},
	}}
	for way, v := range []score.Verdict{score.Covered, score.Missed, score.Partial, score.Partial} {
		o.ways[way].report.Points = []score.PointReport{{Verdict: v}}
	}
	report(&out, "few.jsonl", []outcome{o}, true)
	for _, want := range []string{
		"as written", "hint, proven",
		"0.000 (0.000 to 0.000)  1.000 (1.000 to 1.000)  0.500 (0.500 to 0.500)", // coverage error, way by way
		"labelled covered, as written covered, no hint missed, hint partial, hint, proven partial",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
