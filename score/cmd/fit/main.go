// Command fit fits the scorer's weights on labelled answers and writes
// score/weights.txt:
//
//	go run ./score/cmd/fit
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"rehearse/score/cmd/labelled"
)

const header = `# Weights of the scorer. Do not edit: go run ./score/cmd/fit
# A feature has two weights: how far it says that the point was made, and how
# far it says that the point is contradicted.
`

func main() {
	if err := run(os.Args[1:], os.Getenv); err != nil {
		fmt.Fprintln(os.Stderr, "fit:", err)
		os.Exit(1)
	}
}

func run(args []string, env func(string) string) error {
	data := filepath.Join(labelled.Folder(env), "data")
	flags := flag.NewFlagSet("fit", flag.ContinueOnError)
	bankPath := flags.String("bank", filepath.Join(data, "bank-seed.md"), "the bank that was answered")
	out := flags.String("o", filepath.Join("score", "weights.txt"), "the file to write")
	sure := flags.Float64("sure", 0.72, "probability from which a verdict is sure")
	coverFrom := flags.Float64("cover-from", 0.52, "probability that covered must have")
	if err := flags.Parse(args); err != nil {
		return err
	}
	bank, err := labelled.ReadBank(*bankPath)
	if err != nil {
		return err
	}
	var answers []*labelled.Answer
	for _, set := range []string{"natural", "hard"} {
		read, err := labelled.Read(bank, set, filepath.Join(data, "answers-"+set+".jsonl"))
		if err != nil {
			return err
		}
		answers = append(answers, read...)
	}
	w := labelled.Fit(labelled.Examples(answers))
	w.Sure, w.CoverFrom = *sure, *coverFrom
	return os.WriteFile(*out, []byte(header+w.String()), 0o644)
}
