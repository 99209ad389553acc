package score

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed weights.txt
var weightsText string

// Weights turn features into probabilities by three weighted sums: was the
// point made at all, was it made in full, is it contradicted.
// `go run ./score/cmd/fit` writes them.
type Weights struct {
	Said, Full, Against Sum
	Sure                float64 // probability from which a verdict is sure
	CoverFrom           float64 // probability that covered must have to be said
}

// A Sum is a bias and a weight for each feature.
type Sum struct {
	Bias    float64
	Weights [featureCount]float64
}

// Of returns the probability that the sum over features f stands for.
func (s *Sum) Of(f []float64) float64 {
	sum := s.Bias
	for i, v := range f {
		sum += s.Weights[i] * v
	}
	return 1 / (1 + math.Exp(-sum))
}

// Chances are the probabilities of the verdicts; they sum to 1.
type Chances struct{ Covered, Partial, Missed, Contradicted float64 }

// Chances returns the probabilities for features f.
func (w *Weights) Chances(f []float64) Chances {
	said, full, against := w.Said.Of(f), w.Full.Of(f), w.Against.Of(f)
	c := Chances{
		Covered:      (1 - against) * said * full,
		Partial:      (1 - against) * said * (1 - full),
		Missed:       (1 - against) * (1 - said),
		Contradicted: against,
	}
	c.gate(f)
	return c
}

// gateFrom is the share of a match that must be denied, or of a point's numbers
// that must be others, for the point to be never covered.
const gateFrom = 0.5

// gate takes covered away where the claim is denied or its number is another:
// the same words do not make it then. With another number the words that were
// expected were said, so missed is less likely too.
func (c *Chances) gate(f []float64) {
	denied, conflict := f[featDenied] >= gateFrom, f[featConflict] >= gateFrom
	if denied || conflict {
		c.Contradicted += c.Covered
		c.Covered = 0
	}
	if conflict {
		c.Contradicted += c.Missed / 2
		c.Missed /= 2
	}
}

// Verdict returns the likeliest verdict and its probability. Praise for what
// was not said is the worst mistake: covered must reach CoverFrom.
func (w *Weights) Verdict(c Chances) (Verdict, float64) {
	verdict, best := Missed, c.Missed
	if c.Contradicted > best {
		verdict, best = Contradicted, c.Contradicted
	}
	if c.Partial > best {
		verdict, best = Partial, c.Partial
	}
	if c.Covered > best && c.Covered >= w.CoverFrom {
		verdict, best = Covered, c.Covered
	}
	return verdict, best
}

// shippedWeights are those of weights.txt.
var shippedWeights = sync.OnceValue(func() *Weights {
	w, err := ReadWeights(weightsText)
	if err != nil {
		panic(err) // the file is part of the program: a test reads it
	}
	return w
})

// Shipped returns a copy of the weights that Evaluate uses.
func Shipped() *Weights {
	w := *shippedWeights()
	return &w
}

// ReadWeights reads the text of a weights file.
func ReadWeights(text string) (*Weights, error) {
	w := &Weights{}
	scalars := map[string]*float64{"sure-from": &w.Sure, "cover-from": &w.CoverFrom}
	for line := range tableLines(text) {
		fields := strings.Fields(line)
		values, err := parseFloats(fields[1:])
		if err != nil {
			return nil, fmt.Errorf("read weights: line %q: %w", line, err)
		}
		if scalar, ok := scalars[fields[0]]; ok && len(values) == 1 {
			*scalar = values[0]
			continue
		}
		if !w.set(fields[0], values) {
			return nil, fmt.Errorf("read weights: line %q: neither a feature with three weights nor a threshold", line)
		}
	}
	return w, nil
}

func (w *Weights) set(name string, values []float64) bool {
	if len(values) != 3 {
		return false
	}
	for i, sum := range [...]*Sum{&w.Said, &w.Full, &w.Against} {
		at := slices.Index(featureNames[:], name)
		switch {
		case name == "bias":
			sum.Bias = values[i]
		case at < 0:
			return false
		default:
			sum.Weights[at] = values[i]
		}
	}
	return true
}

// String writes w as ReadWeights reads it.
func (w *Weights) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "sure-from %.3f\ncover-from %.3f\n", w.Sure, w.CoverFrom)
	fmt.Fprintf(&b, "%-16s %8.3f %8.3f %8.3f\n", "bias", w.Said.Bias, w.Full.Bias, w.Against.Bias)
	for i, name := range featureNames {
		fmt.Fprintf(&b, "%-16s %8.3f %8.3f %8.3f\n", name, w.Said.Weights[i], w.Full.Weights[i], w.Against.Weights[i])
	}
	return b.String()
}

func parseFloats(fields []string) ([]float64, error) {
	values := make([]float64, len(fields))
	for i, field := range fields {
		value, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return nil, err
		}
		if math.IsNaN(value) || math.IsInf(value, 0) {
			return nil, fmt.Errorf("%s is not finite", field)
		}
		values[i] = value
	}
	return values, nil
}
