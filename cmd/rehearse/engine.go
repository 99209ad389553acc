package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rehearse/engine"
)

func (a *app) engineCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "engine",
		Short: a.words.say("cmd.engine.short"),
		Long:  a.words.say("cmd.engine.long"),
		Args:  a.takes(0, 0),
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	var model string
	install := &cobra.Command{
		Use:     "install",
		Short:   a.words.say("cmd.engine-install.short"),
		Example: "  rehearse engine install\n  rehearse engine install --model small",
		Args:    a.takes(0, 0),
		RunE:    func(c *cobra.Command, _ []string) error { return a.installEngine(c, model) },
	}
	install.Flags().StringVar(&model, "model", "", a.words.say("flag.engine-model", "Models", strings.Join(engine.Models(), "|")))
	c.AddCommand(install, &cobra.Command{
		Use:   "start",
		Short: a.words.say("cmd.engine-start.short"),
		Args:  a.takes(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			if _, err := a.engine().Start(c.Context()); err != nil {
				return err
			}
			return a.engineStatus(c)
		},
	}, &cobra.Command{
		Use:   "stop",
		Short: a.words.say("cmd.engine-stop.short"),
		Args:  a.takes(0, 0),
		RunE:  func(c *cobra.Command, _ []string) error { return a.engine().Stop(c.Context()) },
	}, &cobra.Command{
		Use:   "status",
		Short: a.words.say("cmd.engine-status.short"),
		Args:  a.takes(0, 0),
		RunE:  func(c *cobra.Command, _ []string) error { return a.engineStatus(c) },
	})
	return c
}

// installEngine shows a line for each step, and on a terminal a bar.
func (a *app) installEngine(c *cobra.Command, model string) error {
	last := engine.Step("")
	err := a.engine().Install(c.Context(), model, func(p engine.Progress) {
		if p.Step != last {
			if last != "" && a.tty {
				fmt.Fprintln(a.err)
			}
			last = p.Step
			if !a.tty {
				a.tell("install." + string(p.Step))
			}
		}
		if a.tty && !a.settings.quiet {
			fmt.Fprint(a.err, "\r\x1b[K"+a.progressLine(p))
		}
	})
	if last != "" && a.tty {
		fmt.Fprintln(a.err)
	}
	if err == nil {
		a.tell("install.ready")
	}
	return err
}

func (a *app) progressLine(p engine.Progress) string {
	step := a.words.say("install." + string(p.Step))
	if p.Fraction < 0 {
		return step + " " + shorten(printable(p.Item), 40)
	}
	const cells = 20
	full := min(cells, int(p.Fraction*cells))
	return fmt.Sprintf("%s%s %3.0f %% %s %s", strings.Repeat("█", full), strings.Repeat("░", cells-full),
		100*p.Fraction, step, shorten(printable(p.Item), 30))
}

func (a *app) engineStatus(c *cobra.Command) error {
	status, err := a.engine().Status(c.Context())
	if err != nil {
		return err
	}
	if a.settings.json {
		return a.printJSON(status)
	}
	id := "engine.missing"
	switch {
	case status.Running:
		id = "engine.running"
	case status.Installed:
		id = "engine.stopped"
	}
	_, err = fmt.Fprintln(a.out, a.words.say(id, "URL", status.BaseURL, "KeyFile", status.KeyFile, "Model", status.Model))
	return err
}
