package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"rehearse/audio"
	"rehearse/prompts"
	"rehearse/recordings"
)

// evening is practice with a person before it: after each report one key says
// what comes next, until it is enough. It returns the error of the last answer.
func (a *app) evening(ctx context.Context, query string, flags practiceFlags) error {
	for {
		attempt, err := a.practice(ctx, query, flags)
		if ctx.Err() != nil || errors.Is(err, context.Canceled) || attempt.ID == "" {
			return err
		}
		if shown := a.showAttempt(attempt); shown != nil {
			return errors.Join(err, shown)
		}
		if err != nil {
			a.printFailure(a.explain(err, nil))
		}
		switch a.afterReport(ctx, attempt) {
		case again:
			query, flags.group = attempt.Question.ID, groupAgain(attempt.Question)
		case next:
			query, flags.group, flags.target = "", "", 0
		default:
			if err != nil {
				return &toldError{err}
			}
			return nil
		}
	}
}

// A toldError was shown to the person already; only its exit code is left.
type toldError struct{ err error }

func (e *toldError) Error() string { return e.err.Error() }

func (e *toldError) Unwrap() error { return e.err }

func groupAgain(q prompts.Question) string {
	if q.Group != "" && q.GroupMode != prompts.GroupsAny {
		return q.Group
	}
	return string(q.GroupMode)
}

// A wish is what the person wants after a report.
type wish int

const (
	enough wish = iota
	again
	next
)

// afterReport serves the keys of the line below a report until one of them
// ends it.
func (a *app) afterReport(ctx context.Context, attempt recordings.Attempt) wish {
	a.dropKeys()
	for {
		switch a.choice(ctx, "keys", "psmxrnq?") {
		case 'p':
			a.told(a.playSpan(ctx, attempt, audio.Span{End: attempt.Length}))
		case 's':
			fmt.Fprint(a.err, a.reference(attempt.Question))
		case 'm':
			settled, err := a.settleDoubts(ctx, a.opened, attempt)
			attempt = settled
			a.told(err)
		case 'x':
			if _, err := a.opened.Remove(attempt.ID); err != nil {
				a.told(err)
				continue
			}
			a.tell("removed", "ID", attempt.ID)
			return a.afterTrash(ctx)
		case '?':
			fmt.Fprintln(a.err, a.fit(a.words.say("keys.help")))
		case 'r':
			return again
		case 'n':
			return next
		default:
			return enough
		}
	}
}

// afterTrash asks what comes after an attempt that is gone.
func (a *app) afterTrash(ctx context.Context) wish {
	switch a.choice(ctx, "keys.trash", "rnq") {
	case 'r':
		return again
	case 'n':
		return next
	}
	return enough
}

// choice shows keys on one line, below all that was said, and returns the first
// that is one of known. What is said next stands in the place of the line.
func (a *app) choice(ctx context.Context, id, known string) rune {
	fmt.Fprint(a.err, "\n"+lineThatFits(a.words.say(id), a.width()-1))
	for {
		if key := a.key(ctx); strings.ContainsRune(known, key) {
			fmt.Fprint(a.err, a.wipe())
			return key
		}
	}
}

// wipe takes away the line that stands there, or leaves it where a terminal
// cannot.
func (a *app) wipe() string {
	if a.env("TERM") == "dumb" {
		return "\n"
	}
	return "\r\x1b[K"
}

// told shows an error and goes on.
func (a *app) told(err error) {
	if err != nil {
		a.printFailure(a.explain(err, nil))
	}
}

// reference prints the points of q as the bank has them.
func (a *app) reference(q prompts.Question) string {
	var b strings.Builder
	b.WriteString("\n")
	for _, p := range q.Points {
		b.WriteString(hanging(strings.Repeat("  ", p.Depth)+"- ", p.Text, a.width()) + "\n")
	}
	return b.String()
}

// playSpan plays a stretch of the recording.
func (a *app) playSpan(ctx context.Context, attempt recordings.Attempt, span audio.Span) error {
	wav, err := audio.OpenWAV(a.opened.Sound(attempt.ID))
	if err != nil {
		return err
	}
	defer wav.Close()
	samples, err := audio.ReadAll(wav)
	if err != nil {
		return err
	}
	end := min(len(samples), audio.Samples(span.End))
	start := min(end, audio.Samples(span.Start))
	return a.play(ctx, audio.FromSamples(samples[start:end]))
}
