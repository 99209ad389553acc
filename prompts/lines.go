package prompts

import (
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a bank. They are far above what a person keeps and far below what
// would hurt: a larger file is most likely not a bank.
const (
	MaxBytes     = 5 << 20 // of a file
	MaxLineBytes = 64 << 10
	MaxQuestions = 5000
	MaxPoints    = 200 // of one question
	MaxDepth     = 16
)

// A LimitError tells which limit a bank passes, and where.
type LimitError struct {
	Position
	What  string // bytes, line, questions, points, depth
	Limit int
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("%s:%d: more than %d %s: is this a bank of questions?", e.File, e.Line, e.Limit, e.What)
}

// An EncodingError tells where a bank is not UTF-8.
type EncodingError struct{ Position }

func (e *EncodingError) Error() string {
	return fmt.Sprintf("%s:%d:%d: not UTF-8: save the file as UTF-8 and try again", e.File, e.Line, e.Column)
}

// tab is the distance of tab stops in columns, as in CommonMark.
const tab = 4

// A line is one line of the file, its indentation measured and taken off.
type line struct {
	num    int
	indent int    // columns before the text
	skip   int    // letters before the text
	tabs   bool   // the indentation has a tab
	spaces bool   // the indentation has a run of two spaces or more
	text   string // trimmed on both sides; NBSP inside is a plain space
	raw    string // as written, without the line's end
}

// scan reads all of r as lines and checks the limits and the encoding.
func scan(r io.Reader, name string) ([]line, error) {
	text, err := readText(r)
	if err != nil {
		return nil, fmt.Errorf("reading the bank %s: %w", name, err)
	}
	if len(text) > MaxBytes {
		return nil, &LimitError{Position{name, 1, 1}, "bytes", MaxBytes}
	}
	text = strings.TrimPrefix(text, "\ufeff")
	valid := utf8.ValidString(text)
	lines := make([]line, 0, strings.Count(text, "\n")+1)
	for raw := range strings.Lines(text) {
		raw = strings.TrimSuffix(strings.TrimSuffix(raw, "\n"), "\r")
		num := len(lines) + 1
		if len(raw) > MaxLineBytes {
			return nil, &LimitError{Position{name, num, 1}, "bytes in a line", MaxLineBytes}
		}
		if !valid {
			if bad := invalidAt(raw); bad > 0 {
				return nil, &EncodingError{Position{name, num, bad}}
			}
		}
		lines = append(lines, measure(raw, num))
	}
	return lines, nil
}

// readText reads all of r, but little more than MaxBytes of it. Lines are parts
// of what it returns: nothing is copied again.
func readText(r io.Reader) (string, error) {
	var text strings.Builder
	switch sized := r.(type) {
	case interface{ Len() int }:
		text.Grow(min(sized.Len(), MaxBytes+1))
	case interface{ Stat() (fs.FileInfo, error) }:
		if info, err := sized.Stat(); err == nil && info.Mode().IsRegular() {
			text.Grow(int(min(info.Size(), MaxBytes+1)))
		}
	}
	_, err := io.Copy(&text, io.LimitReader(r, MaxBytes+1))
	return text.String(), err
}

// invalidAt returns the column of the first byte that is not UTF-8, 0 if all is.
func invalidAt(s string) int {
	if utf8.ValidString(s) {
		return 0
	}
	column := 1
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd") {
			return column
		}
		column++
	}
	return 0
}

func measure(raw string, num int) line {
	l := line{num: num, raw: raw}
	run := 0
	for i, r := range raw {
		switch {
		case r == '\t':
			l.indent += tab - l.indent%tab
			l.tabs = true
			run = 0
		case unicode.IsSpace(r):
			l.indent++
			if run++; run == 2 {
				l.spaces = true
			}
		default:
			l.text = clean(raw[i:])
			return l
		}
		l.skip++
	}
	return l
}

// clean trims s, and makes NBSP a space and other control characters nothing:
// what is left can be printed and compared.
func clean(s string) string {
	if isClean(s) {
		return strings.TrimSpace(s)
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0' || r == '\u202f' || r == '\t':
			return ' '
		case unicode.IsControl(r) || isInvisible(r):
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// isClean tells, by its bytes alone, that s has nothing that clean would change
// but blanks at its ends. It may be wrong for a text that is clean: then more
// is looked at.
func isClean(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ' || c == 0x7f:
			return false
		case c == 0xc2 || c == 0xd8 || c == 0xe2 || c == 0xef: // begin U+0080, U+0600, U+2000, U+F000
			return false
		}
	}
	return true
}

// isInvisible tells the characters that change how the text around them is
// shown without being seen: zero-width ones, byte order and direction marks.
func isInvisible(r rune) bool {
	switch {
	case r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e',
		r >= '\u2060' && r <= '\u2069', r == '\ufeff', r == '\u061c':
		return true
	}
	return false
}
