package audio

import (
	"sync"
	"time"
)

// A ring carries samples between a device's callback and the program. A
// callback must not wait, so what does not fit is dropped and counted; the
// lock is held for a copy of a few milliseconds of sound and no longer.
type ring struct {
	mu      sync.Mutex
	buf     []int16
	head, n int           // of the samples inside: the first, and how many
	dropped int           // samples that did not fit
	came    chan struct{} // told after put
	went    chan struct{} // told after take
}

func newRing(size int) *ring {
	return &ring{buf: make([]int16, size), came: make(chan struct{}, 1), went: make(chan struct{}, 1)}
}

// put copies in what fits, and returns how much that was.
func (r *ring) put(s []int16) int {
	r.mu.Lock()
	n := min(len(s), len(r.buf)-r.n)
	at := (r.head + r.n) % len(r.buf)
	first := copy(r.buf[at:], s[:n])
	copy(r.buf, s[first:n])
	r.n += n
	r.mu.Unlock()
	tell(r.came)
	return n
}

// drop counts samples that were lost on the way in.
func (r *ring) drop(n int) {
	r.mu.Lock()
	r.dropped += n
	r.mu.Unlock()
}

// take copies out at most len(s) samples.
func (r *ring) take(s []int16) int {
	r.mu.Lock()
	n := min(len(s), r.n)
	first := copy(s[:n], r.buf[r.head:])
	copy(s[first:n], r.buf)
	r.head = (r.head + n) % len(r.buf)
	r.n -= n
	r.mu.Unlock()
	tell(r.went)
	return n
}

func (r *ring) held() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.n
}

func (r *ring) lost() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.dropped
}

// tell wakes a waiter, now or when it comes, and never waits for one.
func tell(moved chan struct{}) {
	select {
	case moved <- struct{}{}:
	default:
	}
}

// await returns after something moved, or after d.
func await(moved chan struct{}, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-moved:
	case <-timer.C:
	}
}
