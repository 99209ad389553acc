package score

import (
	"math"
	"strings"
)

// What differs between a quote and the words it is taken from is counted in
// words: judges drop hesitations, mend endings and slips.
const (
	quoteSlack   = 0.25 // of the quote's words may differ
	longestQuote = 40   // words: somewhat more than is asked for; more is no quote but the answer

	mostOfQuote = 4 << 10 // bytes: several times the longest quote, however it is parted

	differsInForm = 0.1  // another ending
	differsInSlip = 0.25 // a letter changed
	stopDiffers   = 0.5
	wordDiffers   = 1.0
)

// findQuote returns the words of a, from first to last, that quote is taken
// from. Of a quote with an ellipsis all parts must be there, and the longest
// one counts.
func (a *answer) findQuote(quote string, lex *lexicon, stems *stemmer) (found hit, ok bool) {
	if len(quote) > mostOfQuote {
		return hit{}, false
	}
	if found, ok = a.findWords(split(quote, stems), lex); ok {
		return found, true
	}
	longest := 0
	for part := range strings.SplitSeq(strings.ReplaceAll(quote, "...", "…"), "…") {
		words := split(part, stems)
		if len(words) == 0 {
			continue
		}
		place, there := a.findWords(words, lex)
		if !there {
			return hit{}, false
		}
		if len(words) > longest {
			longest, found = len(words), place
		}
	}
	return found, longest > 0
}

// findWords returns the stretch of a that differs least from quote, the first
// of equals: approximate search after Sellers, with words for letters.
func (a *answer) findWords(quote []word, lex *lexicon) (hit, bool) {
	if len(quote) == 0 || len(quote) > longestQuote {
		return hit{}, false
	}
	said := make([]float64, len(a.words)) // what leaving out a word of the answer costs
	for j, w := range a.words {
		said[j] = differs(w, a.class[j])
	}
	cost, next := make([]float64, len(a.words)+1), make([]float64, len(a.words)+1)
	from, nextFrom := make([]int, len(a.words)+1), make([]int, len(a.words)+1)
	for j := range from {
		from[j] = j
	}
	whole := 0.0
	for _, w := range quote {
		added := differs(w, lex.class(w))
		whole += min(added, wordDiffers)
		next[0], nextFrom[0] = cost[0]+added, 0
		for j, own := range a.words {
			next[j+1], nextFrom[j+1] = cost[j]+swapped(w, own, added, said[j]), from[j]
			if c := cost[j+1] + added; c < next[j+1] {
				next[j+1], nextFrom[j+1] = c, from[j+1]
			}
			if c := next[j] + said[j]; c < next[j+1] {
				next[j+1], nextFrom[j+1] = c, nextFrom[j]
			}
		}
		cost, next, from, nextFrom = next, cost, nextFrom, from
	}
	end := 0
	for j := range cost {
		if cost[j] < cost[end] {
			end = j
		}
	}
	return hit{from[end], end - 1}, cost[end] <= quoteSlack*whole && from[end] < end
}

// differs returns what it costs that w stands in one of two texts alone. A
// number or a denial may not: it would turn the quote into another claim.
func differs(w word, class wordClass) float64 {
	switch {
	case turnsClaim(w):
		return math.Inf(1)
	case class == stopWord || letters(w.form) < 3: // «э-э»
		return stopDiffers
	}
	return wordDiffers
}

// swapped returns what it costs that own stands where the quote has w; added
// and dropped are what each costs alone.
func swapped(w, own word, added, dropped float64) float64 {
	switch {
	case w.form == own.form:
		return 0
	case math.IsInf(added+dropped, 1):
		return math.Inf(1)
	case w.stem == own.stem, w.root == own.root && letters(w.root) >= minRoot:
		return differsInForm
	case slip(w.form, own.form):
		return differsInSlip
	}
	return max(added, dropped)
}

// turnsClaim reports whether w is a number or denies.
func turnsClaim(w word) bool {
	switch w.form {
	case "не", "ни", "нет", "нету", "без", "никогда", "no", "not", "never", "none", "nor", "without", "cannot":
		return true
	}
	_, numeral := numerals()[w.form]
	return numeral || isDigit(w.form[0]) || strings.HasSuffix(w.form, "n't")
}
