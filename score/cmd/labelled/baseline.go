package labelled

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rehearse/score"
	"rehearse/transcribe"
)

// OverlapExamples measure nothing but the share of a point's words that the
// answer has: what every reading aid without a model of the claim does.
func OverlapExamples(answers []*Answer) []Example {
	return plainExamples(answers, func(a *Answer, point string) (float64, float64) { return overlap(point, a.Text), 0 })
}

// CosineExamples measure nothing but embeddings: the greatest cosine of a point
// with a window of the answer, and by how much it is greater there than that of
// the best other point.
func CosineExamples(answers []*Answer, v score.Vectors) []Example {
	return plainExamples(answers, func(a *Answer, point string) (float64, float64) {
		best, rival := 0.0, 0.0
		for _, w := range score.Windows(a.Question, transcribe.Transcript{Text: a.Text}) {
			if near := dot(v(point), v(w)); near > best {
				best, rival = near, rivalIn(a, point, v, v(w))
			}
		}
		return 10 * (best - 0.8), 10 * (best - rival) // cosines of this model stand close together
	})
}

// rivalIn returns the greatest cosine of another point than this with a window.
func rivalIn(a *Answer, point string, v score.Vectors, window []float32) float64 {
	best := 0.0
	for _, p := range a.Question.Points {
		if p.Text != point {
			best = max(best, dot(v(p.Text), window))
		}
	}
	if best == 0 {
		return dot(v(point), window)
	}
	return best
}

// plainExamples put two measures in the place of all; mass is there only so
// that something counts as heard.
func plainExamples(answers []*Answer, measure func(a *Answer, point string) (whole, apart float64)) []Example {
	names := score.FeatureNames()
	cover, mass, margin := slices.Index(names, "cover"), slices.Index(names, "mass"), slices.Index(names, "margin")
	var examples []Example
	for _, a := range answers {
		for _, l := range a.Labels {
			f := make([]float64, len(names))
			f[mass] = 1
			f[cover], f[margin] = measure(a, a.Question.Points[l.Point].Text)
			examples = append(examples, Example{a, a.Question.Points[l.Point], l.Verdict, f})
		}
	}
	return examples
}

// stemLetters is where words are cut: a stem, roughly, in both languages.
const stemLetters = 5

func overlap(point, answer string) float64 {
	said := cutWords(answer)
	want := cutWords(point)
	n := 0
	for _, w := range want {
		if slices.Contains(said, w) {
			n++
		}
	}
	return float64(n) / float64(max(1, len(want)))
}

// cutWords returns the beginnings of the words of text that have three letters
// at least.
func cutWords(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var cut []string
	for _, w := range words {
		if utf8.RuneCountInString(w) >= 3 {
			letters := []rune(w)
			cut = append(cut, string(letters[:min(stemLetters, len(letters))]))
		}
	}
	return cut
}

func dot(a, b []float32) float64 {
	sum := 0.0
	for i := range min(len(a), len(b)) {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
