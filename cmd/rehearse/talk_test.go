package main

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// shell is a tty that keeps what is written.
type shell struct{ strings.Builder }

func (*shell) Read([]byte) (int, error) { return 0, io.EOF }
func (*shell) Close() error             { return nil }
func (*shell) Fd() uintptr              { return ^uintptr(0) }

// What is said while a screen covers the terminal is shown on it, and stands
// below when it is gone.
func TestWhatIsSaidBehindAScreen(t *testing.T) {
	var out shell
	var shown []string
	said := &talk{tty: &out}
	fmt.Fprintln(said, "before")
	said.cover(func(line string) { shown = append(shown, line) })
	fmt.Fprintln(said, "behind")
	if out.String() != "before\n" || strings.Join(shown, "") != "behind\n" {
		t.Errorf("the terminal has %q, the screen %q", out.String(), shown)
	}
	said.uncover()
	said.uncover()
	fmt.Fprintln(said, "after")
	if out.String() != "before\nbehind\nafter\n" {
		t.Errorf("the terminal has %q", out.String())
	}
}

func TestARawTerminalGetsCarriageReturns(t *testing.T) {
	var out shell
	if n, err := (rawOutput{&out}).Write([]byte("a\nb")); n != 3 || err != nil || out.String() != "a\r\nb" {
		t.Errorf("%d, %v: %q", n, err, out.String())
	}
}
