//go:build unix

package engine

import (
	"os"
	"os/exec"
	"syscall"
)

// detach gives the child a session of its own: it outlives its caller, and a
// Ctrl-C meant for the caller does not reach it.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

// terminate asks a process to end.
func terminate(p *os.Process) error { return p.Signal(syscall.SIGTERM) }

// alive tells whether this user has a process pid.
func alive(pid int) bool { return pid > 0 && syscall.Kill(pid, 0) == nil }
