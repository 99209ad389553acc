package recordings

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"rehearse/audio"
)

// Recover keeps the takes of drafts that nobody works on any more: their
// program was killed, or the power went. A draft that is locked, or that
// another machine began, is left alone; one without sound is removed. The
// error joins what went wrong; what could be kept is returned all the same.
func (s *Store) Recover() ([]Attempt, error) {
	ids, err := s.drafts()
	if err != nil {
		return nil, err
	}
	var kept []Attempt
	var failed []error
	for _, id := range ids {
		a, err := s.recoverOne(id)
		switch {
		case err != nil:
			failed = append(failed, fmt.Errorf("recover the recording in %s: %w", s.Dir(id), err))
		case a != nil:
			kept = append(kept, *a)
		}
	}
	return kept, errors.Join(failed...)
}

// drafts returns the attempts' folders with a draft in them. The index knows
// which may have one; without an index, all are looked into.
func (s *Store) drafts() ([]string, error) {
	numbers, ok := s.mayBeDrafts()
	if !ok {
		var err error
		if numbers, err = s.numbers(); err != nil {
			return nil, err
		}
	}
	var ids []string
	for _, number := range numbers {
		if id := idOf(number); s.hasDraft(id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// draftWait is how long an index may keep Recover waiting: looking into a
// hundred thousand folders takes no longer.
const draftWait = time.Second

// mayBeDrafts returns what the index has to look at again. It is not ok where
// no index is there yet, or it does not answer in time.
func (s *Store) mayBeDrafts() (numbers []int64, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Cache == "" || s.generation() == 0 {
		return nil, false
	}
	ctx, cancel := context.WithTimeout(context.Background(), draftWait)
	defer cancel()
	var err error
	if s.index == nil {
		if s.index, err = s.openIndex(ctx); err != nil {
			s.index = nil
			return nil, false
		}
	}
	if err = s.syncFolder(ctx, s.index); err == nil {
		numbers, err = s.index.ids(ctx, "SELECT id FROM unread ORDER BY id")
	}
	if err != nil {
		s.closeIndex() // whoever needs it next finds out what is wrong
	}
	return numbers, err == nil
}

// newest returns the newest attempt, by an index that is open already. It is not
// ok where there is none, or something came or went since.
func (s *Store) newest() (id string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.index == nil {
		return "", false
	}
	ctx, cancel := context.WithTimeout(context.Background(), draftWait)
	defer cancel()
	if same, err := s.unchanged(ctx, s.index); err != nil || !same {
		return "", false
	}
	numbers, err := s.index.ids(ctx, "SELECT id FROM (SELECT id FROM attempts ORDER BY id DESC LIMIT 1) UNION SELECT id FROM unread ORDER BY id DESC")
	if err != nil {
		return "", false
	}
	for _, number := range numbers {
		if id := idOf(number); s.has(id, attemptFile) {
			return id, true
		}
	}
	return "", false
}

// hasDraft is has for draft.json, a hundred thousand times a second and more.
func (s *Store) hasDraft(id string) bool {
	_, err := os.Lstat(filepath.Join(s.Dir(id), draftFile))
	return err == nil
}

// recoverOne returns nil where there was nothing to keep, or not for us.
func (s *Store) recoverOne(id string) (*Attempt, error) {
	lock := flock.New(filepath.Join(s.Dir(id), draftFile))
	locked, err := lock.TryLock()
	if err != nil || !locked {
		return nil, err
	}
	defer lock.Unlock()
	if s.has(id, attemptFile) { // killed between attempt.json and the clearing up
		return nil, s.clear(id)
	}
	a, host := s.readDraft(id)
	if host != s.host && host != "" {
		return nil, nil
	}
	part := s.longest(id)
	if part == "" {
		return nil, s.disk.Remove(path.Join(attemptsDir, id))
	}
	level, err := s.mend(path.Join(attemptsDir, id, part))
	if err != nil {
		return nil, err
	}
	if level.Length == 0 {
		return nil, s.disk.Remove(path.Join(attemptsDir, id))
	}
	a.Length = level.Length
	a.Audio = Audio{Peak: level.Peak, RMS: level.RMS, Clipped: level.Clipped}
	a, err = s.finish(a, part)
	return &a, err
}

// readDraft returns what draft.json knows. A draft that was killed while it
// was written knows only its ID: the sound is kept without its question.
func (s *Store) readDraft(id string) (a Attempt, host string) {
	at, _ := time.Parse(timeLayout, id[:len(timeLayout)])
	unknown := Attempt{Version: Version, ID: id, TakenAt: at, State: Recorded}
	data, err := readFile(s.disk, path.Join(attemptsDir, id, draftFile), maxAttempt)
	if err != nil {
		return unknown, ""
	}
	var draft draftJSON
	if json.Unmarshal(data, &draft) != nil || json.Unmarshal(draft.Attempt, &a) != nil || a.ID != id {
		return unknown, ""
	}
	return a, draft.Host
}

// longest returns the name of the sound file that holds most of the take, ""
// when there is none.
func (s *Store) longest(id string) string {
	longest, most := "", int64(0)
	for _, name := range []string{soundFile, partFile, rescueFile} {
		f, err := s.disk.Open(path.Join(attemptsDir, id, name), os.O_RDONLY)
		if err != nil {
			continue
		}
		if info, err := f.Stat(); err == nil && info.Size() > most {
			longest, most = name, info.Size()
		}
		f.Close()
	}
	return longest
}

// mend makes the sound file valid and durable, and measures it.
func (s *Store) mend(name string) (audio.Level, error) {
	f, err := s.disk.Open(name, os.O_RDWR)
	if err != nil {
		return audio.Level{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return audio.Level{}, err
	}
	length, err := audio.MendWAV(f, info.Size())
	if err != nil || length == 0 {
		return audio.Level{}, err
	}
	if err := f.Sync(); err != nil {
		return audio.Level{}, err
	}
	wav, err := audio.NewWAV(f, info.Size(), name)
	if err != nil {
		return audio.Level{}, err
	}
	var meter audio.Meter
	_, err = audio.Copy(context.Background(), &meter, wav)
	return meter.Level(), err
}

// clear removes what a finished attempt does not need.
func (s *Store) clear(id string) error {
	for _, name := range leftovers {
		if err := s.disk.Remove(path.Join(attemptsDir, id, name)); err != nil {
			return err
		}
	}
	return nil
}
