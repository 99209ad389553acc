//go:build cgo

package audio

import (
	"time"

	"github.com/gordonklaus/portaudio"
)

// speakerRing is how far Write may run ahead of what is heard: long enough for
// a busy machine, short enough that a stop by ctx is prompt.
const speakerRing = 500 * time.Millisecond

// A Speaker is a Sink that is heard.
type Speaker struct {
	name      string
	stream    *stream
	ring      *ring
	audit     *audit
	played    *played
	resampler *Resampler // nil when the device runs at Rate
	out       []int16    // at the device's rate
	closed    bool
}

// OpenSpeaker opens and starts the default device for playing. Errors are a
// *DeviceError or ErrNoDevice.
func OpenSpeaker() (*Speaker, error) {
	if err := acquire(); err != nil {
		return nil, &DeviceError{Op: "open", Err: err}
	}
	defer release()
	if err := initialize(); err != nil {
		return nil, err
	}
	s, err := openSpeaker()
	if err != nil {
		portaudio.Terminate()
		return nil, err
	}
	return s, nil
}

func openSpeaker() (*Speaker, error) {
	info, err := portaudio.DefaultOutputDevice()
	if err != nil {
		return nil, &DeviceError{Op: "find", Err: ErrNoDevice}
	}
	s := &Speaker{name: info.Name}
	p := portaudio.HighLatencyParameters(nil, info)
	p.Output.Channels = 1
	s.stream, err = start(p, info.DefaultSampleRate, s.playAt)
	if err != nil {
		return nil, &DeviceError{Name: s.name, Op: "open", Err: err}
	}
	if s.stream.rate != Rate {
		s.resampler = NewResampler(Rate, s.stream.rate)
	}
	s.played.setDelay(s.stream.Info().OutputLatency)
	return s, nil
}

// playAt returns a callback for a rate. It does nothing but copy, and fills
// with silence what there is no sound for.
func (s *Speaker) playAt(rate int) any {
	ring := newRing(int(speakerRing * time.Duration(rate) / time.Second))
	audit, played := &audit{rate: rate, last: time.Now()}, &played{rate: rate}
	s.ring, s.audit, s.played = ring, audit, played
	return func(out []int16) {
		n := ring.take(out)
		clear(out[n:])
		now := time.Now()
		audit.came(now, len(out))
		played.took(now, n, len(out))
	}
}
