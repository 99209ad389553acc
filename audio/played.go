package audio

import (
	"sync"
	"time"
)

// played follows what a device takes: sound, and silence where there was no
// sound to take. It counts samples at the device's rate.
type played struct {
	mu    sync.Mutex
	rate  int
	delay time.Duration // from taken to heard

	at     time.Time // when the last block was taken
	before int       // all that was taken before it
	block  int       // its length
	sound  int       // taken so far, silence left out
	gaps   int       // silence before the latest stretch of sound
	idle   int       // silence since
}

// took notes a block of size samples of which the first n are sound.
func (p *played) took(now time.Time, n, size int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.before += p.block
	p.at, p.block = now, size
	if n > 0 {
		p.gaps += p.idle
		p.idle = 0
	}
	p.sound += n
	p.idle += size - n
}

// position returns how much sound has been heard.
func (p *played) position(now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.at.IsZero() {
		return 0
	}
	heard := p.before + int((now.Sub(p.at)-p.delay).Seconds()*float64(p.rate))
	return p.length(max(0, min(heard-p.gaps, p.sound)))
}

// end returns when the last of the sound that was taken is heard.
func (p *played) end() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.at.Add(p.delay + p.length(p.gaps+p.sound-p.before))
}

func (p *played) setDelay(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.delay = d
}

func (p *played) length(n int) time.Duration {
	return time.Duration(n) * time.Second / time.Duration(p.rate)
}
