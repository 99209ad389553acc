package voice

import (
	"context"
	"os/exec"
	"strings"
	"time"
)

// How much is kept of what a program writes.
const (
	maxListing   = 1 << 20 // macOS lists 200 voices in 20 KB
	maxComplaint = 4 << 10
)

// listLimit is for a program to list its voices: the first PowerShell after a
// machine's start takes seconds.
const listLimit = 10 * time.Second

// A program is a file to run and how.
type program struct {
	path string
	args []string
	env  []string // as in exec.Cmd
}

// key has a line for the file and each argument.
func (p program) key() string { return p.path + "\n" + strings.Join(p.args, "\n") }

// run runs p in dir until it ends, with input as its whole standard input, and
// returns the end of what it wrote to its errors. When ctx ends p is killed,
// and the error is the cause.
func (p program) run(ctx context.Context, dir, input string) (complaint []byte, err error) {
	errs := &tail{limit: maxComplaint}
	cmd := p.command(ctx, dir, input)
	cmd.Stderr = errs
	err = cmd.Run()
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return errs.b, err
}

// list runs p for what it prints, and returns the lines; none if it fails.
func (p program) list(ctx context.Context) []string {
	ctx, cancel := context.WithTimeout(ctx, listLimit)
	defer cancel()
	out := &tail{limit: maxListing}
	cmd := p.command(ctx, "", "")
	cmd.Stdout = out
	if err := cmd.Run(); err != nil {
		return nil
	}
	return strings.Split(string(out.b), "\n")
}

func (p program) command(ctx context.Context, dir, input string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, p.path, p.args...)
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(input)
	cmd.WaitDelay = time.Second // a child of a killed program may hold its pipes
	cmd.Env = p.env
	cmd.Env = append(withoutKeys(cmd.Environ()), "PYTHONUTF8=1") // piper: text is UTF-8 on every system
	return cmd
}

// withoutKeys leaves out this program's own variables: some are keys.
func withoutKeys(env []string) []string {
	var kept []string
	for _, v := range env {
		if !strings.HasPrefix(v, "REHEARSE_") {
			kept = append(kept, v)
		}
	}
	return kept
}

// A tail keeps the last bytes written to it.
type tail struct {
	limit int
	b     []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.b = append(t.b, p[max(0, len(p)-t.limit):]...)
	t.b = t.b[max(0, len(t.b)-t.limit):]
	return len(p), nil
}
