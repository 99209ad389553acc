package main

import (
	"context"
	"sync"
	"sync/atomic"
)

// A remote is what a person's keys do to the take that is being recorded. Any
// goroutine may press them, at any time: of what ends a take the first counts.
type remote struct {
	stop   chan struct{} // closed when the take ends
	once   sync.Once
	again  bool // it ended to be done over; written before stop is closed
	paused atomic.Bool
	leave  context.CancelFunc // ends the evening; the take is kept
}

func newRemote(leave context.CancelFunc) *remote {
	return &remote{stop: make(chan struct{}), leave: leave}
}

// end ends the take: the answer is given.
func (r *remote) end() { r.once.Do(func() { close(r.stop) }) }

// startOver ends the take, which was no good.
func (r *remote) startOver() {
	r.once.Do(func() {
		r.again = true
		close(r.stop)
	})
}

// pause pauses the take, or goes on with it.
func (r *remote) pause() { r.paused.Store(!r.paused.Load()) }
