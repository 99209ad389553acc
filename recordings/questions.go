package recordings

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/gofrs/flock"

	"rehearse/prompts"
)

// questionsFile holds what is remembered of questions between readings of the
// bank. It is no cache: the person's answers about groups are in it.
const questionsFile = "questions.json"

type knownJSON struct {
	ID     string            `json:"id"`
	Text   string            `json:"text"`
	Points []string          `json:"points"`
	File   string            `json:"file"`
	Number int               `json:"number"`
	Groups prompts.GroupMode `json:"groups,omitempty"`
}

type questionsJSON struct {
	Version   int         `json:"version"`
	Questions []knownJSON `json:"questions"`
}

// Known returns what is remembered of questions; nothing before the first
// Remember. A file that cannot be read is a *DamagedError.
func (s *Store) Known() ([]prompts.Known, error) {
	data, err := readFile(s.disk, questionsFile, maxAttempt)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", questionsFile, err)
	}
	var file questionsJSON
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, &DamagedError{filepath.Join(s.dir, questionsFile), err}
	}
	if file.Version > Version {
		return nil, &DamagedError{filepath.Join(s.dir, questionsFile), &VersionError{file.Version}}
	}
	var known []prompts.Known
	for _, k := range file.Questions {
		known = append(known, prompts.Known(k))
	}
	return known, nil
}

// Remember replaces what is known by what change makes of it. Two programs at
// once do not lose each other's changes. It writes nothing when nothing changed.
// Where what is known cannot be read, nothing is changed: the error says so.
func (s *Store) Remember(change func([]prompts.Known) []prompts.Known) error {
	lock := flock.New(filepath.Join(s.dir, questionsFile+".lock"), flock.SetPermissions(0o600))
	if err := lock.Lock(); err != nil {
		return fmt.Errorf("lock %s: %w", questionsFile, err)
	}
	defer lock.Unlock()
	old, err := s.Known()
	if err != nil {
		return err
	}
	known := change(slices.Clone(old))
	if reflect.DeepEqual(old, known) {
		return nil
	}
	data, err := encode(questionsJSON{Version, convert(known, func(k prompts.Known) knownJSON {
		k.Points = convert(k.Points, func(s string) string { return s })
		return knownJSON(k)
	})})
	if err != nil {
		return err
	}
	return replace(s.disk, questionsFile, data)
}
