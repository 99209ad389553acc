package main

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"rehearse/score"
)

// keptReplies keep what a judge replied, a file for each reply, so that asking
// the same again costs nothing. They quote answers: they are readable by their
// owner alone, and thrown away after a month.
type keptReplies struct {
	dir string
	now func() time.Time
}

const keepReplies = 30 * 24 * time.Hour

// longestKept bounds a file that is read: a reply is some kilobytes.
const longestKept = 1 << 20

func (k keptReplies) cache() score.ReplyCache {
	return score.ReplyCache{Recall: k.recall, Keep: func(key, reply string) {
		_ = k.keep(key, reply) // next time it is asked for again
	}}
}

func (k keptReplies) path(key string) string { return filepath.Join(k.dir, key+".json") }

func (k keptReplies) recall(key string) (string, bool) {
	info, err := os.Stat(k.path(key))
	if err != nil || info.Size() > longestKept {
		return "", false
	}
	reply, err := os.ReadFile(k.path(key))
	return string(reply), err == nil
}

// keep replaces a file by a rename: a reader sees a whole reply or none.
func (k keptReplies) keep(key, reply string) error {
	if err := os.MkdirAll(k.dir, 0o700); err != nil {
		return err
	}
	k.forgetOld()
	f, err := os.CreateTemp(k.dir, ".new-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // after the rename it is gone
	_, err = f.WriteString(reply)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), k.path(key))
}

func (k keptReplies) forgetOld() {
	files, _ := os.ReadDir(k.dir)
	for _, file := range files {
		if info, err := file.Info(); err == nil && k.now().Sub(info.ModTime()) > keepReplies {
			_ = os.Remove(filepath.Join(k.dir, file.Name()))
		}
	}
}
