package labelled

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"

	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

type gradedQuestion struct {
	Text       string   `xml:"questionText"`
	References []string `xml:"referenceAnswers>referenceAnswer"`
	Answers    []struct {
		Text     string `xml:",chardata"`
		Accuracy string `xml:"accuracy,attr"`
	} `xml:"studentAnswers>studentAnswer"`
}

// gradeFolds is into how many parts the questions of SciEntsBank fall.
const gradeFolds = 10

// SciEnts returns the macro-F1 over correct and incorrect of a logistic model of
// the scorer's features on the school answers in dir, each part of the
// questions judged by a model that was fitted on the others.
func SciEnts(dir string, w *score.Weights) (float64, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.xml"))
	if err != nil || len(paths) == 0 {
		return 0, fmt.Errorf("no graded answers in %s", dir)
	}
	parts := make([]logistic, gradeFolds)
	for i, path := range paths {
		if err := grade(path, w, &parts[i%gradeFolds]); err != nil {
			return 0, err
		}
	}
	var right, wrong [2]float64 // by what is correct; what was said of the other
	for held := range parts {
		rest := logistic{penalty: penalty}
		for k := range parts {
			if k != held {
				rest.rows, rest.yes = append(rest.rows, parts[k].rows...), append(rest.yes, parts[k].yes...)
			}
		}
		weights := rest.fit(make([]float64, len(parts[held].rows[0])))
		for r, row := range parts[held].rows {
			is := int(parts[held].yes[r])
			if rest.chance(weights, row) >= 0.5 == (is == 1) {
				right[is]++
				continue
			}
			wrong[is]++
		}
	}
	f1 := func(k int) float64 { return 2 * right[k] / (2*right[k] + wrong[k] + wrong[1-k]) }
	return (f1(0) + f1(1)) / 2, nil
}

// grade adds the answers of the file at path to l, each measured against the
// reference that it comes nearest to.
func grade(path string, w *score.Weights, l *logistic) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var g gradedQuestion
	if err := xml.Unmarshal(data, &g); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for _, a := range g.Answers {
		var best []float64
		most := -1.0
		for _, reference := range g.References {
			q := prompts.Question{Text: g.Text, Points: []prompts.Point{{Text: reference}}}
			f := score.Measure(q, transcribe.Transcript{Text: a.Text}, nil)[0]
			if c := w.Chances(f); c.Covered+c.Partial/2 > most {
				best, most = f, c.Covered+c.Partial/2
			}
		}
		l.add(append(append([]float64{most}, best...), 1), a.Accuracy == "correct")
	}
	return nil
}
