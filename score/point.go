package score

import (
	"slices"
	"strings"
	"unicode"

	"rehearse/prompts"
)

// A claim is a reference point made ready for matching: its elements and the
// facets that they form.
type claim struct {
	*reading
	elements []element
	facets   int
	section  int  // the group of the question that it must be told in, -1: any
	negated  bool // it denies something itself: «избегание», "без"
	listing  bool // it lists names: a bare list answers it
	wishes   bool // it tells of wishes or of others itself: then so may the answer
}

// isListing reports whether c is names and counts: naming them is saying them.
func (c *claim) isListing() bool {
	bare, content := true, 0
	for _, e := range c.elements {
		bare = bare && (e.name || e.number != nil)
		if !e.name && e.number == nil {
			content++
		}
	}
	return bare || len(c.elements) == 1 || c.facets >= 3 && content*2 <= len(c.elements)
}

// An element is one thing that a point says: a word, a term, a number.
type element struct {
	first, last int // words of the point
	keys        []key
	number      *number
	facet       int
	weight      float64
	aside       bool // in brackets, or an explanation behind a dash
	name        bool // a term of the trade, or a word in Latin letters
}

// compile makes p ready. asked is the question's text: its words count less.
func compile(p prompts.Point, asked *reading, lex *lexicon, stems *stemmer) *claim {
	c := &claim{reading: read(p.Text, lex, stems), section: -1}
	c.negated = deniesItself(c.reading)
	c.collect(lex, LanguageOf(asked.text) == English)
	c.weigh(asked)
	c.listing = c.isListing()
	c.wishes = c.isWish(lex)
	return c
}

// collect finds the elements: terms first, then numbers, then single words.
func (c *claim) collect(lex *lexicon, english bool) {
	taken := make([]bool, len(c.words))
	at := make(map[int]element)
	for _, it := range c.items {
		if it.key.kind == keyTerm {
			at[it.first] = element{first: it.first, last: it.last, name: true}
			take(taken, it.first, it.last)
		}
	}
	for i, n := range c.reading.numbers {
		if taken[n.first] {
			continue
		}
		at[n.first] = element{first: n.first, last: n.last, number: &c.reading.numbers[i]}
		take(taken, n.first, n.last)
	}
	stopsCount := c.onlyStops()
	for i, w := range c.words {
		if taken[i] || c.class[i] == stopWord && !stopsCount {
			continue
		}
		if _, unit := units()[w.form]; unit && i > 0 && taken[i-1] {
			continue
		}
		at[i] = element{first: i, last: i, name: isLatin(w.form) && (!english || c.isName(i))}
	}
	for i := range c.words {
		if e, ok := at[i]; ok {
			c.add(e)
		}
	}
	for i := range c.elements {
		c.elements[i].keys = c.keysOf(c.elements[i])
		c.mend(&c.elements[i], lex)
	}
	c.mergeAlternatives()
}

// onlyStops reports whether c has no word that carries a claim: then the others
// are all there is to compare («Такие же»).
func (c *claim) onlyStops() bool {
	for _, class := range c.class {
		if class != stopWord {
			return false
		}
	}
	return true
}

// isName reports whether word i is written as names are in English: a capital
// inside, or at the front of a word that begins no sentence.
func (c *claim) isName(i int) bool {
	capitals := strings.IndexFunc(c.span(i, i), unicode.IsUpper)
	return capitals > 0 || capitals == 0 && c.words[i].edge < edgeSentence
}

func take(taken []bool, first, last int) {
	for i := first; i <= last; i++ {
		taken[i] = true
	}
}

// add appends e to the facet that it stands in: commas, brackets, dashes
// and «и» part facets.
func (c *claim) add(e element) {
	if len(c.elements) > 0 {
		last := c.elements[len(c.elements)-1]
		e.facet = last.facet
		if c.parts(last.last, e.first) {
			e.facet++
		}
	}
	e.aside = c.isAside(e.first)
	c.facets = e.facet + 1
	c.elements = append(c.elements, e)
}

func (c *claim) parts(from, to int) bool {
	for i := from + 1; i <= to; i++ {
		if c.words[i].edge >= edgeComma || c.words[i].form == "и" || c.words[i].form == "and" {
			return true
		}
	}
	return strings.ContainsAny(c.text[c.words[from].end:c.words[to].start], "+→")
}

// isAside reports whether word i stands in brackets or behind a dash.
func (c *claim) isAside(i int) bool {
	before := c.text[:c.words[i].start]
	if strings.Count(before, "(") > strings.Count(before, ")") {
		return true
	}
	dash := strings.Index(before, " - ")
	if dash < 0 {
		return false
	}
	for k := 0; k < i && c.words[k].start < dash; k++ {
		if c.class[k] == contentWord && !isDigit(c.words[k].form[0]) && !strings.ContainsAny(c.text[dash:], "0123456789") {
			return true
		}
	}
	return false
}

func (c *claim) keysOf(e element) []key {
	var keys []key
	for _, it := range c.items {
		inside := it.first <= e.last && it.last >= e.first
		if !inside || e.number != nil {
			continue
		}
		single := it.first >= e.first && it.last <= e.last
		if single && e.last > e.first && it.key.kind != keyTerm && it.last-it.first < e.last-e.first {
			continue // one word of a longer term is not the term
		}
		keys = append(keys, it.key)
	}
	return keys
}

// mend gives e the synonyms of the word it was meant to be, when it is a word
// that the lexicon does not know.
func (c *claim) mend(e *element, lex *lexicon) {
	if e.number != nil || e.first != e.last {
		return
	}
	for _, k := range e.keys {
		if k.kind == keyTerm || k.kind == keyGroup || k.kind == keyLoose {
			return
		}
	}
	for _, p := range lex.meant(c.words[e.first].root) {
		e.keys = append(e.keys, p.key())
	}
}

// mergeAlternatives joins «kubectl или openlens»: one of them is enough.
func (c *claim) mergeAlternatives() {
	var merged []element
	for _, e := range c.elements {
		if len(merged) > 0 && c.alternative(merged[len(merged)-1].last, e.first) {
			last := &merged[len(merged)-1]
			last.keys = append(last.keys, e.keys...)
			last.last = e.last
			continue
		}
		merged = append(merged, e)
	}
	c.elements = merged
}

func (c *claim) alternative(from, to int) bool {
	between := strings.TrimSpace(c.text[c.words[from].end:c.words[to].start])
	return between == "или" || between == "or" || between == "/"
}

// isWish reports whether c has a cue itself that would make an answer count
// less: «Хотел бы работать у вас».
func (c *claim) isWish(lex *lexicon) bool {
	return slices.ContainsFunc(c.cues(lex), func(f foundCue) bool { return f.cue.weight() > 0 })
}

// deniesItself reports whether r denies something, keeps from something or sets
// a bound: all are rightly told by a denial («никто не ждёт дольше дня»).
func deniesItself(r *reading) bool {
	for i, w := range r.words {
		switch w.form {
		case "не", "без", "нет", "ни", "никто", "никогда", "ничего", "никому", "not", "no", "without", "never", "nobody", "nothing",
			"within", "prevent", "prevents", "избегать", "avoid", "avoiding", "максимум", "max":
			return true
		case "most", "from":
			if i > 0 && (r.words[i-1].form == "at" || strings.HasPrefix(r.words[max(0, i-3)].form, "keep")) {
				return true
			}
		}
		if strings.HasPrefix(w.form, "избег") || strings.HasPrefix(w.form, "отказ") || strings.HasPrefix(w.form, "предотвра") {
			return true
		}
	}
	return false
}
