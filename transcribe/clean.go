package transcribe

import (
	"strings"
	"unicode"
)

// Clean makes text of a server fit to keep and to print: valid UTF-8, every run
// of white space one space, none at the ends, no control characters and none of
// the invisible ones that turn the direction of a line or hide a word.
func Clean(text string) string {
	visible := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '\u0085', r == '\u2028', r == '\u2029':
			return ' '
		case r == unicode.ReplacementChar, unicode.In(r, unicode.C):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(visible), " ")
}
