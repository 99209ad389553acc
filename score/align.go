package score

import (
	"bytes"
	"unicode/utf8"
)

// A match is where an element of a point was said.
type match struct {
	hit
	strength float64
}

// An alignment is a point laid over an answer.
type alignment struct {
	claim  *claim
	answer *answer
	found  [][]match   // of each element, everywhere
	best   [][]float64 // [clause][element] strongest match
	window window      // where the point is made best
	cover  float64     // weighted share of the elements in window
	facets []window    // best window of each facet
	parts  []float64   // share of each facet in its window
	spent  []bool      // clauses whose denial is itself what the point says: «не работала» for «лежала»
}

// align finds the elements of c in a.
func align(c *claim, a *answer) *alignment {
	al := &alignment{claim: c, answer: a}
	al.found = make([][]match, len(c.elements))
	for i := range c.elements {
		al.found[i] = a.find(c, c.elements[i])
	}
	al.spend()
	al.spread()
	al.window, al.cover = al.bestWindow(-1)
	al.facets = make([]window, c.facets)
	al.parts = make([]float64, c.facets)
	for f := range c.facets {
		al.facets[f], al.parts[f] = al.bestWindow(f)
	}
	return al
}

// spend marks the clauses of the denials that stand inside a match.
func (al *alignment) spend() {
	al.spent = make([]bool, len(al.answer.clauses))
	for _, d := range al.answer.denials {
		for _, matches := range al.found {
			for _, m := range matches {
				if m.first <= d && d <= m.last {
					al.spent[al.answer.of[d]] = true
				}
			}
		}
	}
}

// deniedAt is how far word i of the answer stands under a denial that the point
// does not make itself.
func (al *alignment) deniedAt(i int) float64 {
	if al.spent[al.answer.of[i]] {
		return 0
	}
	return al.answer.denied[i]
}

// find returns the places where e is said.
func (a *answer) find(c *claim, e element) []match {
	if e.number != nil {
		return a.findNumber(c, *e.number)
	}
	var found []match
	for _, k := range e.keys {
		s := strength[k.kind]
		for _, h := range a.index[k] {
			found = append(found, match{hit: h, strength: s})
		}
	}
	if len(found) == 0 {
		found = a.findFuzzy(c, e)
	}
	if len(found) == 0 {
		found = a.findMisheard(c, e)
	}
	return found
}

// otherNumber is how strongly another number stands for a point that is
// nothing but a number: the right thing was spoken of.
const otherNumber = 0.5

func (a *answer) findNumber(c *claim, n number) []match {
	var found, others []match
	for _, m := range a.numbers {
		place := hit{m.first, m.last}
		if n.same(m) {
			found = append(found, match{hit: place, strength: 1})
		} else if !m.ordinal && n.comparable(m) {
			others = append(others, match{hit: place, strength: otherNumber})
		}
	}
	for _, m := range a.decimals {
		if n.same(m) {
			found = append(found, match{hit: hit{m.first, m.last}, strength: 1})
		}
	}
	if len(found) == 0 && c.bare() {
		return others
	}
	return found
}

// findFuzzy looks for e with a slip in it, parted in two, or in the other
// alphabet.
func (a *answer) findFuzzy(c *claim, e element) []match {
	w := c.words[e.first]
	sound := skeleton(w.stem)
	var found []match
	for _, s := range a.stems {
		kind, ok := alike(w, sound, s)
		if !ok {
			continue
		}
		for _, i := range s.places {
			found = append(found, match{hit: hit{i, i}, strength: strength[kind]})
		}
	}
	return append(found, a.findParted(c, e)...)
}

// alike reports whether s is w with a slip in it or in the other alphabet.
func alike(w word, sound string, s spokenStem) (keyKind, bool) {
	if isCyrillic(w.form) == isCyrillic(s.stem) {
		return keySlip, slip(w.stem, s.stem)
	}
	return keySound, soundAlike(sound, s.skeleton)
}

// findParted finds e where the recogniser wrote it as two or three words.
func (a *answer) findParted(c *claim, e element) []match {
	want := joined(c.words[e.first : e.last+1])
	wantStem := c.words[e.last].stem
	if e.first != e.last {
		wantStem = want
	}
	if letters(want) < 6 {
		return nil
	}
	var found []match
	var room [128]byte
	for i := range a.words {
		if !sharesStart(want, a.words[i].form) {
			continue
		}
		form := append(room[:0], a.words[i].form...)
		for last := i + 1; last <= i+2 && last < len(a.words) && a.words[last].edge <= edgeSpace; last++ {
			form = append(form, a.words[last].form...)
			if sameButEnding(wantStem, form) {
				found = append(found, match{hit: hit{i, last}, strength: strength[keyJoined]})
			}
		}
	}
	return found
}

func sharesStart(a, b string) bool {
	return firstLetters(a, 1) == firstLetters(b, 1)
}

// sameButEnding reports whether form is stem with an ending of at most three
// letters, one slip allowed in long words.
func sameButEnding(stem string, form []byte) bool {
	n, m := letters(stem), utf8.RuneCount(form)
	if m < n || m > n+3 {
		return false
	}
	if bytes.HasPrefix(form, []byte(stem)) {
		return true
	}
	return slip(firstLetters(string(form), n), stem)
}

// spread writes the matches down clause by clause.
func (al *alignment) spread() {
	al.best = make([][]float64, len(al.answer.clauses))
	flat := make([]float64, len(al.answer.clauses)*len(al.claim.elements))
	n := len(al.claim.elements)
	for c := range al.best {
		al.best[c] = flat[c*n : (c+1)*n]
	}
	for e, matches := range al.found {
		for _, m := range matches {
			c := al.answer.of[m.first]
			if al.answer.marks[c].echo || !al.allowed(c) {
				continue
			}
			al.best[c][e] = max(al.best[c][e], al.weighed(m))
		}
	}
}

// allowed reports whether the point may be made in clause c: one that another
// group has too is told where its own group is told of.
func (al *alignment) allowed(c int) bool {
	return al.claim.section < 0 || al.answer.sections == nil || al.answer.sections[c] == al.claim.section
}

// bestWindow returns the window that says most of facet f, of all facets for
// -1: the shortest of the best, the first of equals.
func (al *alignment) bestWindow(f int) (window, float64) {
	var best window
	bestShare, bestLen := 0.0, 0
	for _, w := range al.answer.windows {
		share := al.share(w, f)
		length := w.last - w.first
		if share > bestShare+1e-9 || share > bestShare-1e-9 && share > 0 && length < bestLen {
			best, bestShare, bestLen = w, share, length
		}
	}
	return best, bestShare
}

// share returns how much of facet f the window w says, weighted.
func (al *alignment) share(w window, f int) float64 {
	said, all := 0.0, 0.0
	for e, el := range al.claim.elements {
		if f >= 0 && el.facet != f {
			continue
		}
		all += el.weight
		best := 0.0
		for c := w.first; c <= w.last; c++ {
			best = max(best, al.best[c][e])
		}
		said += el.weight * best
	}
	if all == 0 {
		return 0
	}
	return said / all
}
