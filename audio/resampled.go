package audio

import (
	"errors"
	"io"
)

// Resample returns src, which gives from samples a second, as a Source of to
// samples a second. The result has the length of src to within a sample.
func Resample(src Source, from, to int) Source {
	if from == to {
		return src
	}
	return &resampled{src: src, resampler: NewResampler(from, to), in: make([]int16, max(1, from/50))}
}

type resampled struct {
	src       Source
	resampler *Resampler
	in        []int16
	out       []int16 // made, from next on not yet given
	next      int
	err       error // of src, once out is given
}

func (r *resampled) Read(frame []int16) (int, error) {
	if r.next == len(r.out) && r.err == nil {
		r.fill()
	}
	n := copy(frame, r.out[r.next:])
	r.next += n
	if r.next < len(r.out) || r.err == nil {
		return n, nil
	}
	err := r.err
	if !errors.Is(err, io.EOF) {
		r.err = nil // a device may come back
	}
	return n, err
}

func (r *resampled) fill() {
	n, err := r.src.Read(r.in)
	r.out = r.resampler.Append(r.out[:0], r.in[:n])
	r.next, r.err = 0, err
	if errors.Is(err, io.EOF) {
		r.out = r.resampler.Flush(r.out)
	}
}
