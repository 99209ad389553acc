package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"rehearse/audio"
	"rehearse/prompts"
	"rehearse/recordings"
	"rehearse/transcribe"
)

// scoreFlags are the flags of score.
type scoreFlags struct {
	question, group   string
	audio, transcript string
	target            time.Duration
	pending, all      bool
	batch             string
	jobs              int
}

func (a *app) scoreCommand() *cobra.Command {
	var flags scoreFlags
	c := &cobra.Command{
		Use:   "score [" + a.words.say("arg.attempt") + "]",
		Short: a.words.say("cmd.score.short"),
		Long:  a.words.say("cmd.score.long"),
		Example: "  rehearse score last\n  rehearse score --pending --jobs 4\n" +
			"  rehearse score --question 6 --transcript answer.txt\n  rehearse score --batch answers.jsonl --jobs 2",
		Args: a.takes(0, 1),
		RunE: func(c *cobra.Command, args []string) error { return a.runScore(c.Context(), args, flags) },
	}
	f := c.Flags()
	f.StringVar(&flags.question, "question", "", a.words.say("flag.question"))
	f.StringVar(&flags.group, "group", "", a.words.say("flag.group"))
	f.StringVar(&flags.audio, "audio", "", a.words.say("flag.audio"))
	f.StringVar(&flags.transcript, "transcript", "", a.words.say("flag.transcript"))
	f.Var(targetFlag{&flags.target}, "target", a.words.say("flag.target"))
	f.BoolVar(&flags.pending, "pending", false, a.words.say("flag.pending"))
	f.BoolVar(&flags.all, "all", false, a.words.say("flag.all"))
	f.StringVar(&flags.batch, "batch", "", a.words.say("flag.batch"))
	f.BoolVar(&a.settings.Embed.Off, "no-embed", false, a.words.say("flag.no-embed"))
	a.judgeFlag(f)
	f.IntVar(&flags.jobs, "jobs", 1, a.words.say("flag.jobs"))
	return c
}

// maxJobs is more than any machine that this program knows has a use for.
const maxJobs = 256

func (a *app) runScore(ctx context.Context, args []string, flags scoreFlags) error {
	modes := 0
	for _, chosen := range []bool{flags.batch != "", flags.question != "", flags.pending, flags.all, len(args) > 0} {
		if chosen {
			modes++
		}
	}
	switch {
	case modes != 1:
		return usage(errors.New(a.words.say("error.score-which")))
	case flags.jobs < 1 || flags.jobs > maxJobs:
		return usage(errors.New(a.words.say("error.jobs", "Most", maxJobs)))
	case flags.batch != "":
		return a.scoreBatch(ctx, flags.batch, flags.jobs)
	case flags.question != "":
		if (flags.audio == "") == (flags.transcript == "") {
			return usage(errors.New(a.words.say("error.score-what")))
		}
		return a.scoreOnce(ctx, flags)
	case flags.pending || flags.all:
		return a.scoreMany(ctx, flags.all, flags.jobs)
	}
	return a.scoreAttempt(ctx, args[0])
}

// scoreOnce scores a sound or a text and keeps nothing.
func (a *app) scoreOnce(ctx context.Context, flags scoreFlags) error {
	bank, err := a.bankAsKnown()
	if err != nil {
		return err
	}
	q, err := bank.Find(flags.question)
	if err != nil {
		return err
	}
	if q, err = narrow(q, flags.group); err != nil {
		return err
	}
	attempt := recordings.Attempt{Version: recordings.Version, Question: q, Target: a.goalOf(q, flags.target).target}
	var speech *audio.Speech
	var text transcribe.Transcript
	if flags.audio != "" {
		sound, err := hear(flags.audio)
		if err != nil {
			return err
		}
		attempt.Length, speech = sound.speech.Length, &sound.speech
		if text, err = a.transcribe(ctx, sound, q, a.warmServer(ctx), nil); err != nil {
			return err
		}
	} else if text, err = a.readTranscript(flags.transcript); err != nil {
		return err
	}
	attempt.Transcript = &text
	if err := a.score(ctx, &attempt, speech); err != nil {
		return err
	}
	if a.settings.json {
		return a.printJSON(recordings.ScoredJSON(attempt))
	}
	return styled(a.out, a.report(attempt))
}

// maxTranscript bounds a text: an hour of speech is under 100 KB.
const maxTranscript = 4 << 20

// readTranscript reads a plain text from a file, or "-" for standard input.
func (a *app) readTranscript(path string) (transcribe.Transcript, error) {
	in := a.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return transcribe.Transcript{}, err
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxTranscript+1))
	if err == nil && len(data) > maxTranscript {
		err = fmt.Errorf("%s is no transcript: it has more than %d MB", path, maxTranscript>>20)
	}
	return transcribe.Transcript{Text: transcribe.Clean(string(data))}, err
}

// scoreAttempt finishes a kept attempt, or scores it again.
func (a *app) scoreAttempt(ctx context.Context, name string) error {
	store, err := a.store()
	if err != nil {
		return err
	}
	attempt, err := store.Load(name)
	if err != nil {
		return err
	}
	attempt, err = a.finish(ctx, store, refreshed(a.bankForScoring(store), attempt), a.warmServer(ctx), nil)
	if err != nil {
		return err
	}
	return a.showAttempt(attempt)
}

// bankForScoring returns the bank of today, an empty one when it cannot be read:
// attempts hold their questions themselves.
func (a *app) bankForScoring(store *recordings.Store) prompts.Bank {
	bank, err := a.identified(store)
	if err != nil {
		return prompts.Bank{}
	}
	return bank
}

// refreshed puts bank's question of today into attempt, so that an edited bank
// is what it is scored by. A question that is gone stays as it was asked.
func refreshed(bank prompts.Bank, attempt recordings.Attempt) recordings.Attempt {
	old := attempt.Question
	for _, q := range bank.Questions {
		if q.ID != old.ID {
			continue
		}
		q.GroupMode = old.GroupMode
		if old.Group != "" && old.GroupMode != prompts.GroupsAny {
			chosen, err := q.Choose(old.Group)
			if err != nil {
				return attempt
			}
			q = chosen
		}
		attempt.Question = q
	}
	return attempt
}
