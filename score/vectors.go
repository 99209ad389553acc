package score

import "math"

// Vectors gives the embedding of a text that Windows returned, as a passage,
// or of the text of a point, as a query; nil where it has none.
type Vectors func(text string) []float32

// measureVectors fills in what embeddings show of all points. A window that v
// does not know is left out.
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
		f[featCosine] = best
		f[featCentred] = best - meanOf(near, i)
		f[featMargin] = best - rival(points, near[at], i)
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
	for _, w := range a.windows {
		if w.last-w.first >= windowClauses {
			continue
		}
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
