package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"rehearse/prompts"
	"rehearse/recordings"
)

// practiceFlags are the flags of practice.
type practiceFlags struct {
	group        string
	target       time.Duration
	max          time.Duration
	prep         time.Duration // to think before the recording begins
	untilSilence time.Duration // 0: silence ends nothing
	answer       string
	speak        bool
	noLive       bool // transcribe the answer when it has ended
	livePoints   bool // show points while the person speaks
	plain        bool // lines in place of a screen
}

// usualMax ends a recording that nobody ends: ten minutes are five times the
// longest target.
const usualMax = 10 * time.Minute

func (a *app) practiceCommand() *cobra.Command {
	flags := practiceFlags{max: usualMax}
	c := &cobra.Command{
		Use:     "practice [" + a.words.say("arg.question") + "]",
		Short:   a.words.say("cmd.practice.short"),
		Long:    a.words.say("cmd.practice.long"),
		Example: "  rehearse practice\n  rehearse practice 6 --group Sercons --target 90s\n  rehearse practice --answer answer.wav --json",
		Args:    a.takes(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			if a.interactive() && flags.answer == "" {
				return a.evening(c.Context(), first(args), flags)
			}
			attempt, err := a.practice(c.Context(), first(args), flags)
			if attempt.ID == "" {
				return err
			}
			return errors.Join(a.showAttempt(attempt), err)
		},
	}
	c.Flags().StringVar(&flags.group, "group", "", a.words.say("flag.group"))
	c.Flags().Var(targetFlag{&flags.target}, "target", a.words.say("flag.target"))
	c.Flags().Var(targetFlag{&flags.max}, "max", a.words.say("flag.max"))
	c.Flags().Var(targetFlag{&flags.prep}, "prep", a.words.say("flag.prep"))
	c.Flags().Var(targetFlag{&flags.untilSilence}, "until-silence", a.words.say("flag.until-silence"))
	c.Flags().BoolVar(&flags.noLive, "no-live", false, a.words.say("flag.no-live"))
	c.Flags().BoolVar(&a.settings.Embed.Off, "no-embed", false, a.words.say("flag.no-embed"))
	a.judgeFlag(c.Flags())
	c.Flags().BoolVar(&flags.livePoints, "live-points", false, a.words.say("flag.live-points"))
	c.Flags().BoolVar(&flags.plain, "plain", false, a.words.say("flag.plain"))
	c.Flags().BoolVar(&flags.speak, "speak", false, a.words.say("flag.speak"))
	c.Flags().StringVar(&flags.answer, "answer", "", a.words.say("flag.answer"))
	return c
}

// practice is the main job: one question, one answer, one report. The attempt
// it returns is kept, also when an error says how far the work came.
func (a *app) practice(ctx context.Context, query string, flags practiceFlags) (recordings.Attempt, error) {
	store, err := a.store()
	if err != nil {
		return recordings.Attempt{}, err
	}
	q, err := a.choose(ctx, store, query)
	if err != nil {
		return recordings.Attempt{}, err
	}
	if q, err = narrow(q, flags.group); err != nil {
		return recordings.Attempt{}, err
	}
	if q, err = a.askGroups(ctx, store, q); err != nil {
		return recordings.Attempt{}, err
	}
	ctx, leave := context.WithCancel(ctx)
	defer leave()
	r := &rehearsal{store: store, q: q, goal: a.goalOf(q, flags.target), flags: flags, leave: leave}
	r.server = a.warmServer(ctx) // gets ready while the person thinks and speaks
	defer r.discard()
	defer a.closeScreen()
	attempt, err := a.record(ctx, r)
	if err != nil {
		return attempt, err
	}
	attempt, err = a.finish(ctx, store, attempt, r.server, r.live)
	return attempt, errors.Join(err, ctx.Err()) // who left as the last word came wants no more keys
}

// choose returns the question that query names; without a query the one that
// was practised longest ago, never-practised first, ties in the bank's order.
func (a *app) choose(ctx context.Context, store *recordings.Store, query string) (prompts.Question, error) {
	bank, err := a.identified(store)
	if err != nil {
		return prompts.Question{}, err
	}
	if query != "" {
		return bank.Find(query)
	}
	latest, err := store.Latest(ctx)
	if err != nil {
		a.warn("warn.damaged", "Error", err.Error())
	}
	chosen := bank.Questions[0]
	for _, q := range bank.Questions[1:] {
		if latest[q.ID].Before(latest[chosen.ID]) {
			chosen = q
		}
	}
	return chosen, nil
}

// narrow applies --group: a name chooses its points; any and all say how the
// groups are meant.
func narrow(q prompts.Question, group string) (prompts.Question, error) {
	switch mode := prompts.GroupMode(group); mode {
	case prompts.GroupsUnknown:
		return q, nil
	case prompts.GroupsAny, prompts.GroupsAll:
		q.GroupMode = mode
		return q, nil
	}
	q.GroupMode = prompts.GroupsUnknown // it is chosen, not found
	return q.Choose(group)
}

// showAttempt prints the attempt: as JSON, or as a report for people.
func (a *app) showAttempt(attempt recordings.Attempt) error {
	if a.settings.json {
		return a.printJSON(attempt)
	}
	if attempt.Report != nil {
		return styled(a.out, a.report(attempt))
	}
	return nil
}

func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}
