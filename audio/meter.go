package audio

import (
	"math"
	"sync"
	"time"
)

// SilenceDBFS is the level that stands for no sound at all: below what 16 bits
// can say (−90 dBFS), and finite, because levels are stored as JSON numbers.
const SilenceDBFS = -120.0

// recentFrames is how much of the sound Level.Recent is about: 300 ms follows
// the voice without dancing with every syllable.
const recentFrames = 15

// A Level is how loud a sound was. Levels are in dBFS, from SilenceDBFS to 0,
// where 0 is the largest sample that there is.
type Level struct {
	Length  time.Duration
	Peak    float64
	RMS     float64       // of the whole
	Recent  float64       // RMS of the last 300 ms
	Clipped float64       // share of samples at full scale, 0 to 1
	Zeros   time.Duration // how long the sound began with exact zeros
	Silent  time.Duration // how long it has been exact zeros up to now
}

// A Meter measures the sound that is written to it. The zero Meter is ready.
// It may be asked by a screen while a recording writes to it.
type Meter struct {
	mu      sync.Mutex
	n       int
	peak    int
	sum     float64
	clipped int
	zeros   int // at the beginning
	silent  int // at the end

	block  float64 // energy of the frame that is being filled
	filled int     // samples in it
	recent [recentFrames]float64
	next   int
}

// Write measures frame. It never fails.
func (m *Meter) Write(frame []int16) (int, error) {
	m.See(frame)
	return len(frame), nil
}

// See measures frame; it fits Tap.
func (m *Meter) See(frame []int16) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range frame {
		m.add(int(s))
	}
}

func (m *Meter) add(s int) {
	m.n++
	if s == 0 {
		m.silent++
		if m.silent == m.n {
			m.zeros = m.n
		}
	} else {
		m.silent = 0
	}
	if s == math.MaxInt16 || s == math.MinInt16 {
		m.clipped++
	}
	m.peak = max(m.peak, s, -s)
	energy := float64(s * s)
	m.sum += energy
	m.block += energy
	if m.filled++; m.filled == FrameLen {
		m.recent[m.next] = m.block
		m.next = (m.next + 1) % recentFrames
		m.block, m.filled = 0, 0
	}
}

// Level returns what was measured so far.
func (m *Meter) Level() Level {
	m.mu.Lock()
	defer m.mu.Unlock()
	level := Level{
		Length: Duration(m.n),
		Peak:   decibels(float64(m.peak*m.peak), 1),
		RMS:    decibels(m.sum, m.n),
		Recent: m.recentLevel(),
		Zeros:  Duration(m.zeros),
		Silent: Duration(m.silent),
	}
	if m.n > 0 {
		level.Clipped = float64(m.clipped) / float64(m.n)
	}
	return level
}

func (m *Meter) recentLevel() float64 {
	energy := m.block
	for _, e := range m.recent {
		energy += e
	}
	return decibels(energy, min(m.n, recentFrames*FrameLen+m.filled))
}

// decibels returns the level of n samples with the given sum of squares.
func decibels(energy float64, n int) float64 {
	if energy <= 0 || n == 0 {
		return SilenceDBFS
	}
	const full = 1 << 15
	return max(SilenceDBFS, min(0, 10*math.Log10(energy/float64(n)/(full*full))))
}
