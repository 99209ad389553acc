package main

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// printable takes out of s what could move the cursor or turn the direction of
// a line: device names and server errors come from outside.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, s)
}

// column fills text up to width columns.
func column(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
}

// wholeHyphen stands for a hyphen while a text is wrapped: IDs and flags stay
// whole, so that they can be copied.
const wholeHyphen = "\u2011"

// wrap breaks text between words, each line behind prefix.
func wrap(text, prefix string, width int) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") { // of code
		line = printable(strings.ReplaceAll(line, "\t", "    "))
		line = ansi.Wrap(strings.ReplaceAll(line, "-", wholeHyphen), max(20, width-ansi.StringWidth(prefix)), " ")
		lines = append(lines, strings.ReplaceAll(line, wholeHyphen, "-"))
	}
	return indent(strings.Join(lines, "\n"), prefix)
}

// hanging is wrap with a first line that begins with head.
func hanging(head, text string, width int) string {
	blank := strings.Repeat(" ", ansi.StringWidth(head))
	return head + strings.TrimPrefix(wrap(text, blank, width), blank)
}
