package score

import (
	"slices"
	"strings"
)

// markCues reads what the cues of the lexicon do to the clauses around them.
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
		if f.cue == cueDenial || f.cue == cueRefusal || f.cue == cueNegative {
			a.marks[a.of[f.first]].negative = true
		}
		switch {
		case f.cue == cueNegative:
		case f.cue == cueDenial && !harmless[f.first] && !termed[f.first] && !a.wonders(f.last) && !a.asksThat(f.last, negated) && !a.bounded(f.last):
			a.deny(f.first)
			a.denials = append(a.denials, f.first)
		case f.cue == cueRefusal && !harmless[f.first]:
			a.refuse(f.hit)
		case f.cue == cueEcho:
			a.markEcho(f)
		default:
			a.mark(f)
		}
	}
	for c := range a.clauses {
		a.marks[c].echo = a.marks[c].echo || a.clauses[c].echo
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

// cues finds the cues of r, in order.
func (r *reading) cues(lex *lexicon) []foundCue {
	var found []foundCue
	for i, w := range r.words {
		for _, p := range lex.cues[w.root] {
			if last, ok := r.phraseAt(i, p); ok && !p.exact {
				found = append(found, foundCue{hit{i, last}, p.cue})
			}
		}
		for _, p := range lex.cues[w.form] {
			if last, ok := r.phraseAt(i, p); ok && p.exact {
				found = append(found, foundCue{hit{i, last}, p.cue})
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

// Reaches of the words that make a bound of a denial, in words.
const (
	boundReach   = 6 // «не мержим без ревью»
	measureReach = 2 // «не дольше дня»
)

// bounded reports whether what the denial at word i denies is bounded: what is
// never done without a thing is done with it.
func (a *answer) bounded(i int) bool {
	for k := i + 1; k <= i+boundReach && k < len(a.words) && a.words[k].edge < edgeSentence; k++ {
		switch a.words[k].form {
		case "без", "пока", "кроме", "without", "unless", "except":
			return true
		case "больше", "более", "дольше", "позже", "раньше", "чаще", "longer", "later":
			if k <= i+measureReach {
				return true
			}
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
		if a.class[k] == contentWord && k != i && !endsAsVerb(a.words[k].form) {
			own++
		}
		under := 0.9
		if k > i {
			under = 1
		}
		a.denied[k] = max(a.denied[k], under)
	}
	if own > 0 || a.of[i] == 0 {
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

// endsAsVerb reports whether form ends as Russian verbs do: «не делали» has
// nothing of its own to deny.
func endsAsVerb(form string) bool {
	n := letters(form)
	if n < 4 || !isCyrillic(form) {
		return false
	}
	switch form[len(firstLetters(form, n-2)):] {
	case "ли", "ла", "ло", "ал", "ил", "ял", "ть", "ем", "им", "ют", "ят", "ет", "ит":
		return true
	}
	return false
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

// weight says how far what stands with c is not the person's own deed.
func (c cue) weight() float64 {
	switch c {
	case cueWish:
		return 0.5
	case cueHearsay, cueOther, cueJoke:
		return 1
	}
	return 0
}

// storyReach bounds the sentences that a story of others goes on for; told is how
// far what it tells there is another's.
const (
	storyReach = 3
	told       = 0.8
)

// mark marks what is said around f: its sentence, as far as the person does not
// turn to themselves in it, and the sentences of a story of others, until they do.
func (a *answer) mark(f foundCue) {
	own, weight := a.of[f.first], f.cue.weight()
	story := f.cue == cueHearsay || f.cue == cueOther
	for k := own; k >= 0 && a.clauses[k].sentence == a.clauses[own].sentence && own-k <= cueReach; k-- {
		a.marks[k].meant = max(a.marks[k].meant, weight)
	}
	for k := own + 1; k < len(a.clauses); k++ {
		after := a.clauses[k].sentence - a.clauses[own].sentence
		switch {
		case after == 0 && k-own <= cueReach && !(story && a.turnsToSelf(k)):
			a.marks[k].meant = max(a.marks[k].meant, weight)
		case after == 0, !story, after > storyReach, a.tellsOfSelf(k):
			return
		default:
			a.marks[k].meant = max(a.marks[k].meant, weight*told)
		}
	}
}

// turnsToSelf reports whether clause k sets the person against what was told:
// «а у нас», "but we".
func (a *answer) turnsToSelf(k int) bool {
	switch a.words[a.clauses[k].first].form {
	case "а", "но", "зато", "but", "while", "whereas":
		return a.tellsOfSelf(k)
	}
	return false
}

// selfReach bounds the words of a clause in which its subject stands.
const selfReach = 4

// tellsOfSelf reports whether clause k begins with the person or their own.
func (a *answer) tellsOfSelf(k int) bool {
	c := a.clauses[k]
	for i := c.first; i <= c.last && i < c.first+selfReach; i++ {
		switch form := a.words[i].form; {
		case personOf(form) == speaker:
			return true
		case form == "наш" || form == "наша" || form == "наше" || form == "наши" || form == "our":
			return true
		case isOwnVerb(form):
			return true
		}
	}
	return false
}

// isOwnVerb reports whether form ends as only Russian verbs of the first person
// do: «прихожу», «сообщаю», «пишем».
func isOwnVerb(form string) bool {
	n := letters(form)
	if n < 4 || !isCyrillic(form) {
		return false
	}
	for _, ending := range [...]string{"аю", "яю", "ею", "ую", "юсь", "усь", "жу", "чу", "шу", "щу", "лю", "аем", "яем", "уем", "шем", "дем"} {
		if strings.HasSuffix(form, ending) {
			return true
		}
	}
	return false
}

// markEcho marks the clause of the cue f as the question given back, and its
// whole sentence when that asks.
func (a *answer) markEcho(f foundCue) {
	own := a.of[f.first]
	asks := slices.ContainsFunc(a.clauses, func(c clause) bool { return c.asked && c.sentence == a.clauses[own].sentence })
	for k := range a.clauses {
		if k == own || asks && a.clauses[k].sentence == a.clauses[own].sentence {
			a.marks[k].echo = true
		}
	}
}

// adjectiveEndings end the long forms of Russian adjectives.
// Nothing writes to it.
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
