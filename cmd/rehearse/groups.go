package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"rehearse/prompts"
	"rehearse/recordings"
)

// identified reads the bank and gives its questions the IDs and group modes
// that are remembered. What changed is remembered from now on. A memory that
// cannot be read costs no rehearsal.
func (a *app) identified(store *recordings.Store) (prompts.Bank, error) {
	bank, err := a.bank()
	if err != nil {
		return bank, err
	}
	absolute, given := absoluteFiles(bank)
	err = store.Remember(func(known []prompts.Known) []prompts.Known {
		absolute, known = prompts.Identify(absolute, known)
		return known
	})
	if err != nil {
		a.warn("warn.memory", "Error", a.explain(err, nil).Message)
	}
	return withFiles(absolute, given), nil
}

// bankAsKnown is identified for commands that only look: it makes no data
// folder and remembers nothing.
func (a *app) bankAsKnown() (prompts.Bank, error) {
	bank, err := a.bank()
	if err != nil {
		return bank, err
	}
	if _, err := os.Stat(a.settings.Data); err != nil {
		return bank, nil
	}
	store, err := a.store()
	if err != nil {
		return bank, err
	}
	known, err := store.Known()
	if err != nil {
		a.warn("warn.memory", "Error", a.explain(err, nil).Message)
	}
	absolute, given := absoluteFiles(bank)
	absolute, _ = prompts.Identify(absolute, known)
	return withFiles(absolute, given), nil
}

// absoluteFiles returns bank with absolute paths, and the paths as they were: a
// question is the same whichever way its file is named.
func absoluteFiles(bank prompts.Bank) (prompts.Bank, []string) {
	given := make([]string, len(bank.Questions))
	bank.Questions = slices.Clone(bank.Questions)
	for i := range bank.Questions {
		source := &bank.Questions[i].Source
		given[i] = source.File
		if path, err := filepath.Abs(source.File); err == nil && source.File != sampleName {
			source.File = path
		}
	}
	return bank, given
}

func withFiles(bank prompts.Bank, files []string) prompts.Bank {
	for i, file := range files {
		bank.Questions[i].Source.File = file
	}
	return bank
}

// askGroups asks the person once whether the groups of q are alternatives or
// parts, and remembers the answer: the outline cannot tell. Without anybody to
// ask they are parts.
func (a *app) askGroups(ctx context.Context, store *recordings.Store, q prompts.Question) (prompts.Question, error) {
	if len(q.Groups) == 0 || q.GroupMode != prompts.GroupsUnknown || q.Group != "" {
		return q, nil
	}
	if !a.interactive() {
		q.GroupMode = prompts.GroupsAll
		return q, nil
	}
	fmt.Fprintln(a.err, "\n"+q.Text)
	for _, name := range q.Groups {
		fmt.Fprintf(a.err, "  · %s\n", name)
	}
	fmt.Fprintln(a.err, a.words.say("groups.ask"))
	for q.GroupMode == prompts.GroupsUnknown {
		switch a.key(ctx) {
		case '1':
			q.GroupMode = prompts.GroupsAny
		case '2':
			q.GroupMode = prompts.GroupsAll
		case 'q':
			return q, errInterrupted
		}
	}
	err := store.Remember(func(known []prompts.Known) []prompts.Known {
		for i := range known {
			if known[i].ID == q.ID {
				known[i].Groups = q.GroupMode
			}
		}
		return known
	})
	if err != nil {
		a.warn("warn.memory", "Error", a.explain(err, nil).Message)
	}
	return q, nil
}
