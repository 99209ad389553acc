package main

import (
	"context"
	"fmt"
	"os"

	"rehearse/prompts"
	"rehearse/recordings"
)

// identified reads the bank and gives its questions the IDs and group modes
// that are remembered. What changed is remembered from now on.
func (a *app) identified(store *recordings.Store) (prompts.Bank, error) {
	bank, err := a.bank()
	if err != nil {
		return bank, err
	}
	known, err := store.Known()
	if err != nil {
		return bank, err
	}
	bank, known = prompts.Identify(bank, known)
	return bank, store.Remember(known)
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
		return bank, err
	}
	bank, _ = prompts.Identify(bank, known)
	return bank, nil
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
	for i, name := range q.Groups {
		fmt.Fprintf(a.err, "  %d. %s\n", i+1, name)
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
	known, err := store.Known()
	if err != nil {
		return q, err
	}
	for i := range known {
		if known[i].ID == q.ID {
			known[i].Groups = q.GroupMode
		}
	}
	return q, store.Remember(known)
}
