package score

import (
	"strings"
	"unicode/utf8"
)

// A reading is a text taken apart: words, the concepts they stand for, the
// numbers. Points and transcripts are read alike, so that they can meet.
type reading struct {
	text    string
	words   []word
	class   []wordClass
	items   []item
	numbers []number
}

// An item is a concept in a text. Items may overlap.
type item struct {
	first, last int // words, both included
	key         key
}

// A key names a concept: two texts share it when they share the key.
type key struct {
	kind keyKind
	id   int32  // of terms and groups
	text string // of stems and roots
}

type keyKind uint8

// Kinds of concepts, the surest first.
const (
	keyTerm keyKind = iota
	keyStem
	keyJoined // words that the recogniser parted, written together
	keyGroup  // synonyms
	keyRoot
	keySlip   // one letter off
	keySound  // another alphabet, by sound
	keyAspect // the root without its prefix
	keyLoose  // words that point the same way
)

// strength says how far sharing a key is saying the same, 0 to 1.
var strength = [...]float64{
	keyTerm: 1, keyStem: 1, keyJoined: 1, keyGroup: 0.9, keyRoot: 0.85,
	keySlip: 0.85, keySound: 0.85, keyAspect: 0.65, keyLoose: 0.45,
}

// longestTerm bounds the words that one term may be said in: «эн джин икс».
const longestTerm = 6

func read(text string, lex *lexicon, stems *stemmer) *reading {
	r := &reading{text: text, words: split(text, stems)}
	r.class = make([]wordClass, len(r.words))
	for i, w := range r.words {
		r.class[i] = lex.class(w)
	}
	r.numbers = readNumbers(r.words)
	r.items = make([]item, 0, 4*len(r.words))
	for i := 0; i < len(r.words); {
		i += max(1, r.readTerm(i, lex, stems))
	}
	r.numbers = r.outsideTerms(r.numbers)
	for i := range r.words {
		r.readWord(i)
		r.readPhrases(i, lex)
	}
	return r
}

// outsideTerms returns the numbers that are no part of a term: «ка шесть» is no
// six.
func (r *reading) outsideTerms(numbers []number) []number {
	var kept []number
	term := 0
	for _, n := range numbers {
		for term < len(r.items) && r.items[term].last < n.first {
			term++
		}
		if term == len(r.items) || r.items[term].first > n.last {
			kept = append(kept, n)
		}
	}
	return kept
}

// readTerm finds the longest term that begins at word i and returns the number
// of its words, 0 when there is none.
func (r *reading) readTerm(i int, lex *lexicon, stems *stemmer) int {
	longest, term := 0, int32(0)
	var room [128]byte
	form := room[:0]
	for n := 1; n <= longestTerm && i+n <= len(r.words); n++ {
		w := r.words[i+n-1]
		if n > 1 && w.edge > edgeSpace {
			break
		}
		form = append(form, w.form...)
		last := r.class[i+n-1]
		if n == 1 && last == stopWord {
			continue
		}
		if id, ok := lex.term(form, n == 1 || last != stopWord, stems); ok {
			longest, term = n, id
		}
	}
	if longest == 0 {
		term, longest = lex.glued(r.words[i], stems)
	}
	if longest == 0 {
		return 0
	}
	r.items = append(r.items, item{i, i + longest - 1, key{kind: keyTerm, id: term}})
	for _, p := range lex.groupsOf[term] {
		r.items = append(r.items, item{i, i + longest - 1, p.key()})
	}
	return longest
}

// term returns the term that form is, or, when it may be inflected, is a case
// of.
func (lex *lexicon) term(form []byte, inflected bool, stems *stemmer) (int32, bool) {
	if id, ok := lex.terms[string(form)]; ok {
		return id, true
	}
	if id, ok := lex.spelled[string(form)]; ok {
		return id, true
	}
	if !inflected || utf8.RuneCount(form) < 5 || !lex.starts[startOf(form)] {
		return 0, false
	}
	stem, _ := stems.stem(string(form))
	id, ok := lex.terms[stem]
	return id, ok && letters(stem) >= 4
}

// glued returns the term in a word that a recogniser wrote together with the
// preposition before it: «вредис».
func (lex *lexicon) glued(w word, stems *stemmer) (term int32, words int) {
	for _, preposition := range [...]string{"в", "на", "с", "к", "из"} {
		rest, ok := strings.CutPrefix(w.form, preposition)
		if !ok || letters(rest) < 5 || !lex.starts[startOf([]byte(rest))] {
			continue
		}
		if id, ok := lex.term([]byte(rest), true, stems); ok {
			return id, 1
		}
	}
	return 0, 0
}

// A start is the first four letters of a form: enough to see that most words
// are no terms.
type start [4]rune

func startOf(form []byte) start {
	var s start
	for i := range s {
		r, size := utf8.DecodeRune(form)
		s[i] = r
		form = form[size:]
	}
	return s
}

func (r *reading) readWord(i int) {
	w := r.words[i]
	if isDigit(w.form[0]) {
		return
	}
	r.items = append(r.items, item{i, i, key{kind: keyStem, text: w.stem}})
	if r.class[i] == stopWord {
		return
	}
	if letters(w.root) >= 3 {
		r.items = append(r.items, item{i, i, key{kind: keyRoot, text: w.root}})
	}
	if cut := withoutAspect(w.root); cut != "" {
		r.items = append(r.items, item{i, i, key{kind: keyAspect, text: cut}})
	} else if letters(w.root) >= minRoot {
		r.items = append(r.items, item{i, i, key{kind: keyAspect, text: w.root}})
	}
}

// readPhrases finds the synonyms that begin at word i.
func (r *reading) readPhrases(i int, lex *lexicon) {
	for _, p := range lex.phrases[r.words[i].root] {
		if r.class[i] == stopWord && len(p.words) == 1 {
			continue
		}
		last, ok := r.phraseAt(i, p)
		if !ok {
			continue
		}
		r.items = append(r.items, item{i, last, p.key()})
	}
}

// key returns the concept that p stands for.
func (p phrase) key() key {
	if p.loose {
		return key{kind: keyLoose, id: p.group}
	}
	return key{kind: keyGroup, id: p.group}
}

// phraseAt reports whether p begins at word i, and where it ends. One word may
// stand between two words of a phrase of synonyms, none inside a cue that is
// compared as it is written.
func (r *reading) phraseAt(i int, p phrase) (last int, ok bool) {
	last = i
	reach := 2
	if p.exact {
		reach = 1
	}
	for _, want := range p.words[1:] {
		at := last + 1
		for at < len(r.words) && at <= last+reach && !r.says(at, want, p.exact) {
			at++
		}
		if at >= len(r.words) || at > last+reach || r.words[at].edge > edgeComma {
			return 0, false
		}
		last = at
	}
	return last, true
}

func (r *reading) says(i int, want string, exact bool) bool {
	if exact {
		return r.words[i].form == want
	}
	return r.words[i].root == want
}

// span returns the text of words first to last.
func (r *reading) span(first, last int) string {
	return r.text[r.words[first].start:r.words[last].end]
}
