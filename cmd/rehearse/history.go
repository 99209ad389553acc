package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rehearse/recordings"
)

func (a *app) historyCommand() *cobra.Command {
	var question string
	limit := 20
	c := &cobra.Command{
		Use:     "history",
		Short:   a.words.say("cmd.history.short"),
		Example: "  rehearse history\n  rehearse history --question 6 --limit 5 --json",
		Args:    a.takes(0, 0),
		RunE:    func(*cobra.Command, []string) error { return a.history(question, limit) },
	}
	c.Flags().StringVar(&question, "question", "", a.words.say("flag.question"))
	c.Flags().IntVar(&limit, "limit", limit, a.words.say("flag.limit"))
	return c
}

// history prints the newest attempts, the newest first; limit 0 prints all.
func (a *app) history(question string, limit int) error {
	store, err := a.store()
	if err != nil {
		return err
	}
	list, err := store.List()
	if err != nil {
		a.warn("warn.damaged", "Error", err.Error())
	}
	if question != "" {
		if list, err = a.onlyAbout(list, question); err != nil {
			return err
		}
	}
	for shown := 0; shown < len(list) && (limit <= 0 || shown < limit); shown++ {
		attempt := list[len(list)-1-shown]
		if a.settings.json {
			err = a.printJSON(attempt)
		} else {
			_, err = fmt.Fprintln(a.out, a.historyLine(attempt))
		}
		if err != nil {
			return err
		}
	}
	if len(list) == 0 {
		a.tell("history.empty")
	}
	return nil
}

// onlyAbout keeps the attempts at the question that query finds in the bank.
func (a *app) onlyAbout(list []recordings.Attempt, query string) ([]recordings.Attempt, error) {
	bank, err := a.bankAsKnown()
	if err != nil {
		return nil, err
	}
	q, err := bank.Find(query)
	if err != nil {
		return nil, err
	}
	var some []recordings.Attempt
	for _, attempt := range list {
		if attempt.Question.ID == q.ID {
			some = append(some, attempt)
		}
	}
	return some, nil
}

// historyLine tells one attempt in a line.
func (a *app) historyLine(attempt recordings.Attempt) string {
	result := a.words.say("state." + string(attempt.State))
	if attempt.Report != nil {
		result = percent(attempt.Report)
		if attempt.Report.Counted == 0 {
			result = "–"
		}
	}
	question := attempt.Question.Text
	if attempt.Question.Group != "" {
		question += " · " + strings.TrimSuffix(attempt.Question.Group, ":")
	}
	if attempt.Failure == "silence" {
		result = a.words.say("state.silence")
	}
	line := fmt.Sprintf("%s  %6s  %s  ", attempt.ID, length(attempt.Length), column(result, 11))
	if a.tty {
		return line + shorten(printable(question), max(20, a.width()-len([]rune(line))))
	}
	return line + printable(question)
}
