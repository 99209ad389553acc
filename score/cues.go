package score

// markCues reads what the cues of the lexicon do to the clauses around them.
// A kind of cue that the question or the point uses itself says nothing.
func (a *answer) markCues(asked *reading, lex *lexicon) {
	a.denied = make([]float64, len(a.words))
	a.marks = make([]marks, len(a.clauses))
	negated := deniedIn(asked)
	harmless := make([]bool, len(a.words))
	termed := a.insideTerms()
	found := a.cues(lex)
	for _, f := range found {
		if f.cue == cueUndenial {
			for i := f.first; i <= f.last; i++ {
				harmless[i] = true
			}
		}
	}
	for _, f := range found {
		switch {
		case f.cue == cueDenial && !harmless[f.first] && !termed[f.first] && !a.wonders(f.last) && !a.asksThat(f.last, negated):
			a.deny(f.first)
		case f.cue == cueRefusal && !harmless[f.first]:
			a.refuse(f.hit)
		default:
			a.mark(f)
		}
	}
	for c := range a.clauses {
		if a.clauses[c].echo {
			a.marks[c].echo = 1
		}
	}
}

// insideTerms marks the words of terms of several words: the «не» of «не
// тологии» denies nothing.
func (a *answer) insideTerms() []bool {
	inside := make([]bool, len(a.words))
	for _, it := range a.items {
		if it.key.kind != keyTerm || it.first == it.last {
			continue
		}
		for i := it.first; i <= it.last; i++ {
			inside[i] = true
		}
	}
	return inside
}

type foundCue struct {
	hit
	cue cue
}

func (a *answer) cues(lex *lexicon) []foundCue {
	var found []foundCue
	for i, w := range a.words {
		for _, name := range [...]string{w.root, w.form} {
			for _, p := range lex.cues[name] {
				if p.exact != (name == w.form) && w.root != w.form {
					continue
				}
				if last, ok := a.phraseAt(i, p); ok && a.of[last] <= a.of[i]+1 {
					found = append(found, foundCue{hit{i, last}, p.cue})
				}
			}
			if w.root == w.form {
				break
			}
		}
	}
	return found
}

// deniedIn returns the roots that a question itself denies: «чего не хочется».
func deniedIn(asked *reading) map[string]bool {
	negated := make(map[string]bool)
	for i, w := range asked.words {
		if (w.form == "не" || w.form == "not") && i+1 < len(asked.words) {
			negated[firstLetters(asked.words[i+1].root, 2)] = true
		}
	}
	return negated
}

func firstLetters(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// asksThat reports whether the denial at word i is the question's own.
func (a *answer) asksThat(i int, negated map[string]bool) bool {
	return i+1 < len(a.words) && negated[firstLetters(a.words[i+1].root, 2)]
}

// wonders reports whether «ли» makes a question of the denial at word i: «не
// зациклилось ли что».
func (a *answer) wonders(i int) bool {
	for k := i + 1; k <= i+2 && k < len(a.words) && a.words[k].edge <= edgeSpace; k++ {
		if a.words[k].form == "ли" {
			return true
		}
	}
	return false
}

// deny puts words under the denial at word i: what follows it in its clause,
// less surely what stands before it, and the clause before when this one has
// nothing of its own to deny («шардирование — нет, не делали»).
func (a *answer) deny(i int) {
	c := a.clauses[a.of[i]]
	if i < c.last && isAdjective(a.words[i+1].form) && i+1 < c.last {
		a.denied[i+1] = 1
		return
	}
	own := 0
	for k := c.first; k <= c.last; k++ {
		if a.class[k] == contentWord && k != i {
			own++
		}
		under := 0.9
		if k > i {
			under = 1
		}
		a.denied[k] = max(a.denied[k], under)
	}
	if own > 1 || a.of[i] == 0 {
		return
	}
	before := a.clauses[a.of[i]-1]
	if before.sentence != c.sentence {
		return
	}
	for k := before.first; k <= before.last; k++ {
		a.denied[k] = max(a.denied[k], 0.9)
	}
}

// refuse puts the clause of a refusal under denial, and the one before it in
// the same sentence.
func (a *answer) refuse(h hit) {
	c := a.of[h.first]
	for k := a.clauses[c].first; k <= a.clauses[c].last; k++ {
		a.denied[k] = max(a.denied[k], 0.8)
	}
}

// cueReach bounds the clauses that a cue speaks of, where nothing ends the
// sentence.
const cueReach = 4

// mark marks what is said around f: its sentence, and less surely the next.
func (a *answer) mark(f foundCue) {
	c := a.of[f.first]
	sentence := a.clauses[c].sentence
	for k := range a.clauses {
		far := a.clauses[k].sentence - sentence
		if far < 0 || far > 1 || k < c-cueReach || k > c+cueReach {
			continue
		}
		weight := 1.0
		if far == 1 {
			weight = 0.5
		}
		m := &a.marks[k]
		switch f.cue {
		case cueWish:
			m.wish = max(m.wish, weight*(1-float64(far)))
		case cueHearsay:
			m.hearsay = max(m.hearsay, weight)
		case cueOther:
			m.other = max(m.other, weight)
		case cueJoke:
			m.joke = max(m.joke, weight*(1-float64(far)))
		case cueEcho:
			m.echo = max(m.echo, weight*(1-float64(far)))
		}
	}
}

// adjectiveEndings end the long forms of Russian adjectives.
var adjectiveEndings = map[string]bool{
	"ый": true, "ий": true, "ая": true, "яя": true, "ое": true, "ые": true, "ие": true,
	"ых": true, "их": true, "ую": true, "юю": true, "ым": true,
}

func isAdjective(form string) bool {
	n := letters(form)
	if n < 5 || !isCyrillic(form) {
		return false
	}
	return adjectiveEndings[form[len(firstLetters(form, n-2)):]]
}
