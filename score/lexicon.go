package score

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed terms.txt
var termsText string

//go:embed synonyms.txt
var synonymsText string

//go:embed words.txt
var wordsText string

// A lexicon is what the scorer knows of the language and the trade. It never
// changes after it was read.
type lexicon struct {
	terms    map[string]int32     // joined form or its stem → number of the term
	names    []string             // usual spelling of each term
	starts   map[start]bool       // of the forms of terms
	sounds   map[int32][][]phone  // of the forms of each term
	spelled  map[string]int32     // joined names of the letters of an acronym → term
	groupsOf map[int32][]phrase   // groups of synonyms that a term is in
	asking   key                  // the group that a question of the answer says
	singles  []string             // roots of synonyms of one word, in order, for words with a slip
	phrases  map[string][]phrase  // root of the first word → phrases of groups
	cues     map[string][]phrase  // root or =form of the first word → cues
	weighted map[string]wordClass // stem or form → stop or generic
	sense    map[string]direction // root → where it points
}

// A phrase is one entry of a group of synonyms, or one cue.
type phrase struct {
	words []string // roots
	exact bool     // compared by form
	group int32
	loose bool
	cue   cue
}

type wordClass uint8

const (
	contentWord wordClass = iota
	genericWord
	stopWord
)

// A direction says where a word points, and of what: the lines of [more] and
// [less] are pairs, and words of one pair are opposites.
type direction int8

// A cue is what a phrase does to the claim it stands with.
type cue uint8

const (
	cueNone cue = iota
	cueDenial
	cueUndenial
	cueRefusal
	cueWish
	cueHearsay
	cueOther
	cueJoke
	cueEcho
	cueNegative
)

// theLexicon is read once, when it is first needed: that takes some 50 ms.
var theLexicon = sync.OnceValue(func() *lexicon {
	return readLexicon(termsText, synonymsText, wordsText)
})

func readLexicon(terms, synonyms, words string) *lexicon {
	lex := &lexicon{
		terms:    make(map[string]int32),
		sounds:   make(map[int32][][]phone),
		spelled:  make(map[string]int32),
		starts:   make(map[start]bool),
		groupsOf: make(map[int32][]phrase),
		phrases:  make(map[string][]phrase),
		cues:     make(map[string][]phrase),
		weighted: make(map[string]wordClass),
		sense:    make(map[string]direction),
	}
	stems := newStemmer()
	lex.readTerms(terms, stems)
	lex.readSynonyms(synonyms, stems)
	lex.readWords(words, stems)
	return lex
}

func (lex *lexicon) readTerms(text string, stems *stemmer) {
	for line := range tableLines(text) {
		name, forms, _ := strings.Cut(line, ":")
		id := int32(len(lex.names))
		lex.names = append(lex.names, name)
		for form := range strings.SplitSeq(name+","+forms, ",") {
			lex.addTerm(joined(split(form, stems)), id, stems)
		}
		if isAcronym(name) {
			lex.addSound(spelledOut(name), id)
			for _, said := range spellings(strings.ToLower(name)) {
				lex.spelled[said] = id
			}
		}
	}
}

func (lex *lexicon) addTerm(form string, id int32, stems *stemmer) {
	if form == "" {
		return
	}
	lex.terms[form] = id
	lex.addSound(form, id)
	lex.starts[startOf([]byte(form))] = true
	if letters(form) < 4 {
		return
	}
	stem, _ := stems.stem(form)
	if _, taken := lex.terms[stem]; !taken {
		lex.terms[stem] = id
	}
}

func (lex *lexicon) readSynonyms(text string, stems *stemmer) {
	group := int32(0)
	for line := range tableLines(text) {
		line, loose := strings.CutPrefix(line, "~ ")
		line, asks := strings.CutPrefix(line, "? ")
		if asks {
			lex.asking = key{kind: keyGroup, id: group}
		}
		for entry := range strings.SplitSeq(line, ",") {
			p := phrase{group: group, loose: loose}
			words := split(entry, stems)
			addPhrase(lex.phrases, words, p)
			lex.addSingle(words)
			if id, ok := lex.term([]byte(joined(words)), true, stems); ok {
				lex.groupsOf[id] = append(lex.groupsOf[id], p)
			}
		}
		group++
	}
}

func (lex *lexicon) addSingle(words []word) {
	if len(words) == 1 && len(lex.phrases[words[0].root]) == 1 {
		lex.singles = append(lex.singles, words[0].root)
	}
}

// meant returns the synonyms of the word that root is with a slip in it: banks
// are typed in haste («диапозон»).
func (lex *lexicon) meant(root string) []phrase {
	var found []phrase
	for _, known := range lex.singles {
		if !slip(root, known) {
			continue
		}
		for _, p := range lex.phrases[known] {
			if len(p.words) == 1 {
				found = append(found, p)
			}
		}
	}
	return found
}

// addPhrase files p under the first word of entry.
func addPhrase(into map[string][]phrase, words []word, p phrase) {
	for _, w := range words {
		if p.exact {
			p.words = append(p.words, w.form)
			continue
		}
		p.words = append(p.words, w.root)
	}
	if len(p.words) > 0 {
		into[p.words[0]] = append(into[p.words[0]], p)
	}
}

// asWritten reports whether the words of c are compared as they are written:
// «говорят, что» is hearsay, «говорю, что» is not.
func (c cue) asWritten() bool {
	return c != cueUndenial && c != cueRefusal && c != cueEcho && c != cueNegative
}

// Nothing writes to this table.
var sections = map[string]cue{
	"denial": cueDenial, "undenial": cueUndenial, "refusal": cueRefusal, "wish": cueWish,
	"hearsay": cueHearsay, "other": cueOther, "joke": cueJoke, "echo": cueEcho, "negative": cueNegative,
}

func (lex *lexicon) readWords(text string, stems *stemmer) {
	section, row := "", 0
	for line := range tableLines(text) {
		row++
		if name, ok := strings.CutPrefix(line, "["); ok {
			section, _, _ = strings.Cut(name, "]")
			row = 0
			continue
		}
		if cue, ok := sections[section]; ok {
			addPhrase(lex.cues, split(line, stems), phrase{cue: cue, exact: cue.asWritten()})
			continue
		}
		lex.readWordLine(section, line, direction(row), stems)
	}
}

func (lex *lexicon) readWordLine(section, line string, row direction, stems *stemmer) {
	for form := range strings.FieldsSeq(line) {
		form = fold(form)
		stem, root := stems.stem(form)
		switch section {
		case "stop":
			lex.weighted[form] = stopWord
		case "generic":
			lex.weighted[stem] = max(lex.weighted[stem], genericWord)
		case "less":
			lex.sense[root] = -row
		case "more":
			lex.sense[root] = row
		}
	}
}

// class returns how much w can carry.
func (lex *lexicon) class(w word) wordClass {
	if class, ok := lex.weighted[w.form]; ok && class == stopWord {
		return stopWord
	}
	if class := lex.weighted[w.stem]; class == genericWord {
		return genericWord
	}
	return contentWord
}

// tableLines yields the lines of a table without comments and empty lines.
func tableLines(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(text) {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			if !yield(line) {
				return
			}
		}
	}
}

// joined writes words together: «фаст апи» and «фастапи» are one form.
func joined(words []word) string {
	if len(words) == 1 {
		return words[0].form
	}
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.form)
	}
	return b.String()
}
