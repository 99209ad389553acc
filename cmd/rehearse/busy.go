package main

import (
	"fmt"
	"sync"
	"time"
)

// busy shows that work goes on and for how long, until the function that it
// returns is called. Without a terminal it says so once.
func (a *app) busy(id string) (done func()) {
	if a.settings.quiet {
		return func() {}
	}
	if !a.tty {
		a.tell(id)
		return func() {}
	}
	if a.screen != nil && !a.screen.broken.Load() { // it shows that itself
		a.spinning = a.closeScreen // a question that comes up needs the terminal
		return func() {}
	}
	stop, stopped := make(chan struct{}), make(chan struct{})
	began := time.Now()
	go func() {
		defer close(stopped)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		frames := []rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
		for i := 0; ; i++ {
			fmt.Fprintf(a.err, "\r\x1b[K%c %s %s", frames[i%len(frames)], a.words.say(id), clock(time.Since(began)))
			select {
			case <-tick.C:
			case <-stop:
				fmt.Fprint(a.err, "\r\x1b[K")
				return
			}
		}
	}()
	a.spinning = sync.OnceFunc(func() { close(stop); <-stopped })
	return a.spinning
}
