package main

import (
	"strings"
	"testing"
)

// A table that was printed is what later runs are compared with.
func TestCompare(t *testing.T) {
	recorded := []row{
		{what: "start: `--version`", against: "bare", ratios: []float64{2, 1, 3}, most: 1.5},
		{what: "throughput", against: "one", ratios: []float64{1.8}, least: 1.7},
	}
	table := "Text around it.\n\n" + heading + recorded[0].String() + "\n" + recorded[1].String() + "\n"
	for _, c := range []struct {
		what  string
		ratio float64
		worse bool
	}{
		{"start: `--version`", 2.9, false}, // worse than the bar, but no worse than it was
		{"start: `--version`", 3.1, true},
		{"throughput", 1.3, false},
		{"throughput", 1.1, true},
		{"something new", 100, false},
	} {
		r := row{what: c.what, ratios: []float64{c.ratio}}
		if c.what == "throughput" {
			r.least = 1.7
		}
		worse := compare([]row{r}, table)
		if (len(worse) > 0) != c.worse {
			t.Errorf("%s of %v: %s", c.what, c.ratio, strings.Join(worse, "; "))
		}
	}
}

func TestQuantile(t *testing.T) {
	for share, want := range map[float64]float64{0: 1, 0.25: 2, 0.5: 3, 0.75: 4, 1: 5} {
		if got := quantile([]float64{5, 3, 1, 2, 4}, share); got != want {
			t.Errorf("%v of it is %v, want %v", share, got, want)
		}
	}
}
