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

// A waveform is how loud the last stretch of a sound was, a peak for each
// column, the newest last.
type waveform struct {
	peaks  []int // of samples, 0 to 32768
	peak   int   // of the column that is being filled
	filled int   // samples in it
}

// see adds frame; it tells whether a column became full.
func (w *waveform) see(frame []int16) (full bool) {
	for _, s := range frame {
		w.peak = max(w.peak, int(s), -int(s))
		if w.filled++; w.filled < audio.Samples(columnTime) {
			continue
		}
		w.peaks = append(w.peaks, w.peak)
		w.peak, w.filled = 0, 0
		full = true
	}
	if len(w.peaks) > 2*widestWave {
		w.peaks = slices.Clone(w.peaks[len(w.peaks)-widestWave:])
	}
	return full
}

// last returns a copy of the newest columns, at most n.
func (w *waveform) last(n int) []int {
	return slices.Clone(w.peaks[max(0, len(w.peaks)-n):])
}

// waveFloor is the peak that a column shows nothing of, in dBFS: the noise of a
// quiet room.
const waveFloor = -54

// drawWave draws peaks as bars that stand on the last of rows lines, width
// columns wide; the newest is at the right edge.
func drawWave(peaks []int, width, rows int) []string {
	const eighths = " ▁▂▃▄▅▆▇█"
	steps := []rune(eighths)
	peaks = peaks[max(0, len(peaks)-width):]
	lines := make([]string, rows)
	for row := range lines {
		var b strings.Builder
		b.WriteString(strings.Repeat(" ", width-len(peaks)))
		below := 8 * (rows - 1 - row) // eighths that the rows below hold
		for _, peak := range peaks {
			b.WriteRune(steps[min(8, max(0, barHeight(peak, rows)-below))])
		}
		lines[row] = b.String()
	}
	return lines
}

// barHeight returns how high the bar of a peak is, in eighths of a row. Silence
// has a thin line, so that one sees that sound comes.
func barHeight(peak, rows int) int {
	if peak == 0 {
		return 1
	}
	dbfs := 20 * math.Log10(float64(peak)/(1<<15))
	return max(1, int(math.Round(float64(8*rows)*(dbfs-waveFloor)/-waveFloor)))
}
