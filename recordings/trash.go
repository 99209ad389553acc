package recordings

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
)

// Remove moves the attempt that name means to the trash, sound and all, and
// returns its ID.
func (s *Store) Remove(name string) (string, error) {
	id, err := s.resolve(name)
	if err != nil {
		return "", err
	}
	if !s.has(id, attemptFile) { // it is being recorded
		return "", fmt.Errorf("%w: %q", ErrNoAttempt, name)
	}
	return id, s.move(id, attemptsDir, trashDir)
}

// Restore takes the attempt id back from the trash.
func (s *Store) Restore(id string) error {
	if !validID(id) {
		return fmt.Errorf("%w in the trash: %q", ErrNoAttempt, id)
	}
	err := s.move(id, trashDir, attemptsDir)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w in the trash: %s", ErrNoAttempt, id)
	}
	return err
}

func (s *Store) move(id, from, to string) error {
	if err := s.disk.Mkdir(to); err != nil {
		return fmt.Errorf("move the attempt %s: %w", id, err)
	}
	if err := s.disk.Rename(path.Join(from, id), path.Join(to, id)); err != nil {
		return fmt.Errorf("move the attempt %s: %w", id, err)
	}
	s.reindex(id)
	return errors.Join(s.disk.SyncDir(from), s.disk.SyncDir(to))
}
