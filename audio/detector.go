package audio

import (
	"context"
	"time"
)

// A Detector says when somebody speaks in the sound that is written to it, by
// how far the sound rises above the noise around it. Neither silence nor steady
// noise is speech, however loud. A Detector is for one goroutine, and remembers
// 4.4 kB for each second of sound.
type Detector struct {
	spectrum *spectrum
	pending  []int16 // not yet looked at
	samples  int     // written so far
	looks    []look

	judged int           // looks that heard knows of
	heard  time.Duration // end of the last speech
	spoke  bool          // there was any
}

// NewDetector returns a Detector that has heard nothing.
func NewDetector() *Detector { return &Detector{spectrum: newSpectrum()} }

// Detect says when somebody speaks in src. With an error comes what was found
// before it.
func Detect(src Source) (Speech, error) {
	d := NewDetector()
	_, err := Copy(context.Background(), d, src)
	return d.Speech(), err
}

// Write listens to frame. It never fails.
func (d *Detector) Write(frame []int16) (int, error) {
	d.samples += len(frame)
	d.pending = append(d.pending, frame...)
	used := 0
	for ; used+lookLen <= len(d.pending); used += lookStep {
		d.looks = append(d.looks, d.spectrum.look(d.pending[used:]))
	}
	d.pending = d.pending[:copy(d.pending, d.pending[used:])]
	return len(frame), nil
}

// Speech judges all that was written, each moment by what came before and after
// it; what it says of the last second may change when more comes. An hour takes
// about a second: live, ask Quiet or Speaking.
func (d *Detector) Speech() Speech {
	return Speech{Length: Duration(d.samples), Spans: segment(d.looks)}
}

// Quiet returns how long nobody has spoken, up to now, and whether anybody
// spoke before. It knows of a new word about 0.2 s after its beginning.
func (d *Detector) Quiet() (since time.Duration, spoke bool) {
	d.judge()
	return Duration(d.samples) - d.heard, d.spoke
}

// Speaking tells whether somebody speaks now, gaps between words included.
func (d *Detector) Speaking() bool {
	since, spoke := d.Quiet()
	return spoke && since < breath
}

func (d *Detector) judge() {
	if len(d.looks) < d.judged+liveEvery {
		return
	}
	d.judged = len(d.looks)
	from := max(0, len(d.looks)-liveReach)
	if spans := segment(d.looks[from:]); len(spans) > 0 {
		d.heard = Duration(from*lookStep) + spans[len(spans)-1].End
		d.spoke = true
	}
}
