package audio

import (
	"sync"
	"time"
)

// How sound that a device owes is told from its ordinary unevenness.
const (
	// lostAfter is longer than any device holds sound back (a PulseAudio sink
	// without norewinds: 1.7 s, but only before the first frames).
	lostAfter = 1500 * time.Millisecond
	// owedAlways is the largest block that devices are seen to deliver at once.
	owedAlways = 250 * time.Millisecond
	// owedDrift allows a device's clock to be slow by 1 in 2000; quartz is ten
	// times better.
	owedDrift = 2000
)

// An audit compares the sound that came with the time that passed. Some
// systems lose frames without a word when the process is stopped or starved.
type audit struct {
	mu      sync.Mutex
	rate    int
	begin   time.Time // of the first block; zero before it
	last    time.Time // of the latest block; zero until one is expected
	samples int
	ahead   time.Duration // the least that the sound ever was behind the clock
	stopped time.Time     // when nothing more was to come; zero while it is
}

// came notes a block of n samples.
func (a *audit) came(now time.Time, n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.begin.IsZero() {
		a.begin, a.last = now, now
		return // when the sound of the first block began is not known
	}
	a.last = now
	a.samples += n
	a.ahead = min(a.ahead, a.behind(now))
}

// behind returns how much more time passed than sound came.
func (a *audit) behind(now time.Time) time.Duration {
	sound := time.Duration(a.samples) * time.Second / time.Duration(a.rate)
	return now.Sub(a.begin) - sound
}

// missing returns how much sound is owed; what a device delivers late in one
// piece is not missing any more when it has come.
func (a *audit) missing(now time.Time) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.begin.IsZero() {
		return 0
	}
	if !a.stopped.IsZero() {
		now = a.stopped
	}
	owed := a.behind(now) - a.ahead
	if owed <= owedAlways+now.Sub(a.begin)/owedDrift {
		return 0
	}
	return owed
}

// lost tells that a device has not moved for too long.
func (a *audit) lost(now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return !a.last.IsZero() && now.Sub(a.last) >= lostAfter
}

// stop ends the time in which sound is owed.
func (a *audit) stop(now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.stopped.IsZero() {
		a.stopped = now
	}
}
