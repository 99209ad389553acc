package transcribe

import (
	"slices"
	"strings"
	"unicode"
)

// Cyrillic and Latin letters that look alike. Recognisers mix them within a
// word: «Аsterisk» with a Cyrillic А matches no term.
const (
	cyrillicLike = "АВЕКМНОРСТУХасеорухІі"
	latinLike    = "ABEKMHOPCTYXaceopyxIi"
	russianLike  = len("АВЕКМНОРСТУХасеорух") // bytes: І is not Russian, and IT is no «ІТ»
)

var (
	toLatin    = pairs(cyrillicLike, latinLike)
	toCyrillic = pairs(latinLike[:russianLike/2], cyrillicLike[:russianLike])
)

func pairs(from, to string) map[rune]rune {
	table := map[rune]rune{}
	letters := []rune(to)
	for i, r := range []rune(from) {
		table[r] = letters[i]
	}
	return table
}

// respelled returns s with every word in one alphabet, and without the long
// tails of drawn-out letters that recognisers write («эммммммм»).
func respelled(s Segment) Segment {
	s.Text = respell(s.Text)
	s.Words = slices.Clone(s.Words)
	for i := range s.Words {
		s.Words[i].Text = respell(s.Words[i].Text)
	}
	return s
}

func respell(text string) string {
	var out, run strings.Builder
	flush := func() {
		out.WriteString(shortened(oneAlphabet(run.String())))
		run.Reset()
	}
	for _, r := range text {
		if unicode.IsLetter(r) {
			run.WriteRune(r)
			continue
		}
		flush()
		out.WriteRune(r)
	}
	flush()
	return out.String()
}

// oneAlphabet writes a run of letters of two alphabets in the one that has twins
// for all letters of the other; when both have, in that of most letters. A
// Russian ending on a foreign word is no mistake: «Redisа».
func oneAlphabet(run string) string {
	cyrillic, latin := 0, 0
	ending := true // all Cyrillic letters are small, and behind all Latin ones
	for _, r := range run {
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
			ending = ending && unicode.IsLower(r)
		case unicode.Is(unicode.Latin, r):
			latin++
			ending = ending && cyrillic == 0
		}
	}
	if cyrillic == 0 || latin == 0 {
		return run
	}
	inLatin, isLatin := replaced(run, unicode.Cyrillic, toLatin)
	inCyrillic, isCyrillic := replaced(run, unicode.Latin, toCyrillic)
	switch {
	case isCyrillic && (!isLatin || cyrillic > latin):
		return inCyrillic
	case isLatin && !ending:
		return inLatin
	}
	return run
}

// replaced returns run with the letters of one script replaced; ok is false when
// one of them has no twin.
func replaced(run string, script *unicode.RangeTable, twins map[rune]rune) (other string, ok bool) {
	letters := []rune(run)
	for i, r := range letters {
		if !unicode.Is(script, r) {
			continue
		}
		if letters[i], ok = twins[r]; !ok {
			return "", false
		}
	}
	return string(letters), true
}

// shortened cuts a letter that comes more than three times in a row to three.
func shortened(run string) string {
	const most = 3
	var out strings.Builder
	var last rune
	times := 0
	for _, r := range run {
		if r != last {
			last, times = r, 0
		}
		if times++; times <= most {
			out.WriteRune(r)
		}
	}
	return out.String()
}
