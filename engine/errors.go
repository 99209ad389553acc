package engine

import (
	"errors"
	"fmt"
	"strings"
)

var (
	// ErrNotInstalled tells that the environment or the model is missing, or
	// is that of another version of this program.
	ErrNotInstalled = errors.New("the local engine is not installed: run `rehearse engine install`")

	// ErrNoPython tells that no interpreter of Python 3.10 or newer was found.
	ErrNoPython = errors.New("no Python 3.10 or newer was found: install it, on Debian by `apt-get install python3 python3-venv`")

	// ErrNoVenv tells that Python is there and cannot make environments:
	// Debian packs that part by itself.
	ErrNoVenv = errors.New("python cannot make environments: on Debian `apt-get install python3-venv` adds it")

	// ErrSum tells that fetched weights are not those that were asked for.
	ErrSum = errors.New("the weights have another SHA-256 sum than expected")
)

// A ModelError tells of a model that the engine does not know.
type ModelError struct {
	Name  string
	Known []string
}

func (e *ModelError) Error() string {
	return fmt.Sprintf("there is no model %q: choose one of %s", e.Name, strings.Join(e.Known, ", "))
}

// An InstallError tells which step of an installation failed. Nothing half
// made is left that a later Install or Start would take for whole.
type InstallError struct {
	Step   Step
	Model  string // of StepModel
	Output string // the last lines that the tool printed, if one did
	Err    error
}

func (e *InstallError) Error() string {
	what := fmt.Sprintf("installing the local engine (%s): %v", e.Step, e.Err)
	if e.Output != "" {
		what += "\n" + e.Output
	}
	if e.Step == StepModel && e.Model != Base {
		what += fmt.Sprintf("\nThe model %s comes from a model hub, which must be reachable; the model %s does not.", e.Model, Base)
	}
	return what
}

func (e *InstallError) Unwrap() error { return e.Err }

// A StartError tells that a server was started and did not come to listen.
type StartError struct {
	Log    string // the server's log file
	Output string // its last lines
	Err    error
}

func (e *StartError) Error() string {
	return fmt.Sprintf("starting the local engine: %v; its log is %s\n%s", e.Err, e.Log, e.Output)
}

func (e *StartError) Unwrap() error { return e.Err }
