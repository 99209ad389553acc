package score

import (
	"strings"
	"unicode"
)

// letterNames says how the letters of an acronym are called, in Russian after
// the English names and after the Russian ones, and in English.
// Nothing writes to it.
var letterNames = map[rune][]string{
	'a': {"эй", "а", "a"}, 'b': {"би", "бэ", "бе", "b"}, 'c': {"си", "цэ", "це", "c"},
	'd': {"ди", "дэ", "де", "d"}, 'e': {"и", "е", "э", "e"}, 'f': {"эф", "f"},
	'g': {"джи", "гэ", "ге", "g"}, 'h': {"эйч", "аш", "ха", "h"}, 'i': {"ай", "и", "i"},
	'j': {"джей", "йот", "жи", "j"}, 'k': {"кей", "ка", "k"}, 'l': {"эль", "эл", "l"},
	'm': {"эм", "m"}, 'n': {"эн", "n"}, 'o': {"о", "оу", "o"}, 'p': {"пи", "пэ", "пе", "p"},
	'q': {"кью", "ку", "q"}, 'r': {"ар", "эр", "r"}, 's': {"эс", "s"}, 't': {"ти", "тэ", "те", "t"},
	'u': {"ю", "у", "u"}, 'v': {"ви", "вэ", "ве", "v"}, 'w': {"даблю", "вэ", "дабл", "w"},
	'x': {"икс", "экс", "x"}, 'y': {"уай", "вай", "игрек", "y"}, 'z': {"зед", "зет", "зи", "z"},
}

// maxSpelled bounds the letters of an acronym: longer ones are said as words,
// and the spellings multiply.
const maxSpelled = 4

// isAcronym reports whether name is a word of capitals that may be spelled.
func isAcronym(name string) bool {
	if len(name) < 2 || len(name) > maxSpelled {
		return false
	}
	for _, r := range name {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return true
}

// spellings returns the ways to spell an acronym, each written together.
func spellings(acronym string) []string {
	ways := []string{""}
	for _, r := range acronym {
		var longer []string
		for _, way := range ways {
			for _, name := range letterNames[r] {
				longer = append(longer, way+name)
			}
		}
		ways = longer
	}
	return ways
}

// latinSounds writes Cyrillic letters with the Latin ones that sound alike.
var latinSounds = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "j", 'з': "z", 'и': "i",
	'й': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s",
	'т': "t", 'у': "u", 'ф': "f", 'х': "h", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "sh", 'ы': "i",
	'э': "e", 'ю': "u", 'я': "a", 'ь': "", 'ъ': "",
}

// skeleton returns the consonants of a word as they sound: «эластик» and
// elastic have one. Two words with one skeleton of three consonants or more
// are taken for one word in two alphabets.
func skeleton(form string) string {
	var latin strings.Builder
	for _, r := range form {
		if sound, ok := latinSounds[r]; ok {
			latin.WriteString(sound)
			continue
		}
		if unicode.IsLetter(r) {
			latin.WriteRune(r)
		}
	}
	return consonants(spoken.Replace(latin.String()))
}

// spoken writes Latin spellings that sound alike in one way.
var spoken = strings.NewReplacer(
	"sch", "s", "tch", "c", "sh", "s", "ch", "c", "ph", "f", "ck", "k", "qu", "kv", "ce", "se", "ci", "si", "cy", "si",
	"x", "ks", "w", "v", "dj", "j", "dzh", "j", "ge", "je", "th", "t", "kh", "h", "ts", "s", "tion", "sn", "y", "i", "z", "s", "c", "k",
)

func consonants(latin string) string {
	var b strings.Builder
	var last rune
	for i, r := range latin {
		vowel := strings.ContainsRune("aeiou", r)
		if vowel && i > 0 {
			last = 0
			continue
		}
		if vowel {
			r = 'a'
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// soundAlike reports whether two skeletons are of one word.
func soundAlike(a, b string) bool {
	if len(a) < 3 || len(b) < 3 || a[0] != b[0] {
		return false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || len(a) >= 5 && strings.HasPrefix(b, a) && len(b) <= len(a)+1
}

// slip reports whether a and b are one word with a slip of the recogniser or
// the hand in it: one letter in a word of six, two in a word of ten.
func slip(a, b string) bool {
	if !sharesStart(a, b) {
		return false
	}
	short, long := letters(a), letters(b)
	if short > long {
		a, b, short, long = b, a, long, short
	}
	allowed := 1
	if short >= 10 {
		allowed = 2
	}
	if short < 6 || long-short > allowed || long >= maxCompared {
		return false
	}
	return distance([]rune(a), []rune(b), allowed) <= allowed
}

// maxCompared bounds the letters of words that are compared for slips.
const maxCompared = 32

// distance returns the edit distance of a and b, a swap of neighbours counting
// once; above limit it may return any greater number. b is shorter than
// maxCompared.
func distance(a, b []rune, limit int) int {
	var rows [3][maxCompared]int
	before, last, row := rows[0][:], rows[1][:], rows[2][:]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > limit {
			return best
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
