//go:build cgo

package audio

import (
	"context"
	"time"
)

// Write returns when the device's buffer has taken the whole frame, so about
// half a second before its end is heard. A device that takes nothing for 1.5 s
// is ErrLost.
func (s *Speaker) Write(frame []int16) (int, error) {
	out := frame
	if s.resampler != nil {
		s.out = s.resampler.Append(s.out[:0], frame)
		out = s.out
	}
	for {
		out = out[s.ring.put(out):]
		if len(out) == 0 {
			return len(frame), nil
		}
		if err := s.lost(); err != nil {
			return 0, err
		}
		await(s.ring.went, micWait)
	}
}

// Drain returns when all that was written has been heard, ctx is done, or the
// device is lost.
func (s *Speaker) Drain(ctx context.Context) error {
	for s.ring.held() > 0 {
		if err := s.lost(); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		await(s.ring.went, micWait)
	}
	timer := time.NewTimer(time.Until(s.played.end()))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func (s *Speaker) lost() error {
	if s.audit.lost(time.Now()) {
		return &DeviceError{Name: s.name, Op: "play to", Err: ErrLost}
	}
	return nil
}

// Position returns the place in what was written that is being heard now, as
// well as the device tells its latency.
func (s *Speaker) Position() time.Duration {
	return s.played.position(time.Now())
}

// Close stops at once what is being played; Drain first to hear all of it. It
// returns within about a second, and is safe to call twice.
func (s *Speaker) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	if err := s.stream.end(); err != nil {
		return &DeviceError{Name: s.name, Op: "close", Err: err}
	}
	return nil
}
