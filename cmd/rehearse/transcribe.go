package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"rehearse/prompts"
	"rehearse/recordings"
)

func (a *app) transcribeCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "transcribe " + a.words.say("arg.wav"),
		Short:   a.words.say("cmd.transcribe.short"),
		Long:    a.words.say("cmd.transcribe.long"),
		Example: "  rehearse transcribe answer.wav --language ru",
		Args:    a.takes(1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			sound, err := hear(args[0])
			if err != nil {
				return err
			}
			text, err := a.transcribe(c.Context(), sound, prompts.Question{}, a.warmServer(c.Context()), nil)
			if err != nil {
				return err
			}
			if a.settings.json {
				return a.printJSON(recordings.TranscriptJSON(text))
			}
			_, err = fmt.Fprintln(a.out, text.Text)
			return err
		},
	}
}
