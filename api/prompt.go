package api

import (
	"strings"
	"unicode/utf8"

	"rehearse/transcribe"
)

// Whisper reads the last 224 tokens of a prompt (half its context, less one).
// A token is about two and a half letters of Russian or of rare Latin terms, so
// this stays inside.
const (
	maxTerms        = 50
	maxPromptTokens = 200
	lettersPerToken = 2.5
)

// prompt writes terms as a recogniser expects them: a text in which they occur.
// Terms that no longer fit are left out, so the likeliest come first.
func prompt(terms []string) string {
	var kept []string
	tokens := 0.0
	for _, term := range terms {
		term = transcribe.Clean(term)
		cost := float64(utf8.RuneCountInString(term))/lettersPerToken + 1 // and a comma
		if term == "" || tokens+cost > maxPromptTokens {
			continue
		}
		if len(kept) == maxTerms {
			break
		}
		kept, tokens = append(kept, term), tokens+cost
	}
	if len(kept) == 0 {
		return ""
	}
	return strings.Join(kept, ", ") + "."
}

// primary returns the first part of a BCP 47 tag: servers take "ru", few take
// "ru-RU".
func primary(tag string) string {
	part, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	return strings.ToLower(part)
}
