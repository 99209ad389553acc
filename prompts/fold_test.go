package prompts

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// Fold is what it says it is, for any bytes.
func TestFoldAgreesWithItsDefinition(t *testing.T) {
	letters := rapid.SampledFrom([]string{"А", "ё", "Ё", "я", "Q", "z", " ", "\u00a0", "\u2003", "\n", "!", "\xd0", "\xff", "Ѐ", "İ", "ß", "日", "\u0301", "ї"})
	rapid.Check(t, func(r *rapid.T) {
		s := strings.Join(rapid.SliceOf(letters).Draw(r, "letters"), "")
		lower := strings.Map(func(r rune) rune {
			if r = unicode.ToLower(r); r == 'ё' {
				return 'е'
			}
			return r
		}, s)
		if want, got := strings.Join(strings.Fields(lower), " "), Fold(s); got != want {
			r.Fatalf("%q is folded to %q, want %q", s, got, want)
		}
	})
}
