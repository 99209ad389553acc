package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"rehearse/prompts"
	"rehearse/recordings"
)

func (a *app) questionsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "questions",
		Short:   a.words.say("cmd.questions.short"),
		Long:    a.words.say("cmd.questions.long"),
		Example: "  rehearse questions --bank my.md\n  rehearse questions check",
		Args:    a.takes(0, 0),
		RunE:    func(*cobra.Command, []string) error { return a.listQuestions() },
	}
	c.AddCommand(&cobra.Command{
		Use:   "check",
		Short: a.words.say("cmd.questions-check.short"),
		Args:  a.takes(0, 0),
		RunE:  func(*cobra.Command, []string) error { return a.checkQuestions() },
	}, &cobra.Command{
		Use:   "sample",
		Short: a.words.say("cmd.questions-sample.short"),
		Args:  a.takes(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprint(a.out, sampleBank)
			return err
		},
	})
	c.AddCommand(a.questionsNewCommand(), a.questionsIDsCommand())
	return c
}

func (a *app) listQuestions() error {
	bank, err := a.bankAsKnown()
	if err != nil {
		return err
	}
	for _, q := range bank.Questions {
		goal := a.goalOf(q, 0)
		if a.settings.json {
			err = a.printJSON(recordings.QuestionJSON(q, goal.target, goal.from, goal.overload > 0))
		} else {
			_, err = fmt.Fprintln(a.out, a.questionLine(q, goal))
		}
		if err != nil {
			return err
		}
	}
	if len(bank.Warnings) > 0 {
		a.tell("bank.warnings", "N", len(bank.Warnings))
	}
	return nil
}

func (a *app) questionLine(q prompts.Question, goal goal) string {
	line := fmt.Sprintf("%3d. %s", q.Number, q.Text)
	detail := a.words.say("question.points", "N", len(q.Counted())) + ", " + length(goal.target)
	if goal.overload > 0 {
		detail += ", " + a.words.say("question.overloaded", "By", length(goal.overload))
	}
	return line + "\n     " + detail
}

// checkQuestions prints the bank's warnings, a line each.
func (a *app) checkQuestions() error {
	bank, err := a.bank()
	if err != nil {
		return err
	}
	for _, w := range bank.Warnings {
		text := a.words.say("bank."+string(w.Kind), "Text", shorten(w.Text, 60))
		if _, err := fmt.Fprintf(a.out, "%s: %s\n", place(w.Position), text); err != nil {
			return err
		}
	}
	if len(bank.Warnings) == 0 {
		a.tell("bank.fine", "N", len(bank.Questions))
	}
	return nil
}

// shorten cuts text to at most n letters.
func shorten(text string, n int) string {
	letters := []rune(text)
	if len(letters) <= n {
		return text
	}
	return string(letters[:n-1]) + "…"
}
