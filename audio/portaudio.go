//go:build cgo

package audio

import (
	"errors"
	"time"

	"github.com/gordonklaus/portaudio"
)

// system is the right to call PortAudio, which is one per process, keeps its
// state in globals and is not made for two callers. It is a channel, not a
// mutex, because a caller must be able to give up: a driver may hang inside.
var system = make(chan struct{}, 1)

// systemWait is how long a caller waits for another. Opening every device of a
// machine to see what it can do takes about a second.
const systemWait = 5 * time.Second

var errBusy = errors.New("the sound system does not answer")

func acquire() error {
	timer := time.NewTimer(systemWait)
	defer timer.Stop()
	select {
	case system <- struct{}{}:
		return nil
	case <-timer.C:
		return errBusy
	}
}

func release() { <-system }

// Devices returns what can be recorded from. Without any it returns
// ErrNoDevice.
func Devices() ([]Device, error) {
	if err := acquire(); err != nil {
		return nil, &DeviceError{Op: "find", Err: err}
	}
	defer release()
	if err := initialize(); err != nil {
		return nil, err
	}
	defer portaudio.Terminate()
	devices, _, err := inputs()
	return devices, err
}

// initialize starts PortAudio, which looks at every device.
func initialize() error {
	hush()
	if err := portaudio.Initialize(); err != nil {
		return errors.Join(ErrNoDevice, err)
	}
	return nil
}

// inputs returns the devices that can be recorded from, in both forms.
func inputs() ([]Device, []*portaudio.DeviceInfo, error) {
	all, err := portaudio.Devices()
	if err != nil {
		return nil, nil, errors.Join(ErrNoDevice, err)
	}
	standard, _ := portaudio.DefaultInputDevice() // none is no reason to hide the others
	var devices []Device
	var infos []*portaudio.DeviceInfo
	for _, info := range all {
		if info.MaxInputChannels < 1 {
			continue
		}
		infos = append(infos, info)
		devices = append(devices, Device{
			Number:  len(infos),
			Name:    info.Name,
			System:  info.HostApi.Name,
			Rate:    int(info.DefaultSampleRate),
			Default: info == standard,
		})
	}
	if len(devices) == 0 {
		return nil, nil, ErrNoDevice
	}
	return devices, infos, nil
}

// A stream is an open device and the rate that it runs at.
type stream struct {
	*portaudio.Stream
	rate int
}

// start opens and starts a stream of the device at Rate, else at its own rate.
// callbackAt makes the callback for a rate.
func start(p portaudio.StreamParameters, own float64, callbackAt func(rate int) any) (*stream, error) {
	rates := []int{Rate}
	if int(own) != Rate {
		rates = append(rates, int(own))
	}
	var failed error
	for _, rate := range rates {
		p.SampleRate = float64(rate)
		if p.Input.Device != nil {
			p.FramesPerBuffer = int(micBuffer.Seconds() * float64(rate))
		}
		s, err := startAt(p, callbackAt(rate))
		if err == nil {
			return &stream{s, rate}, nil
		}
		failed = errors.Join(failed, err)
	}
	return nil, failed
}

func startAt(p portaudio.StreamParameters, callback any) (*portaudio.Stream, error) {
	s, err := portaudio.OpenStream(p, callback)
	if err != nil {
		return nil, err
	}
	if err := s.Start(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// closeWait is how long a device may take to close before it is left to
// itself: longer than any that works, short enough for a person.
const closeWait = time.Second

// end closes the stream without waiting for what it has not played. A driver
// that hangs keeps its goroutine, and system with it, but not the caller.
func (s *stream) end() error {
	done := make(chan error, 1)
	go func() {
		if err := acquire(); err != nil {
			done <- err
			return
		}
		defer release()
		s.Abort() // fails on a device that is gone; Close says what matters
		done <- errors.Join(s.Close(), portaudio.Terminate())
	}()
	timer := time.NewTimer(closeWait)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		return errBusy
	}
}
