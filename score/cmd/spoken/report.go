package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"path/filepath"
	"text/tabwriter"
)

// report prints the figures of a set, a figure a line, each with its interval
// and what it counts.
func report(out io.Writer, path string, heard []outcome, show bool) {
	fmt.Fprintf(out, "%s: %d answers\n", filepath.Base(path), len(heard))
	if len(heard) == 0 {
		return
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprint(table, "\tn")
	for _, name := range wayNames {
		fmt.Fprint(table, "\t", name)
	}
	fmt.Fprintln(table)
	for _, f := range figures {
		fmt.Fprintln(table, row(f, heard))
	}
	table.Flush()
	if show {
		for _, o := range heard {
			changes(out, o)
		}
	}
}

func row(f figure, heard []outcome) string {
	line := ""
	whole := 0.0
	for way := range wayCount {
		line += "\t"
		if way < f.from {
			continue
		}
		shares := make([]share, len(heard))
		for i, o := range heard {
			shares[i] = f.of(o, way)
		}
		sum := total(shares)
		whole = max(whole, sum.whole)
		line += cell(sum, shares)
	}
	return fmt.Sprintf("%s\t%.0f%s", f.name, whole, line)
}

func cell(sum share, shares []share) string {
	if math.IsNaN(sum.value()) {
		return "-"
	}
	// The same draws for all cells, so that two ways differ by the ways alone.
	low, high := interval(shares, rand.New(rand.NewPCG(1, 2)))
	return fmt.Sprintf("%.3f (%.3f to %.3f)", sum.value(), low, high)
}

// changes prints what was heard of o, if that changed a verdict.
func changes(out io.Writer, o outcome) {
	told := false
	for _, l := range o.answer.Labels {
		if o.verdict(plain, l) == o.verdict(perfect, l) && o.verdict(hinted, l) == o.verdict(perfect, l) {
			continue
		}
		if !told {
			told = true
			fmt.Fprintf(out, "\n%s  %s\n", o.answer.ID, o.answer.Question.Text)
			for way, name := range wayNames {
				fmt.Fprintf(out, "  %-13s %s\n", name, o.ways[way].text.Text)
			}
		}
		fmt.Fprintf(out, "  - %s\n    labelled %s", o.answer.Question.Points[l.Point].Text, l.Verdict)
		for way, name := range wayNames {
			fmt.Fprintf(out, ", %s %s", name, o.verdict(way, l))
		}
		fmt.Fprintln(out)
	}
}
