package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rehearse/audio"
	"rehearse/recordings"
)

func (a *app) reviewCommand() *cobra.Command {
	var silent bool
	c := &cobra.Command{
		Use:     "review [" + a.words.say("arg.attempt") + "]",
		Short:   a.words.say("cmd.review.short"),
		Long:    a.words.say("cmd.review.long"),
		Example: "  rehearse review last\n  rehearse review 20261123-140509 --no-play",
		Args:    a.takes(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			store, err := a.store()
			if err != nil {
				return err
			}
			attempt, err := store.Load(firstOf(first(args), "last"))
			if err != nil {
				return err
			}
			if a.settings.json {
				return a.printJSON(attempt)
			}
			return a.review(c.Context(), store, attempt, !silent)
		},
	}
	c.Flags().BoolVar(&silent, "no-play", false, a.words.say("flag.no-play"))
	return c
}

// review prints what was said and when, and plays it.
func (a *app) review(ctx context.Context, store *recordings.Store, attempt recordings.Attempt, play bool) error {
	if err := styled(a.out, a.report(attempt)+a.timedTranscript(attempt)); err != nil {
		return err
	}
	if !play {
		return nil
	}
	if a.interactive() && len(doubtful(attempt)) > 0 {
		var err error
		if attempt, err = a.settleDoubts(ctx, store, attempt); err != nil {
			return err
		}
	}
	wav, err := audio.OpenWAV(store.Sound(attempt.ID))
	if err != nil {
		return err
	}
	defer wav.Close()
	return a.play(ctx, wav)
}

func (a *app) timedTranscript(attempt recordings.Attempt) string {
	var b strings.Builder
	b.WriteString("\n" + a.words.say("review.transcript") + "\n")
	switch t := attempt.Transcript; {
	case t == nil:
		b.WriteString("  " + a.words.say("state."+string(attempt.State)) + "\n")
	case len(t.Segments) == 0:
		b.WriteString(wrap(t.Text, "  ", a.width()) + "\n")
	default:
		for _, s := range t.Segments {
			b.WriteString(hanging(fmt.Sprintf("  %5s  ", clock(s.Start)), s.Text, a.width()) + "\n")
		}
	}
	return b.String()
}

// play plays source until its end, Enter, or a signal. Without a loudspeaker it
// says so: what was printed is of use all the same.
func (a *app) play(ctx context.Context, source audio.Source) error {
	speaker, err := audio.OpenSpeaker()
	if errors.Is(err, audio.ErrNoDevice) {
		a.warn("warn.no-speaker")
		return nil
	}
	if err != nil {
		return err
	}
	defer speaker.Close()
	stop, ended := make(chan struct{}), make(chan struct{})
	defer close(ended)
	if a.interactive() {
		a.tell("playing")
		go a.waitForEnter(func() { close(stop) }, ended)
	}
	if _, err := audio.Copy(ctx, speaker, audio.Until(source, stop)); err != nil {
		return err
	}
	select {
	case <-stop:
		return nil
	default:
		return speaker.Drain(ctx)
	}
}
