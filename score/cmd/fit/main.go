// Command fit fits the scorer's weights on labelled answers and writes
// score/weights.txt:
//
//	go run ./score/cmd/fit
//
// To fit the set for answers with embeddings too, write the texts with -texts,
// add a "vector" to each line (points are queries, windows passages), and fit
// with -vectors.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"rehearse/score"
	"rehearse/score/cmd/labelled"
)

const header = `# Weights of the scorer. Do not edit: go run ./score/cmd/fit
# A feature has three weights: how far it says that the point was made at all,
# that it was made in full, and that it is contradicted.
`

type options struct {
	out, texts, vectors string
	sure, coverFrom     float64
}

func main() {
	if err := run(os.Args[1:], os.Getenv); err != nil {
		fmt.Fprintln(os.Stderr, "fit:", err)
		os.Exit(1)
	}
}

func run(args []string, env func(string) string) error {
	var o options
	flags := flag.NewFlagSet("fit", flag.ContinueOnError)
	flags.StringVar(&o.out, "o", filepath.Join("score", "weights.txt"), "the file to write")
	flags.StringVar(&o.texts, "texts", "", "write the texts to embed to FILE, and fit nothing")
	flags.StringVar(&o.vectors, "vectors", "", "FILE of the vectors command")
	flags.Float64Var(&o.sure, "sure", 0.70, "probability from which a verdict is sure")
	flags.Float64Var(&o.coverFrom, "cover-from", 0.58, "probability that covered must have")
	if err := flags.Parse(args); err != nil {
		return err
	}
	answers, err := labelled.ReadSources(labelled.Sources(env, "."))
	if err != nil {
		return err
	}
	if o.texts != "" {
		return labelled.WriteTexts(o.texts, answers)
	}
	return fit(o, answers)
}

func fit(o options, answers []*labelled.Answer) error {
	sets := score.WeightSets{Words: o.fitted(answers, nil)}
	if o.vectors == "" {
		sets.Vectors = score.Shipped().Vectors
		return os.WriteFile(o.out, []byte(header+sets.String()), 0o644)
	}
	vectors, err := labelled.ReadVectors(o.vectors)
	if err != nil {
		return err
	}
	sets.Vectors = o.fitted(answers, vectors)
	return os.WriteFile(o.out, []byte(header+sets.String()), 0o644)
}

func (o options) fitted(answers []*labelled.Answer, v score.Vectors) *score.Weights {
	return labelled.Fit(labelled.Examples(answers, v), score.Weights{Sure: o.sure, CoverFrom: o.coverFrom})
}
