package main

import (
	"context"
	"fmt"
	"time"
)

// prepare gives the person time to think, shown as it runs out. Enter begins
// the answer sooner.
func (a *app) prepare(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	ready, ended := make(chan struct{}), make(chan struct{})
	defer close(ended)
	go a.waitForEnter(func() { close(ready) }, ended)
	over := time.NewTimer(d)
	defer over.Stop()
	tick := time.NewTicker(250 * time.Millisecond)
	defer tick.Stop()
	began := time.Now()
	if !a.tty {
		a.tell("prepare", "Left", length(d))
	}
	for {
		if a.tty && !a.settings.quiet {
			fmt.Fprint(a.err, "\r\x1b[K"+a.words.say("prepare", "Left", clock(d-time.Since(began)+time.Second/2)))
		}
		select {
		case <-tick.C:
			continue
		case <-over.C:
		case <-ready:
		case <-ctx.Done():
			return ctx.Err()
		}
		if a.tty {
			fmt.Fprint(a.err, "\r\x1b[K")
		}
		return nil
	}
}
