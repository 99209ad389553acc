package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// A cost is what one run of a program took.
type cost struct {
	wall, cpu time.Duration
}

// environment gives a program folders of its own below dir, in English.
func (b *bench) environment(dir string, more ...string) []string {
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "LANG=C.UTF-8"}
	for _, name := range []string{"DATA", "CONFIG", "CACHE", "STATE"} {
		env = append(env, "XDG_"+name+"_HOME="+filepath.Join(dir, strings.ToLower(name)))
	}
	return append(env, more...)
}

// spend runs a command to its end and returns what it took, with what it
// printed. Codes are the exit codes that are expected; none is 0.
func spend(c *exec.Cmd, codes ...int) (cost, string, error) {
	var out, talk strings.Builder
	c.Stdout, c.Stderr = &out, &talk
	start := time.Now()
	err := c.Run()
	took := time.Since(start)
	if c.ProcessState == nil {
		return cost{}, "", err
	}
	for _, code := range codes {
		if c.ProcessState.ExitCode() == code {
			err = nil
		}
	}
	if err != nil {
		err = fmt.Errorf("%s: %w: %s", strings.Join(c.Args, " "), err, talk.String())
	}
	return cost{took, c.ProcessState.UserTime() + c.ProcessState.SystemTime()}, out.String(), err
}

// rehearse returns a command of the program whose folders are below dir.
func (b *bench) rehearse(ctx context.Context, dir string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, b.program, args...)
	c.Env = b.environment(dir)
	return c
}

// pick returns full, or in a short run short.
func pick[T any](b *bench, full, short T) T {
	if b.short {
		return short
	}
	return full
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

func seconds(values []time.Duration) []float64 {
	var list []float64
	for _, v := range values {
		list = append(list, v.Seconds())
	}
	return list
}

func middle(values []time.Duration) time.Duration {
	return time.Duration(quantile(seconds(values), 0.5) * float64(time.Second))
}
