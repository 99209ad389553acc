package recordings

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"syscall"
	"time"
)

// An entry is what the index learns from one attempt's folder.
type entry struct {
	id       int64
	found    bool // attempt.json is there and can be read; else only id and damage hold
	draft    bool // draft.json is there: Recover has to look
	damage   error
	attempt  indexedJSON
	stems    string
	modified int64 // of attempt.json, Unix nanoseconds
	size     int64
}

// indexedJSON is the part of attempt.json that is indexed. Words and their
// times, most of the file, are only read over: that they have the right form
// is for Load to tell.
type indexedJSON struct {
	Version  int       `json:"version"`
	ID       string    `json:"id"`
	TakenAt  time.Time `json:"taken_at"`
	State    State     `json:"state"`
	Failure  string    `json:"failure"`
	Length   seconds   `json:"length_s"`
	Target   seconds   `json:"target_s"`
	Question struct {
		ID    string   `json:"id"`
		Text  string   `json:"text"`
		Group string   `json:"group"`
		Tags  []string `json:"tags"`
	} `json:"question"`
	Transcript *struct {
		Text string `json:"text"`
	} `json:"transcript"`
	Report *struct {
		Coverage *float64 `json:"coverage"`
	} `json:"report"`
}

// A reader reads attempts for the index, one after the other.
type reader struct{ words *stemmer }

func newReader() *reader { return &reader{newStemmer()} }

// look reads the folder of the attempt id. Time and size are those of the very
// file that was read: what replaces it later is seen to differ.
func (s *Store) look(r *reader, id string) entry {
	number, _ := parseID(id)
	e := entry{id: number}
	f, err := s.disk.Open(path.Join(attemptsDir, id, attemptFile), os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return e // a draft, one being removed or copied, or no attempt at all
	}
	if err != nil {
		e.damage = fmt.Errorf("read the attempt %s: %w", id, err)
		return e
	}
	defer f.Close()
	e.draft = s.hasDraft(id)
	if err := e.read(f, id); err != nil {
		e.damage = &DamagedError{s.Dir(id), err}
		return e
	}
	if e.attempt.Transcript != nil {
		e.stems = r.words.text(e.attempt.Transcript.Text)
	}
	e.found = true
	return e
}

func (e *entry) read(f file, id string) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	e.modified, e.size = info.ModTime().UnixNano(), info.Size()
	if e.size > maxAttempt {
		return fmt.Errorf("attempt.json is larger than %d bytes", maxAttempt)
	}
	data := make([]byte, e.size)
	if _, err := io.ReadFull(f, data); err != nil {
		return err
	}
	if err := json.Unmarshal(data, &e.attempt); err != nil {
		return err
	}
	if e.attempt.Version > Version {
		return &VersionError{e.attempt.Version}
	}
	if e.attempt.ID != id {
		return fmt.Errorf("attempt.json is of %q", e.attempt.ID)
	}
	return nil
}

// changed tells whether attempt.json differs from what was indexed. Only being
// equal counts, not being older: clocks jump, and backups bring old files back.
func (s *Store) changed(id, modified, size int64) bool {
	info, err := os.Stat(s.attemptPath(idOf(id)))
	return err != nil || info.ModTime().UnixNano() != modified || info.Size() != size
}
