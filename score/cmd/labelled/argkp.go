package labelled

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// ArgKP returns the mean average precision of w on the development part of
// ArgKP-2021 in dir, as its shared task counts it: each argument is given its
// likeliest key point, the surer half of them is ranked; pairs that nobody
// labelled are wrong in the strict figure and right in the relaxed one. Nothing
// is fitted on it.
func ArgKP(dir string, w *score.Weights) (strict, relaxed float64, err error) {
	arguments, err := readCSV(filepath.Join(dir, "arguments_dev.csv"))
	if err != nil {
		return 0, 0, err
	}
	keys, err := readCSV(filepath.Join(dir, "key_points_dev.csv"))
	if err != nil {
		return 0, 0, err
	}
	labels, err := readCSV(filepath.Join(dir, "labels_dev.csv"))
	if err != nil {
		return 0, 0, err
	}
	label := map[[2]string]string{}
	for _, l := range labels {
		label[[2]string{l[0], l[1]}] = l[2]
	}
	debates := map[[2]string]prompts.Question{}
	for _, k := range keys {
		about := [2]string{k[2], k[3]}
		q := debates[about]
		q.Text = k[2]
		q.Points = append(q.Points, prompts.Point{ID: k[0], Text: k[1]})
		debates[about] = q
	}
	for about, q := range debates {
		matched := likeliest(q, argumentsOf(arguments, about), w)
		strict += averagePrecision(matched, label, "") / float64(len(debates))
		relaxed += averagePrecision(matched, label, "1") / float64(len(debates))
	}
	return strict, relaxed, nil
}

func readCSV(path string) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the key points: %w", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return rows[1:], nil
}

func argumentsOf(rows [][]string, about [2]string) [][]string {
	return slices.DeleteFunc(slices.Clone(rows), func(row []string) bool { return row[2] != about[0] || row[3] != about[1] })
}

// A matching is an argument with its likeliest key point.
type matching struct {
	pair [2]string
	p    float64
}

// likeliest returns the surer half of the matchings, surest first.
func likeliest(q prompts.Question, arguments [][]string, w *score.Weights) []matching {
	var all []matching
	for _, row := range arguments {
		best := matching{p: -1}
		for i, f := range score.Measure(q, transcribe.Transcript{Text: row[1]}, nil) {
			c := w.Chances(f)
			if p := c.Covered + c.Partial; p > best.p {
				best = matching{[2]string{row[0], q.Points[i].ID}, p}
			}
		}
		all = append(all, best)
	}
	slices.SortStableFunc(all, func(a, b matching) int {
		if a.p > b.p {
			return -1
		}
		return 1
	})
	return all[:len(all)/2]
}

// averagePrecision counts pairs without a label as unknown says.
func averagePrecision(matched []matching, label map[[2]string]string, unknown string) float64 {
	right, sum := 0.0, 0.0
	for i, m := range matched {
		said, known := label[m.pair]
		if !known {
			said = unknown
		}
		if said == "1" {
			right++
			sum += right / float64(i+1)
		}
	}
	return sum / max(1, right)
}
