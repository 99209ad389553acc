package voice

import (
	"strings"
	"unicode"
)

// MaxText is how many letters and signs of a text are spoken: two minutes. A
// question is 50 to 300.
const MaxText = 2000

// saidLimit is how many letters of a program's complaint are kept: two lines.
const saidLimit = 300

// Clean makes text fit to be spoken. The result is one line of valid UTF-8, at
// most MaxText letters and signs, without control characters and marks that
// cannot be heard. A longer text ends after a sentence, else after a word.
// Signs that only dress words are left out: ** and ` would be read aloud, and
// [[ begins commands to espeak-ng and to macOS. Clean of a cleaned text changes
// nothing. Without a letter or a digit in it the error is ErrNoText.
func Clean(text string) (string, error) {
	text = strings.NewReplacer("**", " ", "__", " ", "`", " ", "[[", " ", "]]", " ").Replace(audible(text))
	text = shorten(strings.Join(strings.Fields(text), " "))
	sayable := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	if !strings.ContainsFunc(text, sayable) {
		return "", ErrNoText
	}
	return text, nil
}

// audible replaces control characters by spaces, and drops the marks of
// direction and width that nobody sees or hears.
func audible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cc, r), unicode.IsSpace(r), r == unicode.ReplacementChar:
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, " "))
}

// shorten cuts text to MaxText.
func shorten(text string) string {
	runes := []rune(text)
	if len(runes) <= MaxText {
		return text
	}
	word, sentence := 0, 0 // where the last of each ends
	for i := 1; i <= MaxText; i++ {
		if runes[i] != ' ' {
			continue
		}
		word = i
		if strings.ContainsRune(".!?…", runes[i-1]) {
			sentence = i
		}
	}
	switch {
	case sentence >= MaxText/2:
		return string(runes[:sentence])
	case word > 0:
		return string(runes[:word])
	}
	return string(runes[:MaxText])
}

// lastWords makes one short line of what a program wrote.
func lastWords(said []byte) string {
	line := []rune(strings.Join(strings.Fields(audible(string(said))), " "))
	return string(line[max(0, len(line)-saidLimit):])
}

// spelled is text for a voice that gives up the whole of it at a sign that it
// does not know, and at a full stop inside a word: Russian and Latin letters
// and digits remain, and the signs that end a word.
func spelled(text string) string {
	var words []string
	for _, word := range strings.Fields(text) {
		plain := strings.Join(strings.FieldsFunc(word, unspellable), " ")
		if plain == "" {
			continue
		}
		if end := word[len(word)-1:]; strings.Contains(".,!?", end) {
			plain += end
		}
		words = append(words, plain)
	}
	return strings.Join(words, " ")
}

func unspellable(r rune) bool {
	switch {
	case 'а' <= r && r <= 'я', 'А' <= r && r <= 'Я', r == 'ё', r == 'Ё',
		'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
		return false
	}
	return true
}
