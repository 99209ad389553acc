// Command bench measures how light and how fast the program is, each figure as
// a ratio against something measured in the same run: on a busy machine both
// sides slow down. scripts/bench builds it and says what it needs.
//
//	bench -rehearse bin/rehearse start bank history
//	bench -short -check BENCHMARKS.md start bank     fails on what got worse
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// A bench is one run: what is measured, and where it may write.
type bench struct {
	dir     string // temporary, for everything
	program string // rehearse, built
	bare    string // a bare cobra program, built
	shared  string // recorded speech is below it
	short   bool   // fewer and smaller, for a machine that checks every change
}

// A group measures things that need the same preparation.
type group struct {
	name    string
	measure func(context.Context, *bench) ([]row, error)
}

func groups() []group {
	return []group{
		{"start", start}, {"bank", bank}, {"scoring", scoring}, {"batch", batch}, {"history", history},
		{"pending", pending}, {"record", record}, {"memory", memory}, {"engine", transcribing}, {"dropped", dropped},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	b := &bench{}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.StringVar(&b.program, "rehearse", "bin/rehearse", "the built `program`")
	flags.StringVar(&b.bare, "bare", "", "the built bare cobra `program`, for start")
	flags.StringVar(&b.shared, "shared", "../shared", "the `folder` with data/speech, for engine")
	flags.BoolVar(&b.short, "short", false, "fewer and smaller measurements")
	recorded := flags.String("check", "", "fail on ratios 1.5 times worse than those in this `file`")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var err error
	if b.program, err = filepath.Abs(b.program); err != nil {
		return err
	}
	if b.dir, err = os.MkdirTemp("", "bench"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	fmt.Print(heading)
	var rows []row
	for _, g := range groups() {
		if !slices.Contains(flags.Args(), g.name) {
			continue
		}
		more, err := g.measure(ctx, b)
		for _, r := range more {
			fmt.Println(r)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", g.name, err)
		}
		rows = append(rows, more...)
	}
	if *recorded == "" {
		return nil
	}
	file, err := os.ReadFile(*recorded)
	if err != nil {
		return err
	}
	if worse := compare(rows, string(file)); len(worse) > 0 {
		return errors.New("worse than recorded:\n  " + strings.Join(worse, "\n  "))
	}
	return nil
}
