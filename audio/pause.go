package audio

// pauseFade is how many samples the sound takes to fade out before a pause and
// in after it: 5 ms cost no letter, and the seam does not click.
const pauseFade = Rate / 200

// Paused returns src without what it gives while paused tells so. It goes on
// reading meanwhile, so that a device does not overflow. The sound fades out
// over 5 ms and in again over 5 ms: the seam has no click. An error of src ends
// a pause as it ends the sound.
func Paused(src Source, paused func() bool) Source {
	return &pausing{src, paused, pauseFade}
}

type pausing struct {
	src    Source
	paused func() bool
	gain   int // of the next sample, in parts of pauseFade
}

func (p *pausing) Read(frame []int16) (int, error) {
	n, err := p.src.Read(frame)
	paused := p.paused()
	if !paused && p.gain == pauseFade {
		return n, err
	}
	for i, sample := range frame[:n] {
		switch {
		case paused && p.gain == 0:
			return i, err
		case paused:
			p.gain--
		case p.gain < pauseFade:
			p.gain++
		}
		frame[i] = int16(int(sample) * p.gain / pauseFade)
	}
	return n, err
}
