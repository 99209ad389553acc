//go:build unix

package api

import (
	"syscall"
	"testing"
)

func TestPipeIsNoKeyFileAndIsNotWaitedFor(t *testing.T) {
	checkNotOneKey(t, func(path string) error { return syscall.Mkfifo(path, 0o600) })
}
