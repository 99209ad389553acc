package transcribe

import (
	"strings"
	"unicode"
)

// alike is the least similarity of two pronunciations that may be one word
// heard twice. Chosen on 46 terms as recognisers without a hint write them
// («рэббит эм кью», «имоз в штабирование»), of which it knows 44, and on 188
// stretches of eleven words of answers in which these terms are not: it finds a
// term of six sounds and more in 2 % of them, a shorter one in 5 %.
const alike = 0.62

// soundAlike compares two pronunciations by the edits between them.
func soundAlike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	longest := max(len(x), len(y))
	return longest > 0 && 1-float64(edits(x, y))/float64(longest) >= alike
}

// pronunciations returns how text may sound, in few letters: vowels and
// consonants that are taken for each other are one. A text with capitals has a
// second form, in which they are spelled: SQL is «эс кью эль».
func pronunciations(text string) []string {
	forms := []string{coarse(text)}
	if spelled := spellCapitals(text); spelled != text {
		forms = append(forms, coarse(spelled))
	}
	return forms
}

// latinSounds writes Latin letters in Cyrillic as they mostly sound in English
// terms, groups first.
var latinSounds = strings.NewReplacer(
	"sch", "ск", "tch", "ч", "sh", "ш", "ch", "ч", "ph", "ф", "th", "т", "ck", "к", "qu", "кв",
	"ee", "и", "oo", "у", "ou", "у", "ea", "и", "ce", "се", "ci", "си", "cy", "си", "ge", "дже", "gi", "джи",
	"a", "а", "b", "б", "c", "к", "d", "д", "e", "е", "f", "ф", "g", "г", "h", "х", "i", "и", "j", "дж",
	"k", "к", "l", "л", "m", "м", "n", "н", "o", "о", "p", "п", "q", "к", "r", "р", "s", "с", "t", "т",
	"u", "у", "v", "в", "w", "в", "x", "кс", "y", "и", "z", "з",
)

// alikeSounds makes one of the sounds that are taken for each other.
var alikeSounds = strings.NewReplacer(
	"дж", "ж", "ё", "и", "е", "и", "э", "и", "ы", "и", "й", "и", "о", "а", "я", "а", "ю", "у",
	"б", "п", "в", "ф", "г", "к", "х", "к", "д", "т", "з", "с", "ж", "ш", "щ", "ш", "ч", "ш", "ц", "с", "ь", "", "ъ", "",
)

func coarse(text string) string {
	sounds := alikeSounds.Replace(latinSounds.Replace(letters(text)))
	var out strings.Builder
	var last rune
	for _, r := range sounds {
		if r != last {
			out.WriteRune(r)
		}
		last = r
	}
	return out.String()
}

// capitals are the names of letters as abbreviations are read in Russian.
var capitals = map[rune]string{
	'A': "эй", 'B': "би", 'C': "си", 'D': "ди", 'E': "и", 'F': "эф", 'G': "джи", 'H': "эйч", 'I': "ай",
	'J': "джей", 'K': "кей", 'L': "эль", 'M': "эм", 'N': "эн", 'O': "оу", 'P': "пи", 'Q': "кью", 'R': "ар",
	'S': "эс", 'T': "ти", 'U': "ю", 'V': "ви", 'W': "дабл ю", 'X': "икс", 'Y': "уай", 'Z': "зет",
}

// spellCapitals spells runs of two capitals and more.
func spellCapitals(text string) string {
	letters := []rune(text)
	isCapital := func(i int) bool {
		return i >= 0 && i < len(letters) && unicode.IsUpper(letters[i]) && capitals[letters[i]] != ""
	}
	var out strings.Builder
	for i, r := range letters {
		if isCapital(i) && (isCapital(i-1) || isCapital(i+1)) {
			out.WriteString(capitals[r])
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

// edits returns how many letters must be put in, taken out or changed to make b
// of a (Levenshtein).
func edits(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
