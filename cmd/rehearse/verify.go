package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rehearse/recordings"
)

// errVerify tells that something kept is not whole; what, was printed.
var errVerify = errors.New("not everything is whole")

func (a *app) verifyCommand() *cobra.Command {
	var rebuild bool
	c := &cobra.Command{
		Use:     "verify",
		Short:   a.words.say("cmd.verify.short"),
		Long:    a.words.say("cmd.verify.long"),
		Example: "  rehearse verify\n  rehearse verify --rebuild",
		Args:    a.takes(0, 0),
		RunE:    func(c *cobra.Command, _ []string) error { return a.verify(c.Context(), rebuild) },
	}
	c.Flags().BoolVar(&rebuild, "rebuild", false, a.words.say("flag.rebuild"))
	return c
}

// A verification is what verify found, as --json prints it.
type verification struct {
	Indexed    *int      `json:"indexed"` // null without --rebuild
	Took       float64   `json:"index_s"` // seconds that the index took
	Whole      int       `json:"whole"`
	Unfinished int       `json:"unfinished"`
	Problems   []problem `json:"problems"`
}

// A problem is an attempt that is not whole, and why in the person's words.
type problem struct {
	ID      string `json:"id"`
	Code    string `json:"code"` // no-sound, changed, damaged or unreadable
	Message string `json:"message"`
}

// verify checks every attempt; with rebuild it makes the index again first. An
// index that cannot be kept does not stop the checking.
func (a *app) verify(ctx context.Context, rebuild bool) error {
	store, err := a.store()
	if err != nil {
		return err
	}
	found := verification{Problems: []problem{}}
	var failed error
	if rebuild {
		start := a.now()
		found.Indexed, failed = a.rebuild(ctx, store)
		found.Took = a.now().Sub(start).Seconds()
	}
	ids, err := store.IDs()
	if err != nil {
		return errors.Join(failed, err)
	}
	results := inOrder(ctx, runtime.GOMAXPROCS(0), slices.Values(ids), func(id string) checked { return checked{id, store.Verify(id)} })
	for result := range results {
		found.add(a, result)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := a.printVerification(found); err != nil {
		return err
	}
	if len(found.Problems) > 0 {
		failed = errors.Join(errVerify, failed)
	}
	return failed
}

// rebuild makes the index again and returns how many attempts it holds, nil
// where none can be kept.
func (a *app) rebuild(ctx context.Context, store *recordings.Store) (*int, error) {
	start := a.now()
	rebuilt, err := store.Rebuild(ctx)
	if err != nil {
		return nil, err
	}
	a.tell("verify.index", "N", rebuilt.Attempts, "Took", length(a.now().Sub(start)))
	return &rebuilt.Attempts, nil
}

// A checked attempt is one of which Verify has spoken.
type checked struct {
	id  string
	err error
}

func (v *verification) add(a *app, c checked) {
	code, detail := "unreadable", c.err
	damaged, isDamaged := errors.AsType[*recordings.DamagedError](c.err)
	switch {
	case c.err == nil:
		v.Whole++
		return
	case errors.Is(c.err, recordings.ErrUnfinished):
		v.Unfinished++
		return
	case errors.Is(c.err, recordings.ErrNoSound):
		code = "no-sound"
	case errors.Is(c.err, recordings.ErrChanged):
		code = "changed"
	case isDamaged:
		code, detail = "damaged", damaged.Err
	}
	v.Problems = append(v.Problems, problem{c.id, code, a.words.say("verify."+code, "Error", oneLine(detail))})
}

func (a *app) printVerification(v verification) error {
	if a.settings.json {
		return a.printJSON(v)
	}
	var b strings.Builder
	for _, p := range v.Problems {
		fmt.Fprintf(&b, "%s  %s\n", p.ID, p.Message)
	}
	if v.Unfinished > 0 {
		b.WriteString(a.words.say("verify.unfinished", "N", v.Unfinished) + "\n")
	}
	b.WriteString(a.words.say("verify.whole", "N", v.Whole) + "\n")
	_, err := io.WriteString(a.out, b.String())
	return err
}
