package audio

import (
	"io"
	"time"
)

// Until returns src, ended when stop is closed. What src holds back at that
// moment, at most a frame and a device's own delay, is not waited for.
func Until(src Source, stop <-chan struct{}) Source {
	return &until{src, stop}
}

type until struct {
	src  Source
	stop <-chan struct{}
}

func (u *until) Read(frame []int16) (int, error) {
	select {
	case <-u.stop:
		return 0, io.EOF
	default:
		return u.src.Read(frame)
	}
}

// Limit returns src, ended after d of sound. Time in which src gives nothing
// does not count.
func Limit(src Source, d time.Duration) Source {
	return &limit{src, Samples(d)}
}

type limit struct {
	src  Source
	left int
}

func (l *limit) Read(frame []int16) (int, error) {
	if l.left <= 0 {
		return 0, io.EOF
	}
	n, err := l.src.Read(frame[:min(len(frame), l.left)])
	l.left -= n
	return n, err
}

// UntilSilence returns src, ended when somebody has spoken and then nobody did
// for quiet. Before the first speech it waits as long as src does.
func UntilSilence(src Source, quiet time.Duration) Source {
	return &untilSilence{src, NewDetector(), quiet}
}

type untilSilence struct {
	src      Source
	detector *Detector
	quiet    time.Duration
}

func (u *untilSilence) Read(frame []int16) (int, error) {
	if since, spoke := u.detector.Quiet(); spoke && since >= u.quiet {
		return 0, io.EOF
	}
	n, err := u.src.Read(frame)
	u.detector.Write(frame[:n])
	return n, err
}

// Tap returns src and shows see every frame that passes. see must not keep or
// change the frame.
func Tap(src Source, see func(frame []int16)) Source {
	return &tap{src, see}
}

type tap struct {
	src Source
	see func(frame []int16)
}

func (t *tap) Read(frame []int16) (int, error) {
	n, err := t.src.Read(frame)
	if n > 0 {
		t.see(frame[:n])
	}
	return n, err
}
