package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

// Exit codes: fixed, scripts rely on them.
const (
	exitDone        = 0
	exitFailure     = 1
	exitUsage       = 2
	exitSound       = 3 // no microphone, no sound, silence
	exitServer      = 4 // the answer is kept
	exitInput       = 5 // a bank, a file, an attempt that is missing or wrong
	exitInterrupted = 130
)

var (
	errUsage       = errors.New("usage")
	errInterrupted = errors.New("interrupted")
	errNoPending   = errors.New("some answers are still waiting")
	errBatch       = errors.New("some lines could not be scored")
)

// usage makes err a mistake in how the program was called.
func usage(err error) error { return fmt.Errorf("%w: %w", errUsage, err) }

// interrupted marks what a signal ended.
func interrupted(err error) error { return fmt.Errorf("%w: %w", errInterrupted, err) }

// A failure is an error as a person or a script sees it.
type failure struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
	exit    int
}

// fail tells err and returns the exit code.
func (a *app) fail(command *cobra.Command, err error) int {
	f := a.explain(err, command)
	if a.settings.json {
		data, _ := json.Marshal(map[string]failure{"error": f})
		fmt.Fprintln(a.err, string(data))
		return f.exit
	}
	var told *toldError
	if !errors.As(err, &told) {
		a.printFailure(f)
	}
	if a.settings.verbose {
		fmt.Fprintln(a.err, a.fit(oneLine(err)))
	}
	return f.exit
}

// printFailure says what failed and what to do next.
func (a *app) printFailure(f failure) {
	fmt.Fprintln(a.err, a.fit("rehearse: "+f.Message))
	if f.Hint != "" {
		fmt.Fprintln(a.err, indent(a.fit(f.Hint), "  "))
	}
}
