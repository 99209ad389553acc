package audio

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNoDevice is returned when there is nothing to record from or to play to:
// no device, no sound system, no device of the name that was asked for, or a
// program built without sound.
var ErrNoDevice = errors.New("no sound device")

// ErrLost is returned by a device that gave sound and then gave none for
// longer than a busy machine explains: unplugged, taken away, or frozen.
var ErrLost = errors.New("the sound device stopped")

// A DeviceError says which device failed at what.
type DeviceError struct {
	Name string // as the system names it, or as it was asked for; "" for the default
	Op   string // "find", "open", "record from", "play to" or "close"
	Err  error
}

func (e *DeviceError) Error() string {
	name := "the default device"
	if e.Name != "" {
		name = fmt.Sprintf("sound device %q", e.Name)
	}
	return fmt.Sprintf("%s %s: %v", e.Op, name, e.Err)
}

func (e *DeviceError) Unwrap() error { return e.Err }

// An AmbiguousError says that part of a name fits more than one device.
type AmbiguousError struct{ Matches []string }

func (e *AmbiguousError) Error() string {
	return "the name fits more than one device: " + strings.Join(e.Matches, ", ")
}

// A FormatError says why a file cannot be read as sound.
type FormatError struct {
	Path   string
	Reason FormatReason
	Value  int // what the file has, where Reason is about a number
}

// A FormatReason names what is wrong with a file.
type FormatReason string

// Reasons to refuse a file.
const (
	NotRegular  FormatReason = "not-a-file"  // a folder, a pipe, a device
	NotWAV      FormatReason = "not-wav"     // no RIFF and WAVE at its beginning
	NoFormat    FormatReason = "no-format"   // no whole fmt chunk before the sound
	NoData      FormatReason = "no-data"     // no data chunk: cut off, or never written
	NoSound     FormatReason = "no-sound"    // a data chunk with nothing in it
	BadEncoding FormatReason = "encoding"    // Value is the format tag; compressed, or sizes that disagree
	BadBits     FormatReason = "sample-size" // Value is bits a sample
	BadChannels FormatReason = "channels"    // Value is the number of channels
	BadRate     FormatReason = "rate"        // Value is samples a second
)

func (e *FormatError) Error() string {
	what := map[FormatReason]string{
		NotRegular:  "it is not a regular file",
		NotWAV:      "it is not a WAV file; convert it to WAV first",
		NoFormat:    "its header is cut off or broken",
		NoData:      "it has no sound in it: it was cut off",
		NoSound:     "it is empty",
		BadEncoding: fmt.Sprintf("its encoding (tag %d) is not plain PCM; convert it to 16-bit WAV", e.Value),
		BadBits:     fmt.Sprintf("it has %d bits a sample; 8, 16, 24 and 32 can be read", e.Value),
		BadChannels: fmt.Sprintf("it has %d channels; 1 and 2 can be read", e.Value),
		BadRate:     fmt.Sprintf("it has %d samples a second; %d to %d can be read", e.Value, minWAVRate, maxWAVRate),
	}[e.Reason]
	return fmt.Sprintf("cannot read %s: %s", e.Path, what)
}
