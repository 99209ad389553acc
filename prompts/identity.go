package prompts

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"
)

// Fold makes texts comparable that a person would call the same: lower case,
// ё as е, one space between words.
func Fold(s string) string {
	s = strings.Map(func(r rune) rune {
		r = unicode.ToLower(r)
		if r == 'ё' {
			return 'е'
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// questionID makes an ID of a question's words alone: spaces, case and the
// signs between the words may be edited without losing its history.
func questionID(text string) string {
	return "q" + digest(strings.Join(foldedWords(text), " "))
}

// numberPoints gives each point an ID made of its words and of its group's
// name, and a count where a group says the same twice. So a point keeps its ID
// when others come, go or move.
func numberPoints(points []Point) {
	seen := map[string]int{}
	for i := range points {
		key := Fold(points[i].Group) + "\n" + Fold(points[i].Text)
		seen[key]++
		points[i].ID = "p" + digest(key+"\n"+strconv.Itoa(seen[key]))
	}
}

// digest is short: two of 5,000 questions collide with a chance of 1 in 10⁷,
// and Parse tells them apart even then.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:6])
}

// foldedWords returns the words of s, folded.
func foldedWords(s string) []string {
	return strings.FieldsFunc(Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}
