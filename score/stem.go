package score

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/russian"
)

// A stemmer finds the stem and the root of words; it keeps what it found,
// because people repeat themselves. It is not for use by two goroutines.
type stemmer struct {
	env  *snowballstem.Env
	seen map[string]stemmed
}

type stemmed struct{ stem, root string }

func newStemmer() *stemmer {
	return &stemmer{env: snowballstem.NewEnv(""), seen: make(map[string]stemmed, 256)}
}

// stem returns what the inflected forms of a folded word share, and what it
// shares with its relatives: масштабировать, масштабирование, масштаб.
func (s *stemmer) stem(form string) (stem, root string) {
	if known, ok := s.seen[form]; ok {
		return known.stem, known.root
	}
	switch {
	case isCyrillic(form):
		s.env.SetCurrent(form)
		russian.Stem(s.env)
		stem = fullerStem(s.env.Current())
		root = russianRoot(stem)
	case isLatin(form):
		s.env.SetCurrent(form)
		english.Stem(s.env)
		stem = s.env.Current()
		root = englishRoot(stem)
	default:
		stem, root = form, form
	}
	s.seen[form] = stemmed{stem, root}
	return stem, root
}

// fullerStem mends what the algorithm is known to leave apart: деплоя, деплой.
func fullerStem(stem string) string {
	if letters(stem) > 4 {
		stem = strings.TrimSuffix(strings.TrimSuffix(stem, "й"), "о")
	}
	return stem
}

// russianSuffixes make verbs, nouns and participles of one root; longest
// first. They are cut from stems, which have lost their endings.
var russianSuffixes = [...]string{
	"ированност", "изирован", "изирова", "ирован", "ировщик", "ирова", "ировк", "ируем", "изаци", "изац", "изиру", "изир", "ирую", "иру", "ир",
	"ован", "овани", "ыван", "иван", "ова", "ыва", "ива", "ывае", "овк", "уем", "ую", "уе",
	"ательн", "ительн", "тельн", "тель", "ател", "ител", "ственн", "ственност", "ств", "енност", "ност", "ост",
	"ени", "ани", "енн", "анн", "янн", "яни", "ен", "ан", "ят", "ает", "яет", "аем", "яем", "ают", "яют", "аю", "яю", "ал", "ял", "ил",
	"аци", "яци", "ац", "яц", "ци", "щик", "чик", "ник", "льн", "ск", "ов", "ев", "ик", "н", "к", "а", "и", "у", "я", "е", "л", "т", "ь",
}

const minRoot = 4 // letters: shorter ones meet by chance

func russianRoot(stem string) string {
	for _, suffix := range russianSuffixes {
		cut, ok := strings.CutSuffix(stem, suffix)
		if ok && letters(cut) >= minRoot {
			return soften(cut)
		}
	}
	return soften(stem)
}

// soften undoes the consonants that change before a suffix: нагружать,
// нагрузка; предупреждать, предупредить.
func soften(root string) string {
	for _, change := range [...][2]string{{"жд", "д"}, {"бл", "б"}, {"вл", "в"}, {"пл", "п"}, {"мл", "м"}, {"ж", "з"}, {"щ", "т"}, {"ч", "к"}, {"ц", "к"}} {
		if cut, ok := strings.CutSuffix(root, change[0]); ok && letters(cut) >= 3 {
			return cut + change[1]
		}
	}
	return root
}

func englishRoot(stem string) string {
	for _, suffix := range [...]string{"ization", "isation", "ation", "ition", "iz", "is", "at", "ion", "or", "er", "abl", "ibl", "iv", "al", "y", "i", "e"} {
		cut, ok := strings.CutSuffix(stem, suffix)
		if ok && letters(cut) >= minRoot {
			return cut
		}
	}
	return stem
}

// aspects are the prefixes that make a Russian verb perfective more than they
// change it: смотреть, посмотреть; кешировать, закешировать.
var aspects = [...]string{"по", "за", "на", "со", "с", "про", "вы", "от", "у", "о", "до", "под", "пере", "раз", "рас", "при"}

// notAspects are roots that another prefix makes another word of: работать,
// разработать, переработать, заработать.
// Nothing writes to it.
var notAspects = map[string]bool{"работ": true, "ступ": true, "став": true, "ставк": true, "клад": true, "ложен": true, "лож": true, "казат": true, "каз": true, "стан": true, "лага": true}

// withoutAspect returns the root without a prefix of aspect, or "".
func withoutAspect(root string) string {
	for _, prefix := range aspects {
		cut, ok := strings.CutPrefix(root, prefix)
		if ok && letters(cut) >= minRoot && !notAspects[cut] {
			return cut
		}
	}
	return ""
}
