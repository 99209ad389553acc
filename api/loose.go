package api

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// text is a string; anything else in its place is "".
type text string

func (t *text) UnmarshalJSON(raw []byte) error {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		*t = text(s)
	}
	return nil
}

// number is a finite number, also as a string; anything else is 0.
type number float64

func (n *number) UnmarshalJSON(raw []byte) error {
	value, err := strconv.ParseFloat(strings.Trim(string(raw), `" `), 64)
	if err == nil && !math.IsInf(value, 0) && !math.IsNaN(value) {
		*n = number(value)
	}
	return nil
}

// seconds is a time in a sound, as a number or a string. It is not known when
// the server leaves it out, or gives what is no time in any sound.
type seconds struct {
	time  time.Duration
	known bool
}

const longestSound = 24 * 3600 // seconds

func (s *seconds) UnmarshalJSON(raw []byte) error {
	value, err := strconv.ParseFloat(strings.Trim(string(raw), `"s `), 64)
	if value > longestSound {
		value /= 1e9 // LocalAI wrote nanoseconds
	}
	if err == nil && value >= 0 && value <= longestSound {
		*s = seconds{time.Duration(math.Round(value*1e6)) * time.Microsecond, true}
	}
	return nil
}

// list is a list; anything else in its place is empty.
type list[T any] []T

func (l *list[T]) UnmarshalJSON(raw []byte) error {
	var items []T
	if json.Unmarshal(raw, &items) == nil {
		*l = items
	}
	return nil
}

// withoutNaN puts null where Python writes NaN and Infinity, which JSON has not.
func withoutNaN(body []byte) []byte {
	var out bytes.Buffer
	quoted := false
	for i := 0; i < len(body); i++ {
		switch {
		case quoted && body[i] == '\\' && i+1 < len(body):
			out.WriteByte(body[i])
			i++
		case body[i] == '"':
			quoted = !quoted
		case !quoted:
			if n := lenNaN(body[i:]); n > 0 {
				out.WriteString("null")
				i += n - 1
				continue
			}
		}
		out.WriteByte(body[i])
	}
	return out.Bytes()
}

func lenNaN(rest []byte) int {
	for _, name := range []string{"NaN", "-NaN", "Infinity", "-Infinity"} {
		if bytes.HasPrefix(rest, []byte(name)) {
			return len(name)
		}
	}
	return 0
}
