package labelled

import "math"

// A logistic is what a logistic model is fitted on: rows of measures whose last
// is always 1, and whether each is a yes.
type logistic struct {
	rows    [][]float64
	yes     []float64
	penalty float64 // of the squared weights but the last, against the mean log likelihood
}

func (l *logistic) add(row []float64, yes bool) {
	l.rows = append(l.rows, row)
	if yes {
		l.yes = append(l.yes, 1)
		return
	}
	l.yes = append(l.yes, 0)
}

// steps are enough for Newton's method to stand still.
const steps = 12

// fit returns the weights that make the rows likeliest, by Newton's method from
// weights.
func (l *logistic) fit(weights []float64) []float64 {
	for range steps {
		gradient, curvature := l.slope(weights)
		step := solve(curvature, gradient)
		moved := 0.0
		for i := range weights {
			weights[i] += step[i]
			moved = max(moved, math.Abs(step[i]))
		}
		if moved < 1e-6 {
			break
		}
	}
	return weights
}

// chance returns the probability that row is a yes.
func (l *logistic) chance(weights, row []float64) float64 {
	sum := 0.0
	for i, v := range row {
		sum += weights[i] * v
	}
	return 1 / (1 + math.Exp(-sum))
}

// slope returns the gradient and the negative second derivative of the
// penalised mean log likelihood.
func (l *logistic) slope(weights []float64) (gradient []float64, curvature [][]float64) {
	n := len(weights)
	gradient, curvature = make([]float64, n), make([][]float64, n)
	for i := range curvature {
		curvature[i] = make([]float64, n)
	}
	scale := 1 / float64(max(1, len(l.rows)))
	for r, row := range l.rows {
		p := l.chance(weights, row)
		off, spread := (l.yes[r]-p)*scale, max(p*(1-p), 1e-4)*scale
		for i, v := range row {
			if v == 0 {
				continue
			}
			gradient[i] += off * v
			for k := range i + 1 {
				curvature[i][k] += spread * v * row[k]
			}
		}
	}
	for i := range n {
		for k := range i {
			curvature[k][i] = curvature[i][k]
		}
		if i < n-1 {
			gradient[i] -= l.penalty * weights[i]
			curvature[i][i] += l.penalty
			continue
		}
		curvature[i][i] += 1e-9
	}
	return gradient, curvature
}

// solve returns x of a·x = b by elimination; a is positive definite, and both
// are used up.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		if a[i][i] == 0 {
			a[i][i] = 1 // a measure that no row has
		}
		for r := i + 1; r < n; r++ {
			by := a[r][i] / a[i][i]
			for c := i; by != 0 && c < n; c++ {
				a[r][c] -= by * a[i][c]
			}
			b[r] -= by * b[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for c := i + 1; c < n; c++ {
			b[i] -= a[i][c] * b[c]
		}
		b[i] /= a[i][i]
	}
	return b
}
