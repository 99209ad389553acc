package score

import (
	"slices"
	"strings"
)

// misheardStrength says how far something that sounds alike is the thing.
const misheardStrength = 0.9

// findMisheard looks for e by its sound among the words that may be misheard.
func (a *answer) findMisheard(c *claim, e element) []match {
	var found []match
	named := false
	for _, k := range e.keys {
		if k.kind != keyTerm {
			continue
		}
		named = true
		for _, want := range a.ear.lex.sounds[k.id] {
			found = a.ear.find(want, found)
		}
	}
	if named {
		return found
	}
	var room [longestHeard]phone
	return a.ear.find(appendPhones(room[:0], c.words[e.first].stem), found)
}

// addSound files what a form of term id sounds like.
func (lex *lexicon) addSound(form string, id int32) {
	sound := appendPhones(nil, form)
	known := slices.ContainsFunc(lex.sounds[id], func(other []phone) bool { return slices.Equal(sound, other) })
	if !known {
		lex.sounds[id] = append(lex.sounds[id], sound)
	}
}

// spelledOut returns the English names of the letters of an acronym, written
// together: the Russian ones are rarer, and more sounds find more by chance.
func spelledOut(acronym string) string {
	var names strings.Builder
	for _, r := range strings.ToLower(acronym) {
		names.WriteString(letterNames[r][0])
	}
	return names.String()
}

// longestHeard bounds the phones of what is looked for by its sound.
const longestHeard = 32

// What may be wrong of a sound grows with its weight: half of what it weighs
// more than the free weight. More of it must be right where nothing is known of
// the recogniser's doubts. In 58 spoken answers this finds 103 of the 175 terms
// and words that no spelling rule finds, and 41 of 1,534 that were not said.
const (
	leastWeight      = 6 // shorter ones are found everywhere
	freeWeight       = 4
	freeWeightUnsaid = 8
)

// allowed returns the greatest cost of a sound of weight w; below 0: none is
// found.
func (e *ear) allowed(w int) int {
	switch {
	case w < leastWeight || e.unsaid && w < freeWeightUnsaid:
		return -1
	case e.unsaid:
		return (w - freeWeightUnsaid) / 2
	}
	return (w - freeWeight) / 2
}

// find appends the places where want is heard: of the ways to make it of sounds
// that end in one word the cheapest (P. Sellers, The theory and computation of
// evolutionary distances, 1980).
func (e *ear) find(want []phone, found []match) []match {
	allowed := e.allowed(weightOf(want))
	if allowed < 0 || len(want) > longestHeard {
		return found
	}
	search := search{want: want, allowed: allowed}
	best := way{cost: allowed + 1}
	for j := range e.sounds {
		s := &e.sounds[j]
		if s.fresh {
			search.begin(j)
		}
		end := search.hear(s.phone, way{s.start, j})
		if end.cost += s.end; end.cost < best.cost {
			best = end
		}
		if !s.last {
			continue
		}
		if first := e.sounds[best.begin].word; best.cost <= allowed && e.doubtIn(first, s.word) {
			found = append(found, match{hit: hit{first, s.word}, strength: misheardStrength})
		}
		best = way{cost: allowed + 1}
	}
	return found
}

// A search keeps, for each length, the cheapest way to make the first phones of
// what is wanted of sounds up to some place.
type search struct {
	want    []phone
	allowed int
	ways    [longestHeard + 1]way
	active  int // longer beginnings cost more than is allowed (after E. Ukkonen, 1985)
}

// A way costs what is wrong with it, and begins with a sound of the answer.
type way struct{ cost, begin int }

// begin forgets what was heard before sound j.
func (s *search) begin(j int) {
	s.active = 0
	cost := 0
	for i, p := range s.want {
		if cost += p.cost(); cost > s.allowed {
			return
		}
		s.ways[i+1] = way{cost, j}
		s.active = i + 1
	}
}

// hear goes on by one sound, with which a way may begin as start says, and
// returns the way to make all that is wanted.
func (s *search) hear(heard phone, start way) way {
	nothing := way{cost: s.allowed + 1}
	active := 0
	before, shorter := start, nothing
	for i, p := range s.want {
		if i > s.active && shorter.cost > s.allowed {
			break
		}
		same := nothing
		if i < s.active {
			same = s.ways[i+1]
		}
		next := before
		if p != heard {
			next.cost += max(p.cost(), heard.cost())
		}
		next = cheaper(next, way{same.cost + heard.cost(), same.begin})
		next = cheaper(next, way{shorter.cost + p.cost(), shorter.begin})
		s.ways[i+1] = next
		if next.cost <= s.allowed {
			active = i + 1
		}
		before, shorter = same, next
	}
	s.active = active
	if active < len(s.want) {
		return nothing
	}
	return s.ways[active]
}

func cheaper(a, b way) way {
	if b.cost < a.cost {
		return b
	}
	return a
}
