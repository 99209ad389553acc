package voice

import (
	"errors"
	"fmt"
)

var (
	// ErrNoVoice tells that no program on this machine speaks the language.
	ErrNoVoice = errors.New("no speech program speaks this language: install espeak-ng, or name a piper model")

	// ErrNoText tells that a text has no letter and no digit in it.
	ErrNoText = errors.New("there is nothing to say aloud")

	// ErrSilent tells that no sound was made of a text.
	ErrSilent = errors.New("no sound came of the text")

	// ErrSlow tells that a program was killed because it took too long.
	ErrSlow = errors.New("it took too long")
)

// A ProgramError says which speech program failed, and how.
type ProgramError struct {
	Program string // a Voice's name
	Said    string // the end of what it wrote to its errors: one line, cleaned, may be ""
	Err     error  // ErrSlow, ErrSilent, an *exec.ExitError, an *audio.FormatError, or the system's
}

func (e *ProgramError) Error() string {
	text := fmt.Sprintf("speak by %s: %v", e.Program, e.Err)
	if e.Said != "" {
		text += fmt.Sprintf(" (it says: %s)", e.Said)
	}
	return text + "; read the question from the screen, or choose another voice"
}

func (e *ProgramError) Unwrap() error { return e.Err }
