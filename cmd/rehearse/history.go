package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"rehearse/recordings"
)

// historyFlags are the flags of history.
type historyFlags struct {
	question string
	search   string
	limit    int // 0: all
}

func (a *app) historyCommand() *cobra.Command {
	flags := historyFlags{limit: 20}
	c := &cobra.Command{
		Use:     "history",
		Short:   a.words.say("cmd.history.short"),
		Long:    a.words.say("cmd.history.long"),
		Example: "  rehearse history\n  rehearse history --question 6 --limit 5 --json\n  rehearse history --search '" + a.words.say("history.example") + "'",
		Args:    a.takes(0, 0),
		RunE:    func(c *cobra.Command, _ []string) error { return a.history(c.Context(), flags) },
	}
	c.Flags().StringVar(&flags.question, "question", "", a.words.say("flag.question"))
	c.Flags().StringVar(&flags.search, "search", "", a.words.say("flag.search"))
	c.Flags().IntVar(&flags.limit, "limit", flags.limit, a.words.say("flag.limit"))
	return c
}

// history prints the newest attempts, the newest first.
func (a *app) history(ctx context.Context, flags historyFlags) error {
	store, err := a.store()
	if err != nil {
		return err
	}
	filter := recordings.Filter{Text: flags.search, Limit: max(0, flags.limit)}
	if filter.Question, err = a.questionID(flags.question); err != nil {
		return err
	}
	list, err := store.Search(ctx, filter)
	if broken, ok := errors.AsType[*recordings.IndexError](err); ok {
		return broken
	}
	if err != nil {
		a.warn("warn.damaged", "Error", err.Error())
	}
	for _, m := range list {
		if err := a.showSummary(store, m); err != nil {
			return err
		}
	}
	if len(list) == 0 && (flags.search != "" || flags.question != "") {
		a.tell("history.nothing")
	} else if len(list) == 0 {
		a.tell("history.empty")
	}
	return nil
}

// questionID returns the ID of the question that query finds in the bank, "" for
// no query.
func (a *app) questionID(query string) (string, error) {
	if query == "" {
		return "", nil
	}
	bank, err := a.bankAsKnown()
	if err != nil {
		return "", err
	}
	q, err := bank.Find(query)
	return q.ID, err
}

// showSummary prints an attempt of the history: the whole of it as JSON, else a
// line, and below it what a search found.
func (a *app) showSummary(store *recordings.Store, m recordings.Summary) error {
	if a.settings.json {
		attempt, err := store.Load(m.ID)
		if err != nil { // it went just now
			a.warn("warn.damaged", "Error", err.Error())
			return nil
		}
		return a.printJSON(attempt)
	}
	text := a.historyLine(m) + "\n"
	if m.Snippet.Text != "" {
		const margin = "    "
		text += indent(ansi.Wrap(marked(m.Snippet), max(20, a.width()-len(margin)), " "), margin) + "\n"
	}
	return styled(a.out, text)
}

// marked shows the found words of a snippet. It is printable.
func marked(s recordings.Snippet) string {
	var b strings.Builder
	end := 0
	for _, hit := range s.Hits {
		b.WriteString(printable(s.Text[end:hit.Start]) + bold(printable(s.Text[hit.Start:hit.End])))
		end = hit.End
	}
	return b.String() + printable(s.Text[end:])
}

// historyLine tells one attempt in a line.
func (a *app) historyLine(m recordings.Summary) string {
	result := a.words.say("state." + string(m.State))
	if m.Scored {
		result = "–"
	}
	if m.Counted {
		result = fmt.Sprintf("%d %%", wholePercent(m.Coverage))
	}
	question := m.Question
	if m.Group != "" {
		question += " · " + strings.TrimSuffix(m.Group, ":")
	}
	if m.Failure == "silence" {
		result = a.words.say("state.silence")
	}
	line := fmt.Sprintf("%s  %6s  %s  ", m.ID, length(m.Length), column(result, 11))
	if a.tty {
		return line + shorten(printable(question), max(20, a.width()-len([]rune(line))))
	}
	return line + printable(question)
}
