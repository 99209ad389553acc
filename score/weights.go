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

// WeightSets are the weights for answers without embeddings and with them.
type WeightSets struct {
	Words   *Weights
	Vectors *Weights // nil while none are fitted: Words serve then
}

// fitting returns the weights for an evaluation with v.
func (s WeightSets) fitting(v Vectors) *Weights {
	if v != nil && s.Vectors != nil {
		return s.Vectors
	}
	return s.Words
}

// Shipped returns the weights of weights.txt. They are shared: copy before a
// change.
func Shipped() WeightSets { return shippedWeights() }

var shippedWeights = sync.OnceValue(func() WeightSets {
	sets, err := ReadWeights(weightsText)
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	return sets
})

// The sections of a weights file.
const (
	sectionWords   = "[words]"
	sectionVectors = "[vectors]"
)

// ReadWeights reads the text of a weights file.
func ReadWeights(text string) (WeightSets, error) {
	var sets WeightSets
	var w *Weights
	for line := range tableLines(text) {
		switch line {
		case sectionWords:
			w = &Weights{}
			sets.Words = w
			continue
		case sectionVectors:
			w = &Weights{}
			sets.Vectors = w
			continue
		}
		if w == nil {
			return WeightSets{}, fmt.Errorf("read weights: line %q stands before %s", line, sectionWords)
		}
		if err := w.readLine(line); err != nil {
			return WeightSets{}, fmt.Errorf("read weights: line %q: %w", line, err)
		}
	}
	if sets.Words == nil {
		return WeightSets{}, fmt.Errorf("read weights: no section %s", sectionWords)
	}
	return sets, nil
}

func (w *Weights) readLine(line string) error {
	fields := strings.Fields(line)
	values, err := parseFloats(fields[1:])
	if err != nil {
		return err
	}
	scalars := map[string]*float64{"sure-from": &w.Sure, "cover-from": &w.CoverFrom}
	for i, name := range trustNames {
		scalars[name] = &w.Right.Weights[i]
	}
	if scalar, ok := scalars[fields[0]]; ok && len(values) == 1 {
		*scalar = values[0]
		return nil
	}
	if !w.set(fields[0], values) {
		return fmt.Errorf("neither a feature with three weights nor a threshold")
	}
	return nil
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

// String writes s as ReadWeights reads it.
func (s WeightSets) String() string {
	text := sectionWords + "\n" + s.Words.String()
	if s.Vectors != nil {
		text += sectionVectors + "\n" + s.Vectors.String()
	}
	return text
}

// String writes w as a section of a weights file.
func (w *Weights) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "sure-from %.3f\ncover-from %.3f\n", w.Sure, w.CoverFrom)
	for i, name := range trustNames {
		fmt.Fprintf(&b, "%-19s %8.3f\n", name, w.Right.Weights[i])
	}
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
