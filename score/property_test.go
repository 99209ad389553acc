package score

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rehearse/audio"
	"rehearse/prompts"
	"rehearse/transcribe"
)

// phrases are what random points and answers are made of.
var phrases = []string{
	"индексы в БД", "кеширование данных", "не использовали", "в редисе", "80 %", "пятьсот", "RPS", "фаст эй пи ай",
	"команда из шести человек", "нет", "— но", "...", "?", "we never did", "code review", "two hundred ms", "эээ", "«", "%", "*",
	"1,000", "и", "the", "слышал", "больше", "меньше", "k8s", "👍", "ё", "не", "Python, Go, Kafka", "\u00a0", "(", ")", "-", "280к",
}

func text(t *rapid.T, label string) string {
	parts := rapid.SliceOfN(rapid.SampledFrom(phrases), 0, 25).Draw(t, label)
	if rapid.Bool().Draw(t, label+" is wild") {
		parts = append(parts, rapid.String().Draw(t, label+" end"))
	}
	return strings.ToValidUTF8(strings.Join(parts, " "), "")
}

func TestAnyAnswerGetsAnHonestReport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := prompts.Question{Text: text(t, "question")}
		for i := range rapid.IntRange(0, 5).Draw(t, "points") {
			q.Points = append(q.Points, prompts.Point{
				ID: string(rune('a' + i)), Text: text(t, "point"),
				Depth: rapid.IntRange(1, 3).Draw(t, "depth"), Heading: rapid.Bool().Draw(t, "heading"),
			})
		}
		answer := transcribe.Transcript{Text: text(t, "answer")}
		sound := &audio.Speech{Length: time.Minute, Spans: []audio.Span{{Start: time.Second, End: 50 * time.Second}}}
		r := Evaluate(q, answer, sound, nil, Options{})
		again := Evaluate(q, answer, sound, nil, Options{})
		if diff := cmp.Diff(r, again); diff != "" {
			t.Fatalf("twice the same answer, two reports:\n%s", diff)
		}
		if !(0 <= r.CoverageLow && r.CoverageLow <= r.Coverage && r.Coverage <= r.CoverageHigh && r.CoverageHigh <= 1) {
			t.Fatalf("coverage %v in %v–%v", r.Coverage, r.CoverageLow, r.CoverageHigh)
		}
		for _, p := range r.Points {
			checkPoint(t, p, answer.Text)
		}
	})
}

func checkPoint(t *rapid.T, p PointReport, answer string) {
	if math.IsNaN(p.Probability) || p.Probability < 0 || p.Probability > 1 {
		t.Fatalf("probability %v of %q", p.Probability, p.Text)
	}
	if (p.Evidence == "") != (p.Verdict == Missed) || !strings.Contains(answer, p.Evidence) {
		t.Fatalf("%q is %s with evidence %q in %q", p.Text, p.Verdict, p.Evidence, answer)
	}
	for _, h := range p.Reasons.Heard {
		if !strings.Contains(answer, h.Said) || !strings.Contains(p.Text, h.Want) {
			t.Fatalf("heard %+v, neither in %q nor in %q", h, p.Text, answer)
		}
	}
}

func TestChancesSumToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SliceOfN(rapid.Float64Range(0, 2), int(featureCount), int(featureCount)).Draw(t, "features")
		c := Shipped().Words.Chances(f)
		if sum := c.Covered + c.Partial + c.Missed + c.Contradicted; math.Abs(sum-1) > 1e-9 {
			t.Fatalf("%+v sum to %v", c, sum)
		}
	})
}

func TestVectorsJoinTheFeatures(t *testing.T) {
	q := questionOf("q", "alpha", "omega")
	answer := transcribe.Transcript{Text: "one two three four five six seven eight. nine ten apples pears plums figs dates grapes."}
	like := func(text string) []float32 {
		switch {
		case text == "alpha" || strings.HasPrefix(text, "one"):
			return []float32{1, 0}
		case text == "omega" || strings.HasPrefix(text, "nine"):
			return []float32{0, 1}
		}
		return []float32{1, 1}
	}
	if got := Windows(q, answer); len(got) != 2 {
		t.Errorf("windows %q, want the two sentences", got)
	}
	f := Measure(q, answer, like)
	if f[0][featMargin] != tenfold || f[1][featMargin] != tenfold || f[0][featCentred] != tenfold/2 {
		t.Errorf("margins %v, %v and centred %v, want %d, %d and half of it", f[0][featMargin], f[1][featMargin], f[0][featCentred], tenfold, tenfold)
	}
}

func TestFewTextsAreEmbedded(t *testing.T) {
	long := transcribe.Transcript{Text: strings.Repeat("мы подняли реплики, потом добавили кеш и посмотрели на графики. ", 200)}
	if n := len(Windows(questionOf("Что делать?", "Оптимизация запросов"), long)); n == 0 || n > maxPassages {
		t.Errorf("%d windows of two thousand words, want 1 to %d", n, maxPassages)
	}
	said := transcribe.Transcript{Text: "Добавили кеш."}
	if got := Windows(questionOf("Что делать?", "Кеш"), said); len(got) != 0 {
		t.Errorf("windows %q though words settle the only point", got)
	}
}

// Whoever embeds the windows of an answer while it is given has few left at its
// end, wherever that is: those of the last piece, and not all anew when the answer
// has become so long that its windows are longer.
func TestWindowsCanBeEmbeddedEarly(t *testing.T) {
	q := questionOf("Что делать?", "Оптимизация запросов")
	letters := []rune("бвгджзклмнпрстфхцчшщ")
	r := rand.New(rand.NewPCG(1, 2))
	piece := func() string { // of 20 words
		var words []string
		for range 20 {
			words = append(words, string([]rune{letters[r.IntN(20)], 'а', letters[r.IntN(20)], 'о', letters[r.IntN(20)]}))
		}
		return strings.Join(words[:6], " ") + ", " + strings.Join(words[6:13], " ") + ". " + strings.Join(words[13:], " ") + ". "
	}
	early := map[string]bool{}
	said := ""
	for range 30 {
		for _, text := range Early(q, transcribe.Transcript{Text: said}) {
			early[text] = true
		}
		said += piece()
		left := 0
		for _, text := range Windows(q, transcribe.Transcript{Text: said}) {
			if !early[text] {
				left++
			}
		}
		if left > 6 {
			t.Errorf("%d windows are left after %d words", left, len(strings.Fields(said)))
		}
	}
}

func TestWeightsAreReadAsTheyAreWritten(t *testing.T) {
	sets := Shipped()
	sets.Vectors = sets.Words
	read, err := ReadWeights(sets.String())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sets, read); diff != "" {
		t.Errorf("weights (-written +read):\n%s", diff)
	}
	for _, wrong := range []string{"cover 1 2 3", "[words]\ncover 1 2", "[words]\nkover 1 2 3", "[words]\ncover 1 NaN 3", "[words]\ncover one 2 3", ""} {
		if _, err := ReadWeights(wrong); err == nil {
			t.Errorf("ReadWeights(%q) has no error", wrong)
		}
	}
}
