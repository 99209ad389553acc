// Command agreement compares the scorer's verdicts with labelled answers:
//
//	go run ./score/cmd/agreement
//
// In-sample figures are those of the shipped weights, which were fitted on
// these answers; held-out ones judge each question by weights that were fitted
// without it.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"rehearse/score"
	"rehearse/score/cmd/labelled"
)

type options struct {
	bank    string
	sources []labelled.Source
	errors  int
	dump    string
	quick   bool

	inSample bool
	vectors  string
}

func main() {
	if err := run(os.Args[1:], os.Getenv, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "agreement:", err)
		os.Exit(1)
	}
}

func parse(args []string, env func(string) string) (options, error) {
	var o options
	flags := flag.NewFlagSet("agreement", flag.ContinueOnError)
	flags.StringVar(&o.bank, "bank", "", "the bank that the SETS answer; without one, all that weights are fitted on")
	flags.IntVar(&o.errors, "errors", 20, "print that many of the most confident errors")
	flags.StringVar(&o.dump, "dump", "", "write held-out predictions to FILE, as score --batch prints them")
	flags.BoolVar(&o.quick, "quick", false, "leave out intervals and tables")
	flags.StringVar(&o.vectors, "vectors", "", "judge with embeddings: FILE as for fit")
	flags.BoolVar(&o.inSample, "in-sample", false, "print the errors of the shipped weights")
	err := flags.Parse(args)
	o.sources = labelled.Sources(env, ".")
	if o.bank != "" {
		o.sources = []labelled.Source{{Bank: o.bank, Sets: flags.Args()}}
	}
	return o, err
}

func run(args []string, env func(string) string, out io.Writer) error {
	o, err := parse(args, env)
	if err != nil {
		return err
	}
	answers, err := labelled.ReadSources(o.sources)
	if err != nil {
		return err
	}
	shipped, vectors := score.Shipped().Words, score.Vectors(nil)
	if o.vectors != "" {
		if vectors, err = labelled.ReadVectors(o.vectors); err != nil {
			return err
		}
		shipped = score.Shipped().Vectors
	}
	if shipped == nil {
		return errors.New("no weights are fitted for vectors: go run ./score/cmd/fit -vectors FILE")
	}
	examples := labelled.Examples(answers, vectors)
	inSample := labelled.Judge(shipped, examples)
	heldOut := labelled.HeldOut(examples, *shipped, labelled.ByQuestion)
	fmt.Fprintln(out, "IN SAMPLE")
	printBy(out, inSample, func(j labelled.Judged) string { return j.Answer.Set })
	fmt.Fprintln(out, "HELD OUT")
	printBy(out, heldOut, func(j labelled.Judged) string { return j.Answer.Set })
	if len(o.sources) > 1 {
		fmt.Fprintln(out, "HELD OUT BY BANK")
		printBy(out, labelled.HeldOut(examples, *shipped, labelled.ByBank), func(j labelled.Judged) string { return j.Answer.Set })
	}
	if !o.quick {
		printDetails(out, heldOut)
	}
	errorsOf := heldOut
	if o.inSample {
		errorsOf = inSample
	}
	printErrors(out, errorsOf, o.errors)
	if o.dump == "" {
		return nil
	}
	return dump(o.dump, heldOut)
}

func printBy(out io.Writer, judged []labelled.Judged, name func(labelled.Judged) string) {
	parts := map[string][]labelled.Judged{}
	var names []string
	for _, j := range judged {
		n := name(j)
		if parts[n] == nil {
			names = append(names, n)
		}
		parts[n] = append(parts[n], j)
	}
	for _, n := range names {
		fmt.Fprintf(out, "%-34.34s %s\n", n, labelled.Compare(parts[n]))
	}
}

