package score

import (
	"math"
	"slices"

	"rehearse/prompts"
	"rehearse/transcribe"
)

// Vectors gives the embedding of a text that Windows returned, as a passage,
// or of the text of a point, as a query; nil where it has none.
type Vectors func(text string) []float32

// maxPassages bounds the texts of one answer that are embedded: at 15 to 29 ms
// each on two cores, scoring stays under 2.5 s.
const maxPassages = 48

// passageWords is how many words a passage has at least, where the answer has
// that many: fewer claim nothing.
const passageWords = 8

// settled is the share of a point from which its words leave nothing open.
const settled = 0.95

// Windows returns the texts whose embeddings Evaluate asks v for, beside the
// texts of the points; none where words settle every point, 48 at most.
func Windows(q prompts.Question, t transcribe.Transcript) []string {
	points := examine(q, t, nil)
	open := slices.ContainsFunc(points, func(j judged) bool { return j.features[featFacets] < settled })
	if !open {
		return nil
	}
	a := points[0].answer
	return a.textsOf(a.passages())
}

// textsOf returns the texts of windows, each once.
func (a *answer) textsOf(windows []window) []string {
	var texts []string
	seen := make(map[string]bool)
	for _, w := range windows {
		if text := a.windowText(w); !seen[text] {
			seen[text] = true
			texts = append(texts, text)
		}
	}
	return texts
}

// Early returns texts that Windows is likely to return of an answer to q that
// begins with t, while it is still being given: whoever embeds them then has
// little left to embed at its end. A longer answer has longer windows, so near
// the change both are returned.
func Early(q prompts.Question, t transcribe.Transcript) []string {
	points := examine(q, t, nil)
	if len(points) == 0 {
		return nil
	}
	a := points[0].answer
	found := a.passages()
	if n := len(found); n > maxPassages/2 {
		found = append(found, a.passagesWithin(n-1)...)
	}
	return a.textsOf(found)
}

func (a *answer) windowText(w window) string {
	return a.span(a.clauses[w.first].first, a.clauses[w.last].last)
}

// passages are the windows that are embedded: runs of clauses that overlap by
// half, longer ones in long answers.
func (a *answer) passages() []window { return a.passagesWithin(maxPassages) }

// passagesWithin returns the shortest windows of which there are no more than
// most, which is at least 1.
func (a *answer) passagesWithin(most int) []window {
	for words := passageWords; ; words += passageWords / 2 {
		if found := a.passagesOf(words); len(found) <= most {
			return found
		}
	}
}

func (a *answer) passagesOf(words int) []window {
	var found []window
	for first := 0; first < len(a.clauses); {
		last, next := first, first+1
		for last+1 < len(a.clauses) && a.wordsIn(first, last) < words {
			last++
		}
		for next < last && a.wordsIn(first, next-1) < words/2 {
			next++
		}
		found = append(found, window{first, last})
		if last == len(a.clauses)-1 {
			break
		}
		first = next
	}
	return found
}

func (a *answer) wordsIn(first, last int) int {
	return a.clauses[last].last - a.clauses[first].first + 1
}

// tenfold brings differences of cosines, which are small, to the size of the
// other features.
const tenfold = 10

// measureVectors fills in what embeddings show of all points. The cosine alone
// hears the topic and differs from model to
// model; what is measured is by how much it stands out. A window that v does
// not know is left out.
func measureVectors(points []judged, v Vectors) {
	if v == nil || len(points) == 0 {
		return
	}
	near := points[0].answer.similarities(points, v)
	for i := range points {
		best, at := -1.0, -1
		for w := range near {
			if near[w][i] > best {
				best, at = near[w][i], w
			}
		}
		if at < 0 {
			continue
		}
		f := &points[i].features
		f[featCentred] = tenfold * (best - meanOf(near, i))
		f[featMargin] = tenfold * (best - rival(points, near[at], i))
	}
}

// similarities returns the cosine of each window that has a vector with each
// point.
func (a *answer) similarities(points []judged, v Vectors) [][]float64 {
	queries := make([][]float32, len(points))
	for i := range points {
		queries[i] = v(points[i].claim.text)
	}
	var near [][]float64
	for _, w := range a.passages() {
		passage := v(a.windowText(w))
		if len(passage) == 0 {
			continue
		}
		row := make([]float64, len(points))
		for i := range points {
			row[i] = cosine(queries[i], passage)
		}
		near = append(near, row)
	}
	return near
}

func meanOf(near [][]float64, i int) float64 {
	sum := 0.0
	for _, row := range near {
		sum += row[i]
	}
	return sum / float64(len(near))
}

// rival returns the similarity of the best other point in a window; with no
// other point, that of point i.
func rival(points []judged, row []float64, i int) float64 {
	best, found := 0.0, false
	for k := range points {
		if k != i && points[k].claim.text != points[i].claim.text && (!found || row[k] > best) {
			best, found = row[k], true
		}
	}
	if !found {
		return row[i]
	}
	return best
}

// cosine returns the cosine of a and b, 0 where they have no common length.
func cosine(a, b []float32) float64 {
	if len(a) != len(b) || len(a) == 0 {
		return 0
	}
	dot, aa, bb := 0.0, 0.0, 0.0
	for i := range a {
		x, y := float64(a[i]), float64(b[i])
		dot += x * y
		aa += x * x
		bb += y * y
	}
	if c := dot / math.Sqrt(aa*bb); !math.IsNaN(c) && !math.IsInf(c, 0) {
		return c
	}
	return 0
}
