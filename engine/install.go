package engine

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// check loads what the server needs, and so finds an environment whose
// interpreter was upgraded or taken away underneath it.
const check = "import av, ctranslate2, faster_whisper, python_multipart, starlette, uvicorn"

// Install makes the environment and fetches the model, those that are not
// there yet, and makes the model the one that Start serves; "" is the model
// chosen before, or Base. report, where given, is told how far it is, by one
// goroutine at a time and never after Install returned. An interrupted Install
// is taken up by the next.
//
// The error is a *ModelError, an *InstallError that wraps its cause
// (ErrNoPython, ErrNoVenv, ErrSum and others), or that of ctx.
func (e *Engine) Install(ctx context.Context, model string, report func(Progress)) error {
	if model == "" {
		chosen, err := e.chosen()
		if err != nil {
			return err
		}
		model = chosen
	}
	if !slices.Contains(Models(), model) {
		return &ModelError{model, Models()}
	}
	for _, dir := range []string{e.cache("models"), e.cache(), e.state("")} {
		if err := mkdir(dir); err != nil {
			return err
		}
	}
	if report == nil {
		report = func(Progress) {}
	}
	unlock, err := lock(ctx, e.cache("install.lock"))
	if err != nil {
		return err
	}
	defer unlock()
	if err := mkdir(e.cache("tmp")); err != nil {
		return err
	}
	defer os.RemoveAll(e.cache("tmp"))
	if err := e.installEnv(ctx, report); err != nil {
		return err
	}
	if err := e.installModel(ctx, model, report); err != nil {
		return err
	}
	e.sweep()
	return writeFile(e.state("model"), []byte(model+"\n"))
}

// installEnv makes the environment, unless a working one is there.
func (e *Engine) installEnv(ctx context.Context, report func(Progress)) error {
	if isFile(e.complete()) {
		report(Progress{Step: StepCheck, Fraction: -1})
		if _, err := e.run(ctx, nil, e.python(), "-I", "-c", check); err == nil {
			return nil
		}
	}
	report(Progress{Step: StepPython, Fraction: -1})
	python, err := e.findPython(ctx)
	if err != nil {
		return &InstallError{Step: StepPython, Err: err}
	}
	if err := os.RemoveAll(e.env()); err != nil {
		return &InstallError{Step: StepVenv, Err: err}
	}
	report(Progress{Step: StepVenv, Fraction: -1})
	if out, err := e.run(ctx, nil, python, "-I", "-m", "venv", e.env()); err != nil {
		return &InstallError{Step: StepVenv, Output: out, Err: err}
	}
	if err := unpack(locked, filepath.Join(e.env(), "locked")); err != nil {
		return &InstallError{Step: StepVenv, Err: err}
	}
	if err := e.pip(ctx, StepVenv, report, "pip.txt"); err != nil {
		return err
	}
	if err := e.pip(ctx, StepPackages, report, "requirements.txt"); err != nil {
		return err
	}
	report(Progress{Step: StepCheck, Fraction: -1})
	if out, err := e.run(ctx, nil, e.python(), "-I", "-c", check); err != nil {
		return &InstallError{Step: StepCheck, Output: out, Err: err}
	}
	return writeFile(e.complete(), nil)
}

// pip installs what one of the locked files lists: exactly that, by its sums,
// and nothing that would have to be compiled.
func (e *Engine) pip(ctx context.Context, step Step, report func(Progress), file string, more ...string) error {
	list, err := locked.ReadFile(file)
	if err != nil {
		return err
	}
	args := []string{"-I", "-m", "pip", "install", "--no-input", "--disable-pip-version-check",
		"--only-binary=:all:", "--require-hashes", "-r", filepath.Join(e.env(), "locked", file)}
	if file != "pip.txt" {
		args = append(args, "--progress-bar=raw") // the pip before knows no such bar
	}
	reader := &pipReader{step: step, total: packages(string(list)), report: report}
	reader.tell(0)
	out, err := e.run(ctx, reader.line, e.python(), append(args, more...)...)
	if err != nil {
		return &InstallError{Step: step, Output: out, Err: err}
	}
	return nil
}

// sweep removes what other versions of this program and broken installations
// left. What it cannot remove does no harm, and the next Install tries again.
func (e *Engine) sweep() {
	entries, _ := os.ReadDir(e.cache())
	for _, entry := range entries {
		path := e.cache(entry.Name())
		old := strings.HasPrefix(entry.Name(), "env-") || strings.HasPrefix(entry.Name(), "server-")
		if old && path != e.env() && path != e.programDir() {
			_ = os.RemoveAll(path)
		}
	}
	left, _ := filepath.Glob(e.cache("models", ".*-*"))
	for _, path := range left {
		_ = os.RemoveAll(path)
	}
}
