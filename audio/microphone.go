//go:build cgo

package audio

import (
	"time"

	"github.com/gordonklaus/portaudio"
)

const (
	// micRing is how long the program may be busy elsewhere, a slow disk for
	// one, before sound is lost.
	micRing = 10 * time.Second
	// micLatency is how much sound the system may hold for us. It is handed over
	// much sooner, see micBuffer.
	micLatency = 200 * time.Millisecond
	// micBuffer is how much sound comes at a time: what a press of Enter may cut
	// off, and what a meter may lag behind. At the usual 9 ms of PulseAudio,
	// waking up takes three quarters of all processor time.
	micBuffer = 50 * time.Millisecond
	// micWait is how long Read waits for sound; a Source may take 100 ms.
	micWait = 50 * time.Millisecond
)

// A Microphone is a live Source.
type Microphone struct {
	name   string
	stream *stream
	ring   *ring
	audit  *audit
	source Source // the ring, at Rate
	closed bool
}

// OpenMicrophone opens and starts a microphone: "" is the default one, else a
// name, a number of Devices, or a part of one name. Sound that comes before the
// first Read waits, for up to 10 s. Errors are a *DeviceError or ErrNoDevice.
func OpenMicrophone(name string) (*Microphone, error) {
	if err := acquire(); err != nil {
		return nil, &DeviceError{Name: name, Op: "open", Err: err}
	}
	defer release()
	if err := initialize(); err != nil {
		return nil, err
	}
	m, err := openMicrophone(name)
	if err != nil {
		portaudio.Terminate()
		return nil, err
	}
	return m, nil
}

func openMicrophone(name string) (*Microphone, error) {
	devices, infos, err := inputs()
	if err != nil {
		return nil, err
	}
	i, err := pick(devices, name)
	if err != nil {
		return nil, err
	}
	m := &Microphone{name: devices[i].Name}
	p := portaudio.HighLatencyParameters(infos[i], nil)
	p.Input.Channels = 1
	p.Input.Latency = max(p.Input.Latency, micLatency)
	m.stream, err = start(p, infos[i].DefaultSampleRate, m.listenAt)
	if err != nil {
		return nil, &DeviceError{Name: m.name, Op: "open", Err: err}
	}
	m.source = Resample((*heard)(m), m.stream.rate, Rate)
	return m, nil
}

// listenAt returns a callback for a rate. It does nothing but copy: a panic in
// it would end the process without a single defer.
func (m *Microphone) listenAt(rate int) any {
	ring := newRing(int(micRing.Seconds()) * rate)
	audit := &audit{rate: rate}
	m.ring, m.audit = ring, audit
	return func(in []int16) {
		audit.came(time.Now(), len(in))
		ring.drop(len(in) - ring.put(in))
	}
}

// Name returns what the sound system calls the device.
func (m *Microphone) Name() string { return m.name }

// Read returns within 100 ms, with (0, nil) when nothing came. Once sound has
// come, and then none for 1.5 s, it returns ErrLost; a device that was only
// frozen gives sound again after that.
func (m *Microphone) Read(frame []int16) (int, error) { return m.source.Read(frame) }

// heard is a Microphone at the rate of its device.
type heard Microphone

func (h *heard) Read(frame []int16) (int, error) {
	n := h.ring.take(frame)
	if n == 0 {
		await(h.ring.came, micWait)
		n = h.ring.take(frame)
	}
	if n == 0 && h.audit.lost(time.Now()) {
		return 0, &DeviceError{Name: h.name, Op: "record from", Err: ErrLost}
	}
	return n, nil
}

// Dropped returns how much sound was lost so far: what the program was too slow
// to take, and what the device owes beyond 250 ms against the clock.
func (m *Microphone) Dropped() time.Duration {
	overflow := time.Duration(m.ring.lost()) * time.Second / time.Duration(m.stream.rate)
	return overflow + m.audit.missing(time.Now())
}

// Close stops the microphone. It returns within about a second whatever the
// device does, and is safe to call twice. Dropped may be asked after it.
func (m *Microphone) Close() error {
	if m.closed {
		return nil
	}
	m.closed = true
	m.audit.stop(time.Now())
	if err := m.stream.end(); err != nil {
		return &DeviceError{Name: m.name, Op: "close", Err: err}
	}
	return nil
}
