package audio

import (
	"context"
	"io"
)

// FromSamples returns a Source of s, which it does not copy.
func FromSamples(s []int16) Source {
	return &samples{s}
}

type samples struct{ left []int16 }

func (s *samples) Read(frame []int16) (int, error) {
	if len(s.left) == 0 {
		return 0, io.EOF
	}
	n := copy(frame, s.left)
	s.left = s.left[n:]
	return n, nil
}

// ReadAll returns all that src gives, until its end: 32 kB a second, so it is
// for sound whose length is known. With an error comes what was read before it.
func ReadAll(src Source) ([]int16, error) {
	var all Buffer
	_, err := Copy(context.Background(), &all, src)
	return all, err
}

// A Buffer is a Sink that keeps what it is given.
type Buffer []int16

// Write appends a copy of frame. It never fails.
func (b *Buffer) Write(frame []int16) (int, error) {
	*b = append(*b, frame...)
	return len(frame), nil
}
