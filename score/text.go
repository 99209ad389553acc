package score

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A word is one word of a text, or a sign that is said as one (%, *, $).
type word struct {
	start, end int    // bytes in the text it was read from
	form       string // folded: lower case, one alphabet, ё as е
	stem       string // what its inflected forms share
	root       string // what its relatives share: a verb and its noun
	edge       edge   // what stands between it and the word before
}

// An edge says how strongly a text parts two words.
type edge uint8

// Edges, weakest first.
const (
	edgeGlued edge = iota
	edgePoint      // the point of a decimal, the comma or thin space of a thousand
	edgeHyphen
	edgeSpace
	edgeComma
	edgeClause   // ; : – … brackets
	edgeSentence // . ! ? and the end of a line
)

// signs are said aloud and therefore words.
const signs = "%*$€₽#&"

// split reads the words of text in order. Digits and letters part where a
// number leads (280к) and stay together where a letter does (k8s); camel case
// parts, since FastStream is said as two words.
func split(text string, stems *stemmer) []word {
	words := make([]word, 0, len(text)/6)
	edge := edgeSentence
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		end := i + size
		switch {
		case isWordRune(r):
			end = i + wordLen(text[i:])
			words = append(words, newWord(text, i, end, edge, stems))
			edge = edgeGlued
		case strings.ContainsRune(signs, r):
			words = append(words, newWord(text, i, end, edge, stems))
			edge = edgeGlued
		default:
			edge = max(edge, edgeOf(r, text, i))
		}
		i = end
	}
	return words
}

func newWord(text string, start, end int, edge edge, stems *stemmer) word {
	form := fold(text[start:end])
	stem, root := stems.stem(form)
	return word{start: start, end: end, form: form, stem: stem, root: root, edge: edge}
}

// isFolded reports whether s is small letters of one alphabet or digits, as most
// words are: then there is nothing to fold.
func isFolded(s string) bool {
	latin, cyrillic := false, false
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z':
			latin = true
		case r >= 'а' && r <= 'я':
			cyrillic = true
		case r < '0' || r > '9':
			return false
		}
	}
	return !latin || !cyrillic
}

func isWordRune(r rune) bool {
	if r >= 'а' && r <= 'я' || r >= 'a' && r <= 'z' {
		return true // as nearly all are
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// wordLen returns the length in bytes of the word that s begins with.
func wordLen(s string) int {
	var before rune
	digitLed := false
	for i, r := range s {
		if i == 0 {
			digitLed = unicode.IsDigit(r)
			before = r
			continue
		}
		if n := signRun(s[i:]); n > 0 && i == 1 && isLatin(s) {
			return i + n
		}
		if isApostrophe(r) && unicode.IsLetter(before) && letterFollows(s[i+utf8.RuneLen(r):]) {
			before = r
			continue
		}
		if !isWordRune(r) {
			return i
		}
		if digitLed && unicode.IsDigit(before) && unicode.IsLetter(r) {
			return i
		}
		if unicode.IsLower(before) && unicode.IsUpper(r) {
			return i
		}
		before = r
	}
	return len(s)
}

// signRun returns the length of the signs that end a name: C++, C#. Signs with
// a letter or a digit behind them join two words instead.
func signRun(s string) int {
	n := 0
	for n < len(s) && (s[n] == '+' || s[n] == '#') {
		n++
	}
	if r, _ := utf8.DecodeRuneInString(s[n:]); isWordRune(r) {
		return 0
	}
	return n
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

func letterFollows(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// edgeOf returns what the rune r at text[i] parts. A full stop or a comma
// between digits belongs to a number.
func edgeOf(r rune, text string, i int) edge {
	switch r {
	case '.', '!', '?', '\n', '…':
		if r == '.' && (betweenDigits(text, i) || insideName(text, i)) {
			return edgePoint
		}
		return edgeSentence
	case ',':
		if betweenDigits(text, i) {
			return edgePoint
		}
		return edgeComma
	case '\u00a0', '\u202f', '\u2009':
		return edgePoint
	case ';', ':', '—', '–', '(', ')', '"', '«', '»', '→', '=', '|':
		return edgeClause
	case '-', '/', '_', '+', '‑':
		if betweenSpaces(text, i, utf8.RuneLen(r)) {
			return edgeClause
		}
		return edgeHyphen
	}
	if unicode.IsSpace(r) {
		return edgeSpace
	}
	return edgeHyphen
}

func betweenDigits(text string, i int) bool {
	return i > 0 && i+1 < len(text) && isDigit(text[i-1]) && isDigit(text[i+1])
}

func betweenSpaces(text string, i, size int) bool {
	return i > 0 && i+size < len(text) && text[i-1] == ' ' && text[i+size] == ' '
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// fold brings a word into the one form in which words are compared.
func fold(s string) string {
	if isFolded(s) {
		return s
	}
	s = strings.ToLower(norm.NFKC.String(s))
	s = strings.ReplaceAll(s, "ё", "е")
	s = strings.ReplaceAll(s, "’", "'")
	return oneAlphabet(s)
}

// Letters that look alike in both alphabets, in the same order.
const (
	latinTwins    = "aeopcyxkmtbh"
	cyrillicTwins = "аеорсухкмтвн"
)

// oneAlphabet writes a word of mixed alphabets in the one that its other
// letters belong to: people type «сервиc» with a Latin c.
func oneAlphabet(s string) string {
	latin, cyrillic, firm := 0, 0, 0
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z':
			latin++
			if !strings.ContainsRune(latinTwins, r) {
				firm++
			}
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
			if !strings.ContainsRune(cyrillicTwins, r) {
				firm--
			}
		}
	}
	if latin == 0 || cyrillic == 0 {
		return s
	}
	from, to := latinTwins, []rune(cyrillicTwins)
	if firm > 0 {
		from, to = cyrillicTwins, []rune(latinTwins)
	}
	return strings.Map(func(r rune) rune {
		if at := strings.IndexRune(from, r); at >= 0 {
			return to[utf8.RuneCountInString(from[:at])]
		}
		return r
	}, s)
}

// isCyrillic reports whether the first letter of s is Cyrillic.
func isCyrillic(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Cyrillic, r)
}

// insideName reports whether the point at byte i of text parts a name in Latin
// letters: Node.js, signal.NotifyContext.
func insideName(text string, i int) bool {
	return i > 0 && i+1 < len(text) && isLatin(text[i-1:i]) && isLatin(text[i+1:i+2])
}

// isLatin reports whether the first letter of s is Latin.
func isLatin(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r < utf8.RuneSelf && unicode.IsLetter(r)
}

func letters(s string) int { return utf8.RuneCountInString(s) }
