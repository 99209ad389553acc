package audio

import "slices"

// A stretch is a run of looks in which speech may be heard.
type stretch struct {
	from, to int // looks; to is behind the last
	clear    int // how many are clearly speech
}

// segment returns where somebody speaks in a sound that begins with looks.
func segment(looks []look) []Span {
	all := audibles(excess(looks))
	var kept []stretch
	for i, s := range all {
		beside := i > 0 && s.trails(all[i-1]) || i+1 < len(all) && s.trails(all[i+1])
		if s.clear < spokenLeast && !beside {
			continue
		}
		if n := len(kept); n > 0 && s.from-kept[n-1].to < bridge {
			kept[n-1].to = s.to
			continue
		}
		kept = append(kept, s)
	}
	spans := make([]Span, len(kept))
	for i, s := range kept {
		spans[i] = Span{Duration(s.from*lookStep) + lookLead, Duration(s.to*lookStep) + lookTail}
	}
	return spans
}

// trails tells whether s is close enough to o, which is speech, to belong to it.
func (s stretch) trails(o stretch) bool {
	return o.clear >= spokenLeast && s.from-o.to <= trailing && o.from-s.to <= trailing
}

// audibles returns the runs of looks that may be speech.
func audibles(excess []float32) []stretch {
	var all []stretch
	open := false
	for i, e := range excess {
		if e < audible {
			open = false
			continue
		}
		if !open {
			all = append(all, stretch{from: i})
			open = true
		}
		last := &all[len(all)-1]
		last.to = i + 1
		if e >= spoken {
			last.clear++
		}
	}
	return all
}

// excess returns by how many decibels each look is above the noise, in the mean
// over its bands, clicks and swells left out.
func excess(looks []look) []float32 {
	floor := floors(looks)
	faint := faintest(looks)
	raw := make([]float32, len(looks))
	for i, l := range looks {
		if slices.Max(l[:]) >= faint {
			raw[i] = l.above(floor[i])
		}
	}
	return medians(raw)
}

// above returns by how many decibels l is above floor, beyond what a swell of
// the noise explains.
func (l look) above(floor look) float32 {
	sum := float32(0)
	for b := range l {
		l[b] = max(0, min(excessMost, l[b]-floor[b]))
		sum += l[b]
	}
	slices.Sort(l[:])
	return sum/float32(bands) - min(swellMost, l[swellBand])
}

// faintest returns the level below which nothing in looks is speech.
func faintest(looks []look) float32 {
	if len(looks) == 0 {
		return 0
	}
	levels := make([]float32, len(looks))
	for i, l := range looks {
		levels[i] = slices.Max(l[:])
	}
	levels = medians(levels) // loud keys say nothing of the voice
	slices.Sort(levels)
	return max(loudLeast, levels[int(loudShare*float64(len(levels)-1))]-loudRange)
}

// medians returns the median of each value and steady neighbours on each side.
func medians(raw []float32) []float32 {
	out := make([]float32, len(raw))
	window := make([]float32, 0, 2*steady+1)
	for i := range raw {
		window = append(window[:0], raw[max(0, i-steady):min(len(raw), i+steady+1)]...)
		slices.Sort(window)
		out[i] = window[len(window)/2]
	}
	return out
}
