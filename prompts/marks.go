package prompts

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// bulletWidth returns how many bytes the bullet at the beginning of text takes
// with the space behind it, 0 where there is none. `1.` and `1)` are bullets.
func bulletWidth(text string) int {
	r, size := utf8.DecodeRuneInString(text)
	width := 0
	switch {
	case strings.ContainsRune("-*+•◦▪‣·–—", r):
		width = size
	case r >= '0' && r <= '9':
		digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
		if digits > 4 || digits == len(text) || !strings.ContainsRune(".)", rune(text[digits])) {
			return 0
		}
		width = digits + 1
	default:
		return 0
	}
	if width == len(text) {
		return width
	}
	if r, size := utf8.DecodeRuneInString(text[width:]); unicode.IsSpace(r) {
		return width + size
	}
	return 0
}

// heading tells an ATX heading (`## Title ##`). Indented by four columns or
// more it is text, as in CommonMark.
func heading(l line) (level int, title string, ok bool) {
	rest := strings.TrimLeft(l.text, "#")
	level = len(l.text) - len(rest)
	if level == 0 || level > 6 || l.indent >= tab || !strings.HasPrefix(rest, " ") {
		return 0, "", false
	}
	title = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(rest), "#"))
	return level, title, title != ""
}

// isRule tells a thematic break: three or more of one of `-*_`, spaces between.
func isRule(text string) bool {
	if !strings.Contains("-*_", text[:min(1, len(text))]) || strings.Trim(text, "-*_ ") != "" {
		return false
	}
	packed := strings.ReplaceAll(text, " ", "")
	if len(packed) < 3 || !strings.ContainsAny(packed[:1], "-*_") {
		return false
	}
	return strings.Trim(packed, packed[:1]) == ""
}

// commentEnd returns the index of the line that ends the HTML comment which is
// all that lines[at] begins with, and at-1 when there is none. Like a fence, it
// must end soon: an open one hides nothing.
func commentEnd(lines []line, at int) int {
	if !strings.HasPrefix(lines[at].text, "<!--") {
		return at - 1
	}
	for i := at; i < len(lines) && i-at < maxFence; i++ {
		if strings.Contains(lines[i].text, "-->") {
			return i
		}
	}
	return at - 1
}

// maxFence is how many lines a fenced block may have: a fence that is not
// closed within them is taken for text, so that nothing below it is lost.
const maxFence = 500

// fenceMark returns the run of ``` or ~~~ that text begins with, behind its
// bullet if it has one, and "" if it begins with neither.
func fenceMark(text string) string {
	text = text[bulletWidth(text):]
	if text == "" || (text[0] != '`' && text[0] != '~') {
		return ""
	}
	for _, c := range []string{"`", "~"} {
		n := len(text) - len(strings.TrimLeft(text, c))
		if n >= 3 && !(c == "`" && strings.Contains(text[n:], c)) {
			return text[:n]
		}
	}
	return ""
}

// fenceEnd returns the index of the line that closes the fence which lines[at]
// opens, and at itself when it opens none or none closes it.
func fenceEnd(lines []line, at int) int {
	mark := fenceMark(lines[at].text)
	if mark == "" {
		return at
	}
	for i := at + 1; i < len(lines) && i-at < maxFence; i++ {
		text := lines[i].text
		if strings.HasPrefix(text, mark) && strings.Trim(text, mark[:1]) == "" {
			return i
		}
	}
	return at
}

// fence adds a fenced block as one bullet. Without a bullet of its own it
// hangs below the bullet above it.
func (b *builder) fence(block []line) error {
	first := block[0]
	width := bulletWidth(first.text)
	text := []string{strings.TrimSpace(first.text[width:])}
	for _, l := range block[1:] {
		text = append(text, unindent(l.raw, first.indent+columns(first.text[:width])))
	}
	text[len(text)-1] = strings.TrimSpace(text[len(text)-1])
	n := &node{
		text:   strings.Join(text, "\n"),
		line:   first.num,
		column: first.skip + utf8.RuneCountInString(first.text[:width]) + 1,
		indent: first.indent,
		fenced: true,
	}
	if width > 0 || len(b.stack) == 0 {
		return b.place(n)
	}
	above := b.stack[len(b.stack)-1]
	for above.fenced && len(b.stack) > 1 { // code has no children
		b.stack = b.stack[:len(b.stack)-1]
		above = b.stack[len(b.stack)-1]
	}
	n.indent = above.indent + max(first.indent-above.indent, 2)
	return b.place(n)
}

func columns(s string) int { return utf8.RuneCountInString(s) }

// unindent takes up to width columns of blanks off the beginning of raw.
func unindent(raw string, width int) string {
	column := 0
	for i, r := range raw {
		if column >= width || (r != ' ' && r != '\t') {
			return strings.TrimRight(strings.Map(printable, raw[i:]), " \t")
		}
		if r == '\t' {
			column += tab - column%tab
			continue
		}
		column++
	}
	return ""
}

// printable keeps tabs and drops all other control characters: code is shown
// on terminals too.
func printable(r rune) rune {
	if r != '\t' && (unicode.IsControl(r) || isInvisible(r)) {
		return -1
	}
	return r
}
