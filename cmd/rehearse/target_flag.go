package main

import (
	"fmt"
	"time"

	"rehearse/prompts"
)

// A targetFlag reads a length of time as a bank writes it: 90s, 1:30, 90.
type targetFlag struct{ d *time.Duration }

func (f targetFlag) String() string {
	if f.d == nil || *f.d == 0 {
		return ""
	}
	return length(*f.d)
}

func (f targetFlag) Set(s string) error {
	d, ok := prompts.ParseTarget(s)
	if !ok {
		return fmt.Errorf("%q is no length of time such as 90s, 1m30s or 1:30, up to an hour", s)
	}
	*f.d = d
	return nil
}

func (f targetFlag) Type() string { return "length" }
