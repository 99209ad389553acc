package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rehearse/prompts"
)

// sampleBank is what a newcomer practises with.
//
//go:embed sample.md
var sampleBank string

// sampleName stands where a file's name would.
const sampleName = "sample.md"

var errNoQuestions = errors.New("the bank has no questions")

// bank reads the person's bank: all their files as one, numbered through; the
// sample when they have none.
func (a *app) bank() (prompts.Bank, error) {
	if len(a.settings.Banks) == 0 {
		return prompts.Parse(strings.NewReader(sampleBank), sampleName)
	}
	var whole prompts.Bank
	for _, path := range a.settings.Banks {
		files, err := bankFiles(path)
		if err != nil {
			return prompts.Bank{}, err
		}
		for _, file := range files {
			one, err := readBank(file)
			if err != nil && len(files) > 1 { // one bad page does not spoil the book
				a.warn("warn.skipped", "Error", a.explain(err, nil).Message)
				continue
			}
			if err != nil {
				return prompts.Bank{}, err
			}
			whole = join(whole, one)
		}
	}
	if len(whole.Questions) == 0 {
		return whole, errNoQuestions
	}
	return whole, nil
}

// bankFiles returns the Markdown files that path means: itself, or those of
// the folder and the folders in it, in the order of their names.
func bankFiles(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode().IsRegular() {
		return []string{path}, nil
	}
	if !info.IsDir() { // a pipe would be waited for
		return nil, &fs.PathError{Op: "read", Path: path, Err: fs.ErrNotExist}
	}
	var files []string
	err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && name != path && strings.HasPrefix(entry.Name(), ".") {
			return filepath.SkipDir
		}
		if entry.Type().IsRegular() && strings.EqualFold(filepath.Ext(name), ".md") {
			files = append(files, name)
		}
		return nil
	})
	return files, err
}

func readBank(path string) (prompts.Bank, error) {
	f, err := os.Open(path)
	if err != nil {
		return prompts.Bank{}, err
	}
	defer f.Close()
	return prompts.Parse(f, path)
}

// join appends b's questions to those of whole, numbered through. A question
// that another file has too gets an ID of its own.
func join(whole, b prompts.Bank) prompts.Bank {
	if whole.Name == "" {
		whole.Name = b.Name
	}
	for _, q := range b.Questions {
		same := func(other prompts.Question) bool { return other.ID == q.ID }
		for n := 2; slices.ContainsFunc(whole.Questions, same); n++ {
			q.ID = fmt.Sprintf("%s-%d", strings.TrimSuffix(q.ID, fmt.Sprintf("-%d", n-1)), n)
		}
		q.Number = len(whole.Questions) + 1
		whole.Questions = append(whole.Questions, q)
	}
	whole.Warnings = append(whole.Warnings, b.Warnings...)
	return whole
}

// A goal is the length that an answer is measured against.
type goal struct {
	target   time.Duration
	from     prompts.TargetSource
	overload time.Duration // what the outline would need beyond its target
}

// goalOf returns the goal of q, narrowed to a group or not: the flag's, the
// bank's, the file's, the configuration's, else the outline's.
func (a *app) goalOf(q prompts.Question, flag time.Duration) goal {
	outline, overload := outlineTarget(q)
	switch {
	case flag > 0:
		return goal{flag, prompts.TargetFlag, overload}
	case q.Target > 0:
		return goal{q.Target, q.TargetFrom, overload}
	case a.settings.Target > 0:
		return goal{a.settings.Target, prompts.TargetConfig, overload}
	}
	return goal{outline, prompts.TargetOutline, overload}
}

// outlineTarget is that of the longest group, unless all groups are asked for.
func outlineTarget(q prompts.Question) (target, overload time.Duration) {
	if q.GroupMode == prompts.GroupsAll {
		return q.OutlineTarget(q.Pace())
	}
	for _, one := range q.Alternatives() {
		t, over := one.OutlineTarget(q.Pace())
		target, overload = max(target, t), max(overload, over)
	}
	return target, overload
}
