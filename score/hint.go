package score

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"rehearse/prompts"
)

// maxTerms bounds a hint: recognisers read only so much of it.
const maxTerms = 50

// Terms returns the terms of the trade that an answer to q may say, as they
// are written, for the recogniser's hint: those of the points first, the more
// points the earlier, then those of the question; at most fifty.
func Terms(q prompts.Question) []string {
	lex, stems := theLexicon(), newStemmer()
	var found []counted
	at := map[string]int{}
	for _, p := range q.Points {
		for _, term := range termsIn(p.Text, lex, stems) {
			place, known := at[fold(term)]
			if !known {
				place = len(found)
				at[fold(term)] = place
				found = append(found, counted{term, 0})
			}
			found[place].times++
		}
	}
	slices.SortStableFunc(found, func(a, b counted) int { return cmp.Compare(b.times, a.times) })
	for _, term := range termsIn(q.Text, lex, stems) {
		if _, known := at[fold(term)]; !known {
			at[fold(term)] = len(found)
			found = append(found, counted{term, 1})
		}
	}
	terms := make([]string, 0, min(len(found), maxTerms))
	for _, c := range found[:min(len(found), maxTerms)] {
		terms = append(terms, c.term)
	}
	return terms
}

type counted struct {
	term  string
	times int
}

// termsIn returns the known terms of text and its words in Latin letters, in
// order. A term in Latin letters is given as the text writes it, another by
// its usual name.
func termsIn(text string, lex *lexicon, stems *stemmer) []string {
	r := read(text, lex, stems)
	var terms []string
	covered := -1
	at := map[int]item{}
	for _, it := range r.items {
		if it.key.kind == keyTerm {
			at[it.first] = it
		}
	}
	for i, w := range r.words {
		if it, ok := at[i]; ok {
			covered = it.last
			terms = append(terms, r.written(it, lex))
			continue
		}
		if i > covered && isLatin(w.form) && letters(w.form) > 1 && r.class[i] == contentWord {
			covered = r.gluedTo(i)
			terms = append(terms, r.span(i, covered))
		}
	}
	return slices.DeleteFunc(terms, func(s string) bool { return letters(s) < 2 })
}

// gluedTo returns the last word that is written together with word i:
// NexusRegistry.
func (r *reading) gluedTo(i int) int {
	for i+1 < len(r.words) && r.words[i+1].edge == edgeGlued {
		i++
	}
	return i
}

func (r *reading) written(it item, lex *lexicon) string {
	text := r.span(it.first, it.last)
	first, _ := utf8.DecodeRuneInString(text)
	if isLatin(text) && unicode.IsLetter(first) {
		return text
	}
	if name := lex.names[it.key.id]; isLatin(name) {
		return name
	}
	return text
}
