// Command coverage prints the tables of SCORING.md: how well the scorer agrees
// with people, beside what simpler means reach. scripts/bench coverage runs it.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"rehearse/score"
	"rehearse/score/cmd/labelled"
)

func main() {
	if err := run(os.Args[1:], os.Getenv, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "coverage:", err)
		os.Exit(1)
	}
}

func run(args []string, env func(string) string, out io.Writer) error {
	flags := flag.NewFlagSet("coverage", flag.ContinueOnError)
	path := flags.String("vectors", "", "FILE of the vectors command; without it the rows with embeddings are left out")
	if err := flags.Parse(args); err != nil {
		return err
	}
	answers, err := labelled.ReadSources(labelled.Sources(env, "."))
	if err != nil {
		return err
	}
	var vectors score.Vectors
	if *path != "" {
		if vectors, err = labelled.ReadVectors(*path); err != nil {
			return err
		}
	}
	printOurs(out, answers, vectors)
	return printPublic(out, filepath.Join(labelled.Folder(env, "."), "data", "public"))
}

func printOurs(out io.Writer, answers []*labelled.Answer, v score.Vectors) {
	sets := score.Shipped()
	fmt.Fprintf(out, "Held out by question.\n\n| | set | accuracy | kappa | macro-F1 | coverage error | false cover | sure | right when sure | calibration error |\n")
	fmt.Fprintln(out, "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
	row := func(name string, examples []labelled.Example, w *score.Weights, part func(*labelled.Answer) string) {
		printRows(out, name, labelled.HeldOut(examples, *w, part))
	}
	plain := &score.Weights{Sure: sets.Words.Sure} // the likeliest verdict: their best accuracy
	row("plain overlap", labelled.OverlapExamples(answers), plain, labelled.ByQuestion)
	if v != nil {
		row("embeddings alone", labelled.CosineExamples(answers, v), plain, labelled.ByQuestion)
	}
	words := labelled.Examples(answers, nil)
	row("ours", words, sets.Words, labelled.ByQuestion)
	if v != nil {
		row("ours with embeddings", labelled.Examples(answers, v), sets.Vectors, labelled.ByQuestion)
	}
	row("ours, fitted on the other banks", words, sets.Words, labelled.ByBank)
}

// printRows prints a row for each set and, where there are several, one for all.
func printRows(out io.Writer, name string, judged []labelled.Judged) {
	var sets []string
	for _, j := range judged {
		if !slices.Contains(sets, j.Answer.Set) {
			sets = append(sets, j.Answer.Set)
		}
	}
	for _, set := range append(sets, "all") {
		part := slices.DeleteFunc(slices.Clone(judged), func(j labelled.Judged) bool { return set != "all" && j.Answer.Set != set })
		f := labelled.Compare(part)
		fmt.Fprintf(out, "| %s | %s | %.3f | %.3f | %.3f | %.3f | %.3f | %.2f | %.3f | %.3f |\n", name, set,
			f.Accuracy, f.Kappa, f.MacroF1, f.CoverageError, f.FalseCover, f.SureShare, f.SureAccuracy, f.Calibration)
	}
}

func printPublic(out io.Writer, data string) error {
	w := score.Shipped().Words
	strict, relaxed, err := labelled.ArgKP(filepath.Join(data, "argkp"), w)
	if err != nil {
		return err
	}
	f1, err := labelled.SciEnts(filepath.Join(data, "scientsbank", "sciEntsBank"), w)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\nPublic sets, English, without embeddings.\n\n| set | figure | |\n| --- | --- | --- |\n")
	fmt.Fprintf(out, "| ArgKP-2021, development part | mAP strict, relaxed; nothing fitted | %.3f, %.3f |\n", strict, relaxed)
	_, err = fmt.Fprintf(out, "| SciEntsBank, two-way | macro-F1, cross-validated by question | %.3f |\n", f1)
	return err
}
