// Package engine owns the recogniser that runs on this machine: it installs a
// private Python environment and a model, and starts, finds and stops a server
// that speaks like OpenAI's API: it transcribes, and embeds texts. What the
// server understands is told in server.py; it is bound to 127.0.0.1 and answers
// only those who can read its key file.
package engine

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Dirs are the two folders that the engine lives in. It makes a folder
// "engine" in each, readable by their owner alone.
type Dirs struct {
	Cache string // what can be fetched again: environment, models
	State string // what belongs to this machine: key, address, log
}

// An Engine is the local recogniser. Several, in one process or in many, may
// share their Dirs: whatever changes something takes a lock first.
type Engine struct {
	dirs Dirs

	// Python is the interpreter to build the environment with. Empty means
	// the first on the PATH that is new enough.
	Python string
	// Env is the environment of child processes, as in exec.Cmd: nil is this
	// process's own. Variables that begin with REHEARSE_ are left out.
	Env []string
	// Idle is how long a server lives without a request. 0 means 10 minutes.
	Idle time.Duration
}

// New returns the engine that lives in dirs. It touches nothing.
func New(dirs Dirs) *Engine { return &Engine{dirs: dirs} }

// EmbeddingModel is the one model that the engine embeds with, where the system
// has it.
const EmbeddingModel = "multilingual-e5-small"

// A Server is where a running engine listens.
type Server struct {
	BaseURL string // http://127.0.0.1:PORT/v1
	Key     string // for Authorization: Bearer; new at each start
	Model   string // the one model that it hears with

	// EmbeddingModel, the constant, is asked at the same BaseURL with the same Key; "" where
	// the system has none (Windows, Macs with Intel) and embeddings are
	// refused with status 501. It is an e5: the caller writes "query: " before
	// a text that is looked for and "passage: " before one that is looked
	// through. Vectors have length 1.
	EmbeddingModel string
}

// A Status tells what `rehearse engine status` prints.
type Status struct {
	Installed bool   `json:"installed"`
	Running   bool   `json:"running"`
	BaseURL   string `json:"base_url"` // empty while no server runs
	KeyFile   string `json:"key_file"`
	Model     string `json:"model"` // the running server's, else what Start would load
}

// Status looks, and changes nothing.
func (e *Engine) Status(ctx context.Context) (Status, error) {
	model, err := e.chosen()
	if err != nil {
		return Status{}, err
	}
	s := Status{Installed: e.installed(model), KeyFile: e.state("key"), Model: model}
	if found, ok := e.find(ctx); ok {
		s.Running = true
		s.BaseURL = found.server().BaseURL
		s.Model = found.Model
	}
	return s, nil
}

// chosen returns the model that was installed last: the one to serve.
func (e *Engine) chosen() (string, error) {
	b, err := os.ReadFile(e.state("model"))
	if errors.Is(err, fs.ErrNotExist) {
		return Base, nil
	}
	return strings.TrimSpace(string(b)), err
}

// installed tells whether Start has what it needs. An interpreter that was taken
// away from under the environment counts as missing.
func (e *Engine) installed(model string) bool {
	return isFile(e.complete()) && isFile(e.python()) && isFile(filepath.Join(e.modelDir(model), modelFile))
}

func (e *Engine) cache(name ...string) string {
	return filepath.Join(append([]string{e.dirs.Cache, "engine"}, name...)...)
}

func (e *Engine) state(name string) string {
	return filepath.Join(e.dirs.State, "engine", name)
}

// env is the folder of the Python environment. Environments cannot be moved,
// so it is built where it stays, under the name of what is in it, and counts
// only once the file complete is there.
func (e *Engine) env() string      { return e.cache("env-" + requirementsVersion()) }
func (e *Engine) complete() string { return filepath.Join(e.env(), "complete") }

func (e *Engine) modelDir(model string) string { return e.cache("models", model) }
