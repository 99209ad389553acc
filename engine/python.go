package engine

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// oldest is the first minor version of Python 3 that requirements.txt is for.
const oldest = 10

// probe prints the minor version of Python 3, and whether it can make
// environments: Debian's python3 cannot until python3-venv is installed.
const probe = `import sys, importlib.util as u
print(sys.version_info[0], sys.version_info[1], all(map(u.find_spec, ("venv", "ensurepip"))))`

// findPython returns an interpreter to build the environment with. The error
// is ErrNoPython or ErrNoVenv.
func (e *Engine) findPython(ctx context.Context) (string, error) {
	candidates := []string{e.Python}
	if e.Python == "" {
		candidates = []string{"python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"}
	}
	reason := ErrNoPython
	for _, name := range candidates {
		out, err := e.command(ctx, name, "-I", "-c", probe).Output()
		if err != nil {
			continue
		}
		var major, minor int
		var venv string
		if n, _ := fmt.Sscan(string(out), &major, &minor, &venv); n < 3 || major != 3 || minor < oldest {
			continue
		}
		if venv == "True" {
			return name, nil
		}
		reason = ErrNoVenv
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	return "", reason
}

// python is the interpreter of the private environment.
func (e *Engine) python() string {
	if runtime.GOOS == "windows" {
		return filepath.Join(e.env(), "Scripts", "python.exe")
	}
	return filepath.Join(e.env(), "bin", "python")
}

// command prepares a child that ends soon after ctx does.
func (e *Engine) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(e.environment(), "TMPDIR="+e.cache("tmp"))
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

// environment leaves out what is this program's own: children need no keys.
func (e *Engine) environment() []string {
	env := e.Env
	if env == nil {
		env = os.Environ()
	}
	return slices.DeleteFunc(slices.Clone(env), func(v string) bool {
		return strings.HasPrefix(v, "REHEARSE_")
	})
}

// run runs a child to its end and shows line, where given, each line that it
// prints. The output in its error is the last lines.
func (e *Engine) run(ctx context.Context, line func(string), name string, args ...string) (output string, err error) {
	w := &lineWriter{each: line}
	cmd := e.command(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = w, w
	err = cmd.Run()
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return strings.Join(w.last, "\n"), err
}

// A lineWriter cuts what is written to it into lines, and keeps the last ones.
type lineWriter struct {
	each func(string)
	rest []byte
	last []string
}

// keepLines is as many as a person reads when something failed.
const keepLines = 12

// maxLine bounds, in bytes, a line that never ends.
const maxLine = 4 << 10

func (w *lineWriter) Write(p []byte) (int, error) {
	w.rest = append(w.rest, p...)
	for {
		end := bytes.IndexByte(w.rest, '\n')
		if end < 0 && len(w.rest) < maxLine {
			return len(p), nil
		}
		if end < 0 {
			end = maxLine - 1
		}
		w.line(string(bytes.TrimSpace(w.rest[:end])))
		w.rest = w.rest[end+1:]
	}
}

func (w *lineWriter) line(s string) {
	if w.each != nil {
		w.each(s)
	}
	if s == "" || strings.HasPrefix(s, "Progress ") {
		return
	}
	w.last = append(w.last, s)
	if len(w.last) > keepLines {
		w.last = w.last[1:]
	}
}
