package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"rehearse/prompts"
)

func (a *app) questionsNewCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "new " + a.words.say("arg.md"),
		Short:   a.words.say("cmd.questions-new.short"),
		Example: "  rehearse questions new interview.md",
		Args:    a.takes(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			f, err := os.OpenFile(args[0], os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
			if errors.Is(err, fs.ErrExist) {
				return &existsError{args[0]}
			}
			if err != nil {
				return err
			}
			_, err = f.WriteString(sampleBank)
			if closed := f.Close(); err == nil {
				err = closed
			}
			if err == nil {
				a.tell("questions.new", "Path", args[0], "Config", filepath.Join(a.folders.config, "config.toml"))
			}
			return err
		},
	}
}

// An existsError tells that a file would have been overwritten.
type existsError struct{ path string }

func (e *existsError) Error() string { return fmt.Sprintf("%s is there already", e.path) }

func (a *app) questionsIDsCommand() *cobra.Command {
	var write bool
	c := &cobra.Command{
		Use:   "ids",
		Short: a.words.say("cmd.questions-ids.short"),
		Long:  a.words.say("cmd.questions-ids.long"),
		Args:  a.takes(0, 0),
		RunE:  func(*cobra.Command, []string) error { return a.questionIDs(write) },
	}
	c.Flags().BoolVar(&write, "write", false, a.words.say("flag.write"))
	return c
}

// questionIDs prints the IDs, or writes them into the person's files: the only
// command that changes a bank.
func (a *app) questionIDs(write bool) error {
	bank, err := a.bankAsKnown()
	if err != nil {
		return err
	}
	byFile := map[string][]prompts.Question{}
	for _, q := range bank.Questions {
		byFile[q.Source.File] = append(byFile[q.Source.File], q)
		if !write {
			fmt.Fprintf(a.out, "%s  %s\n", q.ID, q.Text)
		}
	}
	if !write {
		return nil
	}
	if len(a.settings.Banks) == 0 {
		return usage(errors.New(a.words.say("error.sample-ids")))
	}
	for path, questions := range byFile {
		if err := a.writeIDs(path, questions); err != nil {
			return err
		}
	}
	return nil
}

// writeIDs replaces a file by a rename: a reader, or a crash, sees the old one
// or the new. A link stays a link.
func (a *app) writeIDs(path string, questions []prompts.Question) error {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(real)
	if err != nil {
		return err
	}
	info, err := os.Stat(real)
	if err != nil {
		return err
	}
	written := prompts.WriteIDs(data, questions)
	if string(written) == string(data) {
		a.tell("ids.there", "Path", path)
		return nil
	}
	f, err := os.CreateTemp(filepath.Dir(real), ".rehearse-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // after the rename there is none
	_, err = f.Write(written)
	for _, step := range []func() error{func() error { return f.Chmod(info.Mode().Perm()) }, f.Sync, f.Close} {
		if failed := step(); err == nil {
			err = failed
		}
	}
	if err == nil {
		err = os.Rename(f.Name(), real)
	}
	if err == nil {
		a.tell("ids.written", "Path", path)
	}
	return err
}
