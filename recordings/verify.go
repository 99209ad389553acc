package recordings

import (
	"errors"
	"fmt"
	"io/fs"
)

// ErrNoSound tells of an attempt whose recording is gone.
var ErrNoSound = errors.New("the recording is missing")

// ErrChanged tells of a recording that is not the one that was kept.
var ErrChanged = errors.New("the recording is not what was kept: its sum is another")

// ErrUnfinished tells of a folder without attempt.json: an answer is being
// recorded, or copied here, or lost the file.
var ErrUnfinished = errors.New("no attempt.json")

// IDs returns the names of all attempts' folders, the oldest first, also of
// those that hold no attempt yet.
func (s *Store) IDs() ([]string, error) { return s.ids() }

// Verify reads the attempt id and compares its recording with the sum that was
// taken when it was kept. The error is nil for a whole one, else ErrUnfinished,
// ErrNoSound, ErrChanged, a *DamagedError, or what reading the sound gave.
func (s *Store) Verify(id string) error {
	a, err := s.read(id)
	if errors.Is(err, ErrNoAttempt) {
		return ErrUnfinished
	}
	if err != nil {
		return err
	}
	sum, err := s.hash(id)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ErrNoSound
	case err != nil:
		return fmt.Errorf("read the recording: %w", err)
	case sum != a.Audio.SHA256:
		return ErrChanged
	}
	return nil
}
