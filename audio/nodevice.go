//go:build !cgo

package audio

import (
	"context"
	"fmt"
	"time"
)

var errNoSound = fmt.Errorf("%w: this program was built without sound", ErrNoDevice)

// Devices returns ErrNoDevice: PortAudio needs cgo.
func Devices() ([]Device, error) { return nil, errNoSound }

// A Microphone cannot be opened here.
type Microphone struct{}

// OpenMicrophone returns ErrNoDevice: PortAudio needs cgo.
func OpenMicrophone(string) (*Microphone, error) { return nil, errNoSound }

// Name returns "".
func (*Microphone) Name() string { return "" }

// Read returns ErrNoDevice.
func (*Microphone) Read([]int16) (int, error) { return 0, errNoSound }

// Dropped returns 0.
func (*Microphone) Dropped() time.Duration { return 0 }

// Close does nothing.
func (*Microphone) Close() error { return nil }

// A Speaker cannot be opened here.
type Speaker struct{}

// OpenSpeaker returns ErrNoDevice: PortAudio needs cgo.
func OpenSpeaker() (*Speaker, error) { return nil, errNoSound }

// Write returns ErrNoDevice.
func (*Speaker) Write([]int16) (int, error) { return 0, errNoSound }

// Drain returns ErrNoDevice.
func (*Speaker) Drain(context.Context) error { return errNoSound }

// Position returns 0.
func (*Speaker) Position() time.Duration { return 0 }

// Close does nothing.
func (*Speaker) Close() error { return nil }
