package main

import (
	"strings"
	"unicode"

	"rehearse/prompts"
	"rehearse/score"
)

// wordsOf returns the words of text as they are compared: as they are said, in
// small letters, ё as е; in Russian Redis is «редис». Numbers stay as they are
// written, so that «пять» and 5 are two words.
func wordsOf(text, language string) []string {
	if language == score.Russian {
		text = aloud(text)
	}
	text = strings.ReplaceAll(strings.ToLower(text), "ё", "е")
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// wordErrors returns how many words must be put in, taken out or changed to
// make heard of said: divided by the words of said, the word error rate.
func wordErrors(said, heard []string) int {
	row := make([]int, len(heard)+1)
	for j := range row {
		row[j] = j
	}
	for i, s := range said {
		diagonal := row[0]
		row[0] = i + 1
		for j, h := range heard {
			cost := diagonal
			if s != h {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(heard)]
}

// termsIn returns the terms that the scorer understands in text, of those that
// an answer to q may say, each once.
func termsIn(text string, q prompts.Question) map[string]bool {
	wanted := map[string]bool{}
	for _, term := range score.Terms(q) {
		wanted[strings.ToLower(term)] = true
	}
	found := map[string]bool{}
	for _, term := range score.Terms(prompts.Question{Text: text}) {
		if term = strings.ToLower(term); wanted[term] {
			found[term] = true
		}
	}
	return found
}

// without returns how many of terms are not among others.
func without(terms, others map[string]bool) int {
	n := 0
	for term := range terms {
		if !others[term] {
			n++
		}
	}
	return n
}
