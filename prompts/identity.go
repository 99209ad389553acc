package prompts

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold makes texts comparable that a person would call the same: lower case,
// ё as е, one space between words.
func Fold(s string) string { return string(appendFold(nil, s)) }

// appendFold appends Fold(s) to folded.
func appendFold(folded []byte, s string) []byte {
	first, space := len(folded), false
	for i := 0; i < len(s); {
		if c := s[i]; c >= 'a' && c <= 'z' && !space { // most of what is not Cyrillic
			folded = append(folded, c)
			i++
			continue
		}
		r, size := letterAt(s, i)
		i += size
		if plain := r > ' ' && r <= '~' || r >= 'Ё' && r <= 'ё'; !plain && unicode.IsSpace(r) {
			space = true
			continue
		}
		if space && len(folded) > first {
			folded = append(folded, ' ')
		}
		space = false
		folded = utf8.AppendRune(folded, foldRune(r))
	}
	return folded
}

// letterAt is utf8.DecodeRuneInString of s[i:], in half the time for Cyrillic.
func letterAt(s string, i int) (r rune, size int) {
	switch c := s[i]; {
	case c < utf8.RuneSelf:
		return rune(c), 1
	case (c == 0xd0 || c == 0xd1) && i+1 < len(s) && s[i+1]&0xc0 == 0x80:
		return rune(c&0x1f)<<6 | rune(s[i+1]&0x3f), 2
	}
	return utf8.DecodeRuneInString(s[i:])
}

// foldRune is quick for the letters that banks are written in.
func foldRune(r rune) rune {
	switch {
	case r >= 'а' && r <= 'я', r >= 'a' && r <= 'z', r >= ' ' && r < 'A':
		return r
	case r >= 'А' && r <= 'Я':
		return r + 'а' - 'А'
	case r == 'ё' || r == 'Ё':
		return 'е'
	}
	return unicode.ToLower(r)
}

// questionID makes an ID of a question's words alone: spaces, case and the
// signs between the words may be edited without losing its history.
func questionID(text string) string {
	var words []byte
	apart := false
	for _, r := range text {
		r = foldRune(r)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			apart = true
			continue
		}
		if apart && len(words) > 0 {
			words = append(words, ' ')
		}
		apart = false
		words = utf8.AppendRune(words, r)
	}
	return shortID('q', sha256.Sum256(words))
}

// numberPoints gives each point an ID made of its words and of its group's
// name, and a count where a group says the same twice. So a point keeps its ID
// when others come, go or move.
func numberPoints(points []Point) {
	firsts := make([][sha256.Size]byte, 0, len(points)) // sums of the points as if each were the first to say so
	var key []byte
	for i, p := range points {
		key = appendFold(key[:0], p.Group)
		key = appendFold(append(key, '\n'), p.Text)
		key = append(key, '\n')
		sum := sha256.Sum256(append(key, '1'))
		same := 0
		for _, first := range firsts {
			if first == sum {
				same++
			}
		}
		firsts = append(firsts, sum)
		if same > 0 {
			sum = sha256.Sum256(strconv.AppendInt(key, int64(same+1), 10))
		}
		points[i].ID = shortID('p', sum)
	}
}

// shortID is short: two of 5,000 questions collide with a chance of 1 in 10⁷,
// and Parse tells them apart even then.
func shortID(kind byte, sum [sha256.Size]byte) string {
	id := make([]byte, 0, 13)
	return string(hex.AppendEncode(append(id, kind), sum[:6]))
}

// foldedWords returns the words of s, folded.
func foldedWords(s string) []string {
	return strings.FieldsFunc(Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}
