package engine

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	defaultIdle   = 10 * time.Minute
	startPatience = time.Minute // a cold disk takes seconds to import Python's packages
	maxLog        = 1 << 20     // bytes; a longer log is begun anew at the next start
)

// Start returns the server that runs, or starts one and waits until it
// listens. It loads its model meanwhile: the first request waits for that. The
// server is no child that ends with its caller; it ends itself when nobody
// asked anything for Idle. One that runs another version of this program or
// another model than the one installed last is replaced.
//
// The error is ErrNotInstalled, a *StartError, or that of ctx.
func (e *Engine) Start(ctx context.Context) (Server, error) {
	model, err := e.chosen()
	if err != nil {
		return Server{}, err
	}
	if !e.installed(model) {
		return Server{}, ErrNotInstalled
	}
	if r, ok := e.find(ctx); ok && r.serves(model) {
		return r.server(), nil
	}
	if err := mkdir(e.state("")); err != nil {
		return Server{}, err
	}
	unlock, err := e.lockStart(ctx)
	if err != nil {
		return Server{}, err
	}
	defer unlock()
	r, ok := e.find(ctx) // another process may have been first
	if ok && r.serves(model) {
		return r.server(), nil
	}
	if ok {
		if err := e.stop(ctx, r); err != nil {
			return Server{}, fmt.Errorf("stopping the engine that runs: %w", err)
		}
	}
	return e.spawn(ctx, model)
}

func (e *Engine) lockStart(ctx context.Context) (unlock func(), err error) {
	return lock(ctx, e.state("start.lock"))
}

func (e *Engine) programDir() string { return e.cache("server-" + programVersion()) }

// spawn starts a server and waits until it says where it listens. Each server
// has a key of its own: one that leaked opens nothing later.
func (e *Engine) spawn(ctx context.Context, model string) (Server, error) {
	if err := unpack(program, e.programDir()); err != nil {
		return Server{}, err
	}
	if err := os.Remove(e.state("server.json")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Server{}, err
	}
	if err := writeFile(e.state("key"), []byte(rand.Text()+"\n")); err != nil {
		return Server{}, err
	}
	log, err := openLog(e.state("log"))
	if err != nil {
		return Server{}, err
	}
	defer log.Close()
	cmd := e.serverCommand(model)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return Server{}, e.startError(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }() // also reaps it, should it end before this process
	return e.await(ctx, cmd.Process, ended)
}

func (e *Engine) serverCommand(model string) *exec.Cmd {
	idle := e.Idle
	if idle == 0 {
		idle = defaultIdle
	}
	cmd := exec.Command(e.python(), "-E", "-s", "-B", "-u", filepath.Join(e.programDir(), "server.py"),
		"--state", e.state("server.json"),
		"--key", e.state("key"),
		"--model", model,
		"--folder", e.modelDir(model),
		"--version", programVersion(),
		"--idle", strconv.FormatFloat(idle.Seconds(), 'f', -1, 64))
	cmd.Dir = e.programDir() // and not a folder that somebody wants to unmount
	cmd.Env = e.environment()
	detach(cmd)
	return cmd
}

// await waits until the server listens, ends, or takes too long.
func (e *Engine) await(ctx context.Context, p *os.Process, ended <-chan error) (Server, error) {
	patient, cancel := context.WithTimeout(ctx, startPatience)
	defer cancel()
	var failed error
	var found running
	listens := waitUntil(patient, func() bool {
		select {
		case err := <-ended:
			failed = errors.Join(errors.New("the server ended before it listened"), err)
			return true
		default:
		}
		var ok bool
		found, ok = e.find(patient)
		return ok
	})
	if listens && failed == nil {
		return found.server(), nil
	}
	if !listens {
		_ = p.Kill()
		failed = fmt.Errorf("the server does not listen after %s", startPatience)
	}
	if err := ctx.Err(); err != nil {
		return Server{}, err
	}
	return Server{}, e.startError(failed)
}

func (e *Engine) startError(err error) error {
	b, _ := os.ReadFile(e.state("log"))
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	last := lines[max(0, len(lines)-keepLines):]
	return &StartError{Log: e.state("log"), Output: strings.Join(last, "\n"), Err: err}
}

// openLog opens the log to append to it. It never holds what was said.
func openLog(path string) (*os.File, error) {
	flags := os.O_WRONLY | os.O_CREATE | os.O_APPEND
	if info, err := os.Stat(path); err == nil && info.Size() > maxLog {
		flags |= os.O_TRUNC
	}
	f, err := os.OpenFile(path, flags, 0o600)
	if err != nil {
		return nil, err
	}
	return f, f.Chmod(0o600)
}
