// Command spoken asks how much of a judgement survives the way through a voice
// and a recogniser. It has labelled answers spoken by a program, transcribed by
// the local engine without and with the hint of terms, and scores them:
//
//	go run ./score/cmd/spoken                            # the repository's own answers
//	go run ./score/cmd/spoken -bank BANK.md LABELS.jsonl # others
//
// Russian is spoken by Festival, English by espeak-ng. The engine is the one
// that `rehearse engine install` made. With -cache DIR a second run takes
// seconds: sounds and transcripts are kept by their content.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"

	"rehearse/score/cmd/labelled"
)

type options struct {
	sources   []labelled.Source
	cache     string
	voice     string
	terms     int
	latin     bool
	strangers bool
	show      bool
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "spoken:", err)
		os.Exit(1)
	}
}

func parse(args []string) (options, error) {
	var o options
	var bank string
	flags := flag.NewFlagSet("spoken", flag.ContinueOnError)
	flags.StringVar(&bank, "bank", "", "the bank that the LABELS answer; without one, the repository's own answers are taken")
	flags.StringVar(&o.cache, "cache", "", "keep sounds and transcripts in DIR; without one, in a folder that is removed at the end")
	flags.StringVar(&o.voice, "voice", "", "festival or espeak; without one, festival for Russian, espeak for English")
	flags.IntVar(&o.terms, "terms", 0, "hint at no more than that many terms; 0: all that the program would")
	flags.BoolVar(&o.latin, "latin", false, "hint at terms in Latin letters alone")
	flags.BoolVar(&o.strangers, "strangers", false, "take each answer for one to another question of its set, and all its points for missed")
	flags.BoolVar(&o.show, "show", false, "print the answers whose verdicts changed on the way")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	o.sources = own()
	if bank != "" {
		o.sources = []labelled.Source{{Bank: bank, Sets: flags.Args()}}
	}
	if (bank == "") != (flags.NArg() == 0) {
		return o, errors.New("-bank and LABELS go together")
	}
	return o, nil
}

// own are the answers of this repository, from its root.
func own() []labelled.Source {
	dir := filepath.Join("score", "testdata")
	return []labelled.Source{
		{Bank: filepath.Join(dir, "bank-ru.md"), Sets: []string{filepath.Join(dir, "answers-ru.jsonl")}},
		{Bank: filepath.Join(dir, "bank-en.md"), Sets: []string{filepath.Join(dir, "answers-en.jsonl")}},
		{Bank: filepath.Join("cmd", "rehearse", "sample.md"), Sets: []string{filepath.Join(dir, "answers-sample.jsonl")}},
	}
}

func run(ctx context.Context, args []string, env func(string) string, out, progress io.Writer) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	if o.cache == "" {
		if o.cache, err = os.MkdirTemp("", "spoken-"); err != nil {
			return err
		}
		defer os.RemoveAll(o.cache)
	}
	recogniser, err := startEngine(ctx, env, o.cache)
	if err != nil {
		return err
	}
	stage := stage{options: o, recogniser: recogniser, progress: progress}
	for _, source := range o.sources {
		for _, path := range source.Sets {
			answers, err := labelled.ReadSets(source.Bank, []string{path})
			if err != nil {
				return err
			}
			if o.strangers {
				answers = strangers(answers)
			}
			heard, err := stage.play(ctx, answers)
			if err != nil {
				return err
			}
			report(out, path, heard, o.show)
		}
	}
	return nil
}
