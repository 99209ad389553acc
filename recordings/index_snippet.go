package recordings

import "strings"

// A Snippet is a piece of a transcript around words that were searched for.
type Snippet struct {
	Text string // with … where the transcript goes on; "" without a search for words
	Hits []Hit
}

// A Hit is a found word: bytes of Snippet.Text from Start to End.
type Hit struct{ Start, End int }

// snippetWords is how many words a snippet has at most: they fill one or two
// lines of a terminal.
const snippetWords = 16

// snippet cuts the piece of text that holds most of the stems, the first such.
func (s *stemmer) snippet(text string, stems map[string]bool) Snippet {
	if text == "" {
		return Snippet{}
	}
	words := wordsOf(text)
	found := make([]string, len(words)) // the stem of each word that is wanted
	for i, w := range words {
		if stem := s.stem(text[w.start:w.end]); stems[stem] {
			found[i] = stem
		}
	}
	first := densest(found)
	last := min(first+snippetWords, len(words))
	if last == 0 { // no word at all, and yet it was found
		return Snippet{}
	}
	start, end := words[first].start, words[last-1].end
	before, after := "", ""
	if first > 0 {
		before = "…"
	}
	if last < len(words) {
		after = "…"
	} else {
		end = len(text) // with its full stop
	}
	snippet := Snippet{Text: before + strings.TrimSpace(text[start:end]) + after}
	for i := first; i < last; i++ {
		if found[i] != "" {
			shift := len(before) - start
			snippet.Hits = append(snippet.Hits, Hit{words[i].start + shift, words[i].end + shift})
		}
	}
	return snippet
}

// densest returns where a snippet begins that holds most different stems, with
// a few words before the first of them.
func densest(found []string) int {
	const lead = 4
	best, most := 0, 0
	for i, stem := range found {
		if stem == "" {
			continue
		}
		different := map[string]bool{}
		for _, other := range found[i:min(i+snippetWords-lead, len(found))] {
			if other != "" {
				different[other] = true
			}
		}
		if len(different) > most {
			best, most = i, len(different)
		}
	}
	return max(0, min(best-lead, len(found)-snippetWords))
}
