package main

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// help prints what a command is for and how it is called. Cobra's own text is
// English, and its columns count bytes, which Russian has two of for a letter.
func (a *app) help(c *cobra.Command, _ []string) {
	about := c.Long
	if about == "" {
		about = c.Short
	}
	fmt.Fprintf(a.out, "%s\n\n%s", strings.TrimSpace(about), a.usageText(c))
}

func (a *app) usageText(c *cobra.Command) string {
	say := a.words.say
	var b strings.Builder
	b.WriteString(say("help.usage") + "\n")
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "  %s %s\n", c.CommandPath(), say("help.command"))
	}
	if c.Runnable() {
		fmt.Fprintf(&b, "  %s\n", strings.Replace(c.UseLine(), "[flags]", say("help.flags-word"), 1))
	}
	if c.HasExample() {
		fmt.Fprintf(&b, "\n%s\n%s\n", say("help.examples"), c.Example)
	}
	b.WriteString(section(say("help.commands"), commandRows(c)))
	b.WriteString(section(say("help.flags"), a.flagRows(c.NonInheritedFlags())))
	b.WriteString(section(say("help.global-flags"), a.flagRows(c.InheritedFlags())))
	return b.String()
}

// section prints rows of two columns below a heading, nothing for no rows.
func section(heading string, rows [][2]string) string {
	if len(rows) == 0 {
		return ""
	}
	widest := 0
	for _, row := range rows {
		widest = max(widest, ansi.StringWidth(row[0]))
	}
	var b strings.Builder
	b.WriteString("\n" + heading + "\n")
	for _, row := range rows {
		fmt.Fprintf(&b, "  %s%s  %s\n", row[0], strings.Repeat(" ", widest-ansi.StringWidth(row[0])), row[1])
	}
	return b.String()
}

func commandRows(c *cobra.Command) [][2]string {
	var rows [][2]string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			rows = append(rows, [2]string{sub.Name(), sub.Short})
		}
	}
	return rows
}

func (a *app) flagRows(flags *pflag.FlagSet) [][2]string {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		placeholder, text := pflag.UnquoteUsage(f)
		if f.Value.Type() == "bool" {
			placeholder = ""
		}
		name := strings.TrimSpace("    --" + f.Name + " " + placeholder)
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "[]" && f.DefValue != "0" {
			text += " " + a.words.say("help.default", "Value", f.DefValue)
		}
		rows = append(rows, [2]string{name, text})
	})
	return rows
}
