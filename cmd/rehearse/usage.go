package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// takes checks the number of arguments, in the person's language: cobra's own
// messages are English. A word that is no command gets the likeliest ones.
func (a *app) takes(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) > most && c.HasSubCommands():
			message := a.words.say("usage.no-command", "Name", args[0])
			if likely := c.SuggestionsFor(args[0]); len(likely) > 0 {
				message += ". " + a.words.say("usage.likely", "Names", strings.Join(likely, ", "))
			}
			return usage(errors.New(message))
		case len(args) > most:
			return usage(errors.New(a.words.say("usage.too-many", "Name", args[most])))
		case len(args) < least:
			return usage(errors.New(a.words.say("usage.too-few", "Use", c.Use)))
		}
		return nil
	}
}

// flagError says in the person's language what pflag says in English.
func (a *app) flagError(err error) error {
	if e, ok := errors.AsType[*pflag.NotExistError](err); ok {
		return errors.New(a.words.say("usage.no-flag", "Name", e.GetSpecifiedName()))
	}
	if e, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		return errors.New(a.words.say("usage.no-value", "Name", e.GetSpecifiedName()))
	}
	if e, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		id := "usage.bad-value"
		if e.GetFlag().Value.Type() == (targetFlag{}).Type() {
			id = "usage.bad-length"
		}
		return errors.New(a.words.say(id, "Name", e.GetFlag().Name, "Value", e.GetValue()))
	}
	return err
}

// completionCommand prints a script that completes commands and flags.
func (a *app) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:       "completion bash|zsh|fish|powershell",
		Short:     a.words.say("cmd.completion.short"),
		Example:   "  source <(rehearse completion bash)\n  rehearse completion fish > ~/.config/fish/completions/rehearse.fish",
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		Args:      a.takes(1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			switch args[0] {
			case "bash":
				return c.Root().GenBashCompletionV2(a.out, true)
			case "zsh":
				return c.Root().GenZshCompletion(a.out)
			case "fish":
				return c.Root().GenFishCompletion(a.out, true)
			case "powershell":
				return c.Root().GenPowerShellCompletionWithDesc(a.out)
			}
			return usage(errors.New(a.words.say("usage.no-shell", "Name", args[0])))
		},
	}
}
