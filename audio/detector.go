package audio

import (
	"time"
)

type Detector struct {
	spectrum *spectrum
	pending  []int16
	n        int
	looks    []look
}

func NewDetector() *Detector { return &Detector{spectrum: newSpectrum()} }

func (d *Detector) Write(frame []int16) (int, error) {
	d.n += len(frame)
	d.pending = append(d.pending, frame...)
	used := 0
	for used+lookLen <= len(d.pending) {
		d.looks = append(d.looks, d.spectrum.look(d.pending[used:used+lookLen]))
		used += lookStep
	}
	d.pending = d.pending[:copy(d.pending, d.pending[used:])]
	return len(frame), nil
}

func (d *Detector) Speech() Speech {
	return Speech{Length: Duration(d.n), Spans: segment(d.looks, P)}
}
func (d *Detector) Speaking() bool                        { return false }
func (d *Detector) Quiet() (since time.Duration, ok bool) { return 0, false }
func Detect(src Source) (Speech, error) {
	d := NewDetector()
	_, err := Copy(nocontext, d, src)
	return d.Speech(), err
}
