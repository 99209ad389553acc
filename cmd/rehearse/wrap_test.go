package main

import (
	"strings"
	"testing"
)

// What is to be typed again stands on one line, at any width.
func TestIDsAndFlagsStayWhole(t *testing.T) {
	text := "The take is in the trash: `rehearse restore 20261125-061235-cdf086` brings it back, --no-live hears it afterwards"
	for width := 20; width < 100; width++ {
		wrapped := wrap(text, "  ", width)
		for _, whole := range []string{"20261125-061235-cdf086", "--no-live"} {
			if width >= 30 && !strings.Contains(wrapped, whole) {
				t.Fatalf("%d columns tear %s:\n%s", width, whole, wrapped)
			}
		}
		if strings.ContainsRune(wrapped, '\u2011') {
			t.Fatalf("%d columns: another hyphen than the text has:\n%s", width, wrapped)
		}
	}
}
