package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// length writes a length of time for people: 1m34s, 34s, 0.4s below ten
// seconds only where a tenth matters.
func length(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	if d < 10*time.Second && d%time.Second != 0 {
		return fmt.Sprintf("%s%.1fs", sign, d.Seconds())
	}
	d = d.Round(time.Second)
	minutes, seconds := int(d/time.Minute), int(d%time.Minute/time.Second)
	if minutes == 0 {
		return fmt.Sprintf("%s%ds", sign, seconds)
	}
	return fmt.Sprintf("%s%dm%02ds", sign, minutes, seconds)
}

// clock writes a place in a recording: 1:34.
func clock(d time.Duration) string {
	seconds := int(max(0, d) / time.Second)
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}

// indent puts prefix before each line of text.
func indent(text, prefix string) string {
	return prefix + strings.ReplaceAll(text, "\n", "\n"+prefix)
}

// printJSON prints v as one line of JSON, people's letters as they are. What
// could move a cursor or turn a line is escaped: JSON is looked at, too.
func (a *app) printJSON(v any) error {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	var out strings.Builder
	for _, r := range b.String() {
		if r != '\n' && printable(string(r)) == "" {
			fmt.Fprintf(&out, "\\u%04x", r)
			continue
		}
		out.WriteRune(r)
	}
	_, err := io.WriteString(a.out, out.String())
	return err
}
