package main

import (
	"github.com/spf13/cobra"
)

func (a *app) removeCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "remove " + a.words.say("arg.attempt"),
		Short:   a.words.say("cmd.remove.short"),
		Example: "  rehearse remove last",
		Args:    a.takes(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := a.store()
			if err != nil {
				return err
			}
			id, err := store.Remove(args[0])
			if err == nil {
				a.tell("removed", "ID", id)
			}
			return err
		},
	}
}

func (a *app) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore " + a.words.say("arg.attempt"),
		Short: a.words.say("cmd.restore.short"),
		Args:  a.takes(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := a.store()
			if err == nil {
				err = store.Restore(args[0])
			}
			if err == nil {
				a.tell("restored", "ID", args[0])
			}
			return err
		},
	}
}

func (a *app) recoverCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "recover",
		Short: a.words.say("cmd.recover.short"),
		Args:  a.takes(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, err := a.store() // recovers, and tells what
			return err
		},
	}
}
