package prompts

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A FindError tells why no single question was found.
type FindError struct {
	Query   string
	Matches []Question // two or more that match alike; none when nothing does
}

func (e *FindError) Error() string {
	if len(e.Matches) == 0 {
		return fmt.Sprintf("no question matches %q: `rehearse questions` lists them", e.Query)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%q matches more than one question:", e.Query)
	for _, q := range e.Matches {
		fmt.Fprintf(&b, "\n  %d. %s", q.Number, q.Text)
	}
	return b.String()
}

// Find returns the question that query names: an ID, a number in the bank's
// order, the question's text, or words of it. The error is a *FindError.
func (b Bank) Find(query string) (Question, error) {
	query = strings.TrimSpace(query)
	for _, q := range b.Questions {
		if q.ID == query || strconv.Itoa(q.Number) == query {
			return q, nil
		}
	}
	if q, ok := b.ByText(query); ok {
		return q, nil
	}
	wanted := foldedWords(query)
	var best []Question
	most := 0
	for _, q := range b.Questions {
		if len(wanted) == 0 {
			break
		}
		hits := matchWords(wanted, foldedWords(q.Text))
		if hits > most {
			best, most = best[:0], hits
		}
		if hits == most && hits > 0 {
			best = append(best, q)
		}
	}
	if len(best) == 1 && 2*most > len(wanted) {
		return best[0], nil
	}
	if 2*most <= len(wanted) {
		best = nil
	}
	return Question{}, &FindError{query, best}
}

// ByText returns the question with this text, whatever its case, spaces and
// signs: what stands in a file of answers is matched so.
func (b Bank) ByText(text string) (Question, bool) {
	id := questionID(strings.TrimLeft(clean(text), "*•"))
	for _, q := range b.Questions {
		if questionID(q.Text) == id {
			return q, true
		}
	}
	return Question{}, false
}

// matchWords counts the wanted words that text has. Word forms match when the
// shorter one is a prefix of the longer but for its last two letters: стек and
// стека, метрика and метрики.
func matchWords(wanted, text []string) int {
	hits := 0
	for _, w := range wanted {
		for _, t := range text {
			if sameWord(w, t) {
				hits++
				break
			}
		}
	}
	return hits
}

func sameWord(a, b string) bool {
	if a == b {
		return true
	}
	if utf8.RuneCountInString(a) > utf8.RuneCountInString(b) {
		a, b = b, a
	}
	short, long := []rune(a), []rune(b)
	keep := max(len(short)-2, 3)
	return len(short) >= 4 && len(long)-len(short) <= 3 && string(short[:keep]) == string(long[:keep])
}
