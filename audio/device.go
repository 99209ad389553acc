package audio

import (
	"strconv"
	"strings"
)

// A Device is something to record from.
type Device struct {
	Number  int    // from 1, in the order of the sound system
	Name    string // as the sound system gives it
	System  string // ALSA, Core Audio, MME…
	Rate    int    // its own, samples a second
	Default bool
}

// pick returns the index in devices of the one that name means: "" is the
// default, else a whole name, a number, or a part of one name alone, in any
// case of letters. A number is never a part of a name.
func pick(devices []Device, name string) (int, error) {
	number, err := strconv.Atoi(name)
	numbered := err == nil
	var part []int
	for i, d := range devices {
		if d.Name == name || name == "" && d.Default || numbered && d.Number == number {
			return i, nil
		}
		if !numbered && strings.Contains(strings.ToLower(d.Name), strings.ToLower(name)) {
			part = append(part, i)
		}
	}
	switch {
	case name == "" || len(part) == 0:
		return 0, &DeviceError{Name: name, Op: "find", Err: ErrNoDevice}
	case len(part) == 1:
		return part[0], nil
	}
	ambiguous := &AmbiguousError{}
	for _, i := range part {
		ambiguous.Matches = append(ambiguous.Matches, devices[i].Name)
	}
	return 0, &DeviceError{Name: name, Op: "find", Err: ambiguous}
}
