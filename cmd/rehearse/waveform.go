package main

import (
	"math"
	"slices"
	"strings"
	"time"

	"rehearse/audio"
)

// columnTime is how much sound a column of the waveform stands for: a screen of
// 80 columns shows the last eight seconds.
const columnTime = 100 * time.Millisecond

// widestWave is as many columns as are remembered: more than screens have.
const widestWave = 512

// A waveform is how loud the last stretch of a sound was, in dBFS, a number for
// each column, the newest last.
type waveform struct {
	columns []float64
	energy  float64 // of the column that is being filled
	filled  int     // samples in it
}

// see adds frame; it tells whether a column became full.
func (w *waveform) see(frame []int16) (full bool) {
	for _, s := range frame {
		w.energy += float64(s) * float64(s)
		if w.filled++; w.filled < audio.Samples(columnTime) {
			continue
		}
		w.columns = append(w.columns, loudnessOf(w.energy, w.filled))
		w.energy, w.filled = 0, 0
		full = true
	}
	if len(w.columns) > 2*widestWave {
		w.columns = slices.Clone(w.columns[len(w.columns)-widestWave:])
	}
	return full
}

// loudnessOf returns the level of n samples with that sum of squares.
func loudnessOf(energy float64, n int) float64 {
	if energy == 0 {
		return audio.SilenceDBFS
	}
	return 10 * math.Log10(energy/float64(n)/(1<<30))
}

// last returns a copy of the newest columns, at most n.
func (w *waveform) last(n int) []float64 {
	return slices.Clone(w.columns[max(0, len(w.columns)-n):])
}

// Speech lies between these levels, in dBFS: below is the noise of a room, and a
// voice that shouts fills the whole height.
const (
	waveFloor   = -48
	waveCeiling = -8
)

// drawWave draws columns as bars that stand on the last of rows lines, width
// columns wide; the newest is at the right edge.
func drawWave(columns []float64, width, rows int) []string {
	const eighths = " ▁▂▃▄▅▆▇█"
	steps := []rune(eighths)
	columns = columns[max(0, len(columns)-width):]
	lines := make([]string, rows)
	for row := range lines {
		var b strings.Builder
		b.WriteString(strings.Repeat(" ", width-len(columns)))
		below := 8 * (rows - 1 - row) // eighths that the rows below hold
		for _, dbfs := range columns {
			b.WriteRune(steps[min(8, max(0, barHeight(dbfs, rows)-below))])
		}
		lines[row] = b.String()
	}
	return lines
}

// barHeight returns how high a bar is, in eighths of a row. Silence has a thin
// line, so that one sees that sound comes.
func barHeight(dbfs float64, rows int) int {
	share := (dbfs - waveFloor) / (waveCeiling - waveFloor)
	return max(1, int(math.Round(float64(8*rows)*share)))
}
