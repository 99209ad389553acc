package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A row is one line of the table: a figure and what it is measured against.
type row struct {
	what, against string
	ratios        []float64 // of each pair of measurements
	most, least   float64   // the bar: at most, or at least; 0 is none
	absolute      string    // times and counts of this machine
}

const heading = "| what | against | ratio: median (quartiles) | bar | met | on this machine |\n| --- | --- | --- | --- | --- | --- |\n"

// tolerated is how much worse than the recorded one a ratio may be: less than
// that is the noise of a busy machine.
const tolerated = 1.5

func (r row) median() float64 { return quantile(r.ratios, 0.5) }

func (r row) String() string {
	bar, met := "–", "–"
	switch {
	case r.most > 0:
		bar, met = "≤ "+number(r.most), answer(r.median() <= r.most)
	case r.least > 0:
		bar, met = "≥ "+number(r.least), answer(r.median() >= r.least)
	}
	return fmt.Sprintf("| %s | %s | %.3f (%.3f–%.3f) | %s | %s | %s |",
		r.what, r.against, r.median(), quantile(r.ratios, 0.25), quantile(r.ratios, 0.75), bar, met, r.absolute)
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func answer(met bool) string {
	if met {
		return "yes"
	}
	return "**no**"
}

// quantile returns the value below which a share of values lies.
func quantile(values []float64, share float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[int(share*float64(len(sorted)-1)+0.5)]
}

// compare returns the rows that are worse than a table tells, which was printed
// by an earlier run. Rows that the table does not have pass.
func compare(rows []row, table string) []string {
	recorded := map[string]float64{}
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) < 5 {
			continue
		}
		value, err := strconv.ParseFloat(strings.TrimSpace(strings.SplitN(strings.TrimSpace(cells[3]), " ", 2)[0]), 64)
		if err == nil && value > 0 {
			recorded[strings.TrimSpace(cells[1])] = value
		}
	}
	var worse []string
	for _, r := range rows {
		was, known := recorded[r.what]
		now := r.median()
		if known && ((r.least > 0 && now < was/tolerated) || (r.least == 0 && now > was*tolerated)) {
			worse = append(worse, fmt.Sprintf("%s: %.3f, recorded %.3f", r.what, now, was))
		}
	}
	return worse
}
