package score

import (
	"math"
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
	q := questionOf("q", "first", "second")
	answer := transcribe.Transcript{Text: "alpha beta. gamma delta."}
	vectors := map[string][]float32{"first": {1, 0}, "second": {0, 1}, "alpha beta": {1, 0}, "gamma delta": {0, 1}}
	for _, w := range Windows(q, answer) {
		if vectors[w] == nil {
			vectors[w] = []float32{1, 1}
		}
	}
	f := Measure(q, answer, func(text string) []float32 { return vectors[text] })
	if f[0][featCosine] != 1 || f[0][featMargin] != 1 || f[1][featCosine] != 1 {
		t.Errorf("cosine %v, %v and margin %v, want 1", f[0][featCosine], f[1][featCosine], f[0][featMargin])
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
