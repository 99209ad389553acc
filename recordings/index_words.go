package recordings

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/russian"
	"golang.org/x/text/unicode/norm"
)

// A span is a word of a text: bytes from start to end.
type span struct{ start, end int }

// wordsOf returns where the words of text are. Whatever is no letter, digit or
// mark on a letter parts them.
func wordsOf(text string) []span {
	var words []span
	start := -1
	for i, r := range text {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		if inside && start < 0 {
			start = i
		}
		if !inside && start >= 0 {
			words = append(words, span{start, i})
			start = -1
		}
	}
	if start >= 0 {
		words = append(words, span{start, len(text)})
	}
	return words
}

// fold brings spellings of one word together: case, ё and е, and the ways in
// which Unicode can write a letter.
func fold(s string) string {
	return strings.ReplaceAll(strings.ToLower(norm.NFKC.String(s)), "ё", "е")
}

// A stemmer finds what the forms of a word share. It remembers, because people
// repeat themselves, and is not for use by two goroutines.
type stemmer struct {
	env  *snowballstem.Env
	seen map[string]string
}

// maxSeen bounds what a stemmer remembers.
const maxSeen = 1 << 16

func newStemmer() *stemmer {
	return &stemmer{snowballstem.NewEnv(""), map[string]string{}}
}

// stem returns the stem of a word, by the alphabet of its first letter.
func (s *stemmer) stem(word string) string {
	if stem, ok := s.seen[word]; ok {
		return stem
	}
	stem := fold(word)
	switch first, _ := utf8.DecodeRuneInString(stem); {
	case unicode.Is(unicode.Cyrillic, first):
		s.env.SetCurrent(stem)
		russian.Stem(s.env)
		stem = evenStem(s.env.Current())
	case unicode.Is(unicode.Latin, first):
		s.env.SetCurrent(stem)
		english.Stem(s.env)
		stem = s.env.Current()
	}
	if len(s.seen) >= maxSeen {
		clear(s.seen)
	}
	s.seen[strings.Clone(word)] = stem
	return stem
}

// evenStem unites the stems that the algorithm gives to forms of words in -ой,
// most of them borrowed: деплой, деплоя, деплоем.
func evenStem(stem string) string {
	if utf8.RuneCountInString(stem) > 4 {
		stem = strings.TrimSuffix(strings.TrimSuffix(stem, "й"), "о")
	}
	return stem
}

// text returns the stems of all words of text, with spaces between them.
func (s *stemmer) text(text string) string {
	var b strings.Builder
	for i, w := range wordsOf(text) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s.stem(text[w.start:w.end]))
	}
	return b.String()
}

// wanted reads what somebody searches for: the query in FTS5's language, and
// the stems in it. All words must be there; those in quotes, in that order. The
// query is "" when there is no word in text.
func (s *stemmer) wanted(text string) (query string, stems map[string]bool) {
	stems = map[string]bool{}
	var phrases []string
	for i, part := range strings.Split(quotes.Replace(text), `"`) {
		words := strings.Fields(s.text(part))
		for _, stem := range words {
			stems[stem] = true
		}
		if i%2 == 1 && len(words) > 0 { // between quotes
			words = []string{strings.Join(words, " ")}
		}
		phrases = append(phrases, words...)
	}
	for i, phrase := range phrases {
		phrases[i] = `"` + phrase + `"` // nothing but letters, digits and spaces is in it
	}
	return strings.Join(phrases, " "), stems
}

// quotes makes the quotation marks of both languages one.
var quotes = strings.NewReplacer("«", `"`, "»", `"`, "“", `"`, "”", `"`, "„", `"`)