// printDetails prints intervals and confusions by set, then the figures by
// style, question and answer.
func printDetails(out io.Writer, judged []labelled.Judged) {
	chance := rand.New(rand.NewPCG(1, 2))
	for _, set := range setsOf(judged) {
		part := slices.DeleteFunc(slices.Clone(judged), func(j labelled.Judged) bool { return j.Answer.Set != set })
		for _, figure := range []struct {
			name string
			of   func(labelled.Figures) float64
		}{
			{"accuracy", func(f labelled.Figures) float64 { return f.Accuracy }},
			{"kappa", func(f labelled.Figures) float64 { return f.Kappa }},
			{"macro-F1", func(f labelled.Figures) float64 { return f.MacroF1 }},
			{"coverage error", func(f labelled.Figures) float64 { return f.CoverageError }},
			{"false cover", func(f labelled.Figures) float64 { return f.FalseCover }},
		} {
			low, high := labelled.Interval(part, figure.of, chance)
			fmt.Fprintf(out, "%s %s %.3f, 95 %% of resamples of answers in %.3f–%.3f\n", set, figure.name, figure.of(labelled.Compare(part)), low, high)
		}
		fmt.Fprintln(out, labelled.Compare(part).Table())
	}
	fmt.Fprintln(out, "BY STYLE")
	printBy(out, judged, func(j labelled.Judged) string { return j.Answer.Set + " " + j.Answer.Style })
	fmt.Fprintln(out, "BY QUESTION")
	printBy(out, judged, func(j labelled.Judged) string { return j.Answer.Question.Text })
	fmt.Fprintln(out, "BY ANSWER")
	printBy(out, judged, func(j labelled.Judged) string { return j.Answer.ID })
}

func setsOf(judged []labelled.Judged) []string {
	var sets []string
	for _, j := range judged {
		if !slices.Contains(sets, j.Answer.Set) {
			sets = append(sets, j.Answer.Set)
		}
	}
	return sets
}

// printErrors prints the n errors with the greatest probability, with what was
// measured of them.
func printErrors(out io.Writer, judged []labelled.Judged, n int) {
	wrong := slices.DeleteFunc(slices.Clone(judged), func(j labelled.Judged) bool { return j.Guess == j.Verdict })
	slices.SortStableFunc(wrong, func(a, b labelled.Judged) int {
		if a.Probability > b.Probability {
			return -1
		}
		return 1
	})
	fmt.Fprintln(out, "MOST CONFIDENT ERRORS")
	for _, j := range wrong[:min(n, len(wrong))] {
		fmt.Fprintf(out, "%s %s taken for %s (%.2f): %s\n   heard: %s\n   %s\n", j.Answer.ID, j.Verdict, j.Guess, j.Probability, j.Point.Text,
			labelled.Heard(j), measures(j.Features))
	}
}

func measures(values []float64) string {
	var parts []string
	for i, name := range score.FeatureNames() {
		if values[i] != 0 {
			parts = append(parts, fmt.Sprintf("%s %.2f", name, values[i]))
		}
	}
	return strings.Join(parts, ", ")
}

type line struct {
	ID       string  `json:"id"`
	Coverage float64 `json:"coverage"`
	Points   []point `json:"points"`
}

type point struct {
	Text        string        `json:"text"`
	Verdict     score.Verdict `json:"verdict"`
	Sure        bool          `json:"sure"`
	Probability float64       `json:"probability"`
}

func dump(path string, judged []labelled.Judged) error {
	var lines []*line
	at := map[string]*line{}
	for _, j := range judged {
		l := at[j.Answer.ID]
		if l == nil {
			l = &line{ID: j.Answer.ID}
			at[j.Answer.ID] = l
			lines = append(lines, l)
		}
		l.Coverage += j.Guess.Credit()
		l.Points = append(l.Points, point{j.Point.Text, j.Guess, j.Sure, j.Probability})
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	for _, l := range lines {
		l.Coverage /= float64(len(l.Points))
		if err := enc.Encode(l); err != nil {
			return err
		}
	}
	return f.Close()
}
