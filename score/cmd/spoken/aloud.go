package main

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"
)

// saidText is how words of the trade are said in Russian. It is no copy of the
// scorer's table, which tells how they are written by those who hear them: what
// is measured here must not know what it is measured with.
//
//go:embed said.txt
var saidText string

var (
	latinRun = regexp.MustCompile(`[A-Za-z][A-Za-z0-9]*(?:[.+#][A-Za-z0-9+#]+|[+#]+)*`)
	thousand = regexp.MustCompile(`([0-9])[ \x{00a0}\x{202f}]?[кk]([^\pL]|$)`)
	grouped  = regexp.MustCompile(`([0-9])[ \x{00a0}\x{202f}]([0-9]{3})`)
	decimal  = regexp.MustCompile(`([0-9])[.,]([0-9])`)
)

// signs are said as words; those that part clauses become commas, at which the
// voice pauses.
var signs = strings.NewReplacer(
	"%", " процентов ", "₽", " рублей ", "$", " долларов ", "€", " евро ", "№", " номер ",
	"&", " и ", "*", " звёздочка ", "_", " ", "+", " плюс ", "=", " равно ",
	" - ", ", ", "—", ", ", "–", ", ", ":", ", ", ";", ", ", "(", ", ", ")", ", ", "…", ".",
)

// aloud writes Russian text for a voice that knows Russian letters, digits and
// the signs that end a phrase, and falls silent at others.
func aloud(text string) string {
	said := readSaid(saidText)
	text = latinRun.ReplaceAllStringFunc(text, func(word string) string { return inRussian(word, said) })
	text = thousand.ReplaceAllString(text, "$1 тысяч$2")
	text = grouped.ReplaceAllString(text, "$1$2")
	text = decimal.ReplaceAllString(text, "$1 и $2")
	text = strings.Join(strings.Fields(signs.Replace(text)), " ")
	return strings.ReplaceAll(text, " ,", ",")
}

func readSaid(table string) map[string]string {
	said := map[string]string{}
	for line := range strings.Lines(table) {
		if word, sound, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			said[strings.ToLower(word)] = sound
		}
	}
	return said
}

// inRussian writes a Latin word as a Russian says it: as the table has it, part
// by part where its parts begin with capitals, by the names of its letters
// where all are capitals, else letter by letter.
func inRussian(word string, said map[string]string) string {
	if sound, ok := said[strings.ToLower(word)]; ok {
		return sound
	}
	if strings.ToUpper(word) == word {
		return spelled(word)
	}
	if parts := parts(word); len(parts) > 1 {
		for i, p := range parts {
			parts[i] = inRussian(p, said)
		}
		return strings.Join(parts, " ")
	}
	return endings.Replace(sounds.Replace(strings.ToLower(word) + "$"))
}

// parts cuts word before each capital that follows a small letter, and at what
// is no letter or digit.
func parts(word string) []string {
	var cut strings.Builder
	small := false
	for _, r := range word {
		if unicode.IsUpper(r) && small || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			cut.WriteByte(' ')
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			cut.WriteRune(r)
		}
		small = unicode.IsLower(r)
	}
	return strings.Fields(cut.String())
}

var letterNames = map[rune]string{
	'A': "эй", 'B': "би", 'C': "си", 'D': "ди", 'E': "и", 'F': "эф", 'G': "джи", 'H': "эйч", 'I': "ай",
	'J': "джей", 'K': "кей", 'L': "эль", 'M': "эм", 'N': "эн", 'O': "оу", 'P': "пи", 'Q': "кью", 'R': "ар",
	'S': "эс", 'T': "ти", 'U': "ю", 'V': "ви", 'W': "дабл ю", 'X': "икс", 'Y': "уай", 'Z': "зет",
	'+': "плюс", '#': "шарп",
}

func spelled(capitals string) string {
	var names []string
	for _, r := range capitals {
		name, ok := letterNames[r]
		if !ok {
			name = string(r)
		}
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

// sounds are what Latin letters of English words mostly become, groups first.
var sounds = strings.NewReplacer(
	"tion", "шн", "sch", "ск", "tch", "ч", "igh", "ай", "sh", "ш", "ch", "ч", "ph", "ф", "th", "т", "ck", "к", "qu", "кв",
	"ee", "и", "oo", "у", "ea", "и", "ou", "ау", "ow", "оу", "ai", "эй", "ay", "эй", "ey", "и", "er$", "ер", "le$", "л",
	"ce", "се", "ci", "си", "cy", "си", "ge$", "дж", "gi", "джи", "ss", "с", "ll", "л", "tt", "т", "pp", "п", "rr", "р",
	"a", "а", "b", "б", "c", "к", "d", "д", "e$", "", "e", "е", "f", "ф", "g", "г", "h", "х", "i", "и", "j", "дж",
	"k", "к", "l", "л", "m", "м", "n", "н", "o", "о", "p", "п", "q", "к", "r", "р", "s", "с", "t", "т",
	"u", "у", "v", "в", "w", "в", "x", "кс", "y", "и", "z", "з",
)

// endings take away the mark of a word's end.
var endings = strings.NewReplacer("$", "", ".", " ")
