package score

import "strings"

// A part is a piece of a point with something that it speaks of: its head.
// «TCP guarantees order, UDP does not» has two.
type part struct {
	first, last int // elements
	head        int // element, -1: none
	person      person
}

// A person is whom a pronoun speaks of.
type person uint8

const (
	nobody person = iota
	speaker
	another
)

func personOf(form string) person {
	switch form {
	case "я", "мне", "меня", "мной", "мы", "нам", "нас", "i", "me", "we", "us":
		return speaker
	case "он", "ему", "его", "него", "нему", "она", "ей", "ее", "они", "им", "их", "he", "him", "she", "her", "they", "them":
		return another
	}
	return nobody
}

// roles parts c at commas and at the words that set one thing against another.
// The head of a part is its first word; of one that compares («потоки дешевле,
// чем…»), the word before the one that compares.
func (c *claim) roles() []part {
	var found []part
	for e, el := range c.elements {
		border := samePart
		if e > 0 {
			border = c.border(c.elements[e-1].last+1, el.first)
		}
		if before := len(found) - 1; border == comparison && e-2 >= found[before].first {
			found[before].head = e - 2
		}
		if e == 0 || border != samePart {
			found = append(found, part{first: e, head: -1})
		}
		p := &found[len(found)-1]
		p.last = e
		if p.head < 0 && el.number == nil {
			p.head = e
		}
	}
	for i := range found {
		found[i].person = c.personIn(found[i])
	}
	return found
}

// contrasts reports whether c sets one thing against another: by a word for it,
// by a semicolon, by persons, or because two of its parts say something of a
// name or of a number. What a comma alone adds need not be said of the same
// thing again.
func (c *claim) contrasts(parts []part) bool {
	named, counted, persons := 0, 0, 0
	for i, p := range parts {
		end := len(c.words)
		if i+1 < len(parts) {
			end = c.elements[parts[i+1].first].first
		}
		if p.head >= 0 && c.elements[p.head].name && end-c.elements[p.head].last > 2 {
			named++
		}
		if p.person != nobody {
			persons++
		}
		for e := p.first; e <= p.last; e++ {
			if c.elements[e].counts() {
				counted++
				break
			}
		}
	}
	named = max(named, counted, persons)
	if named > 1 || strings.Contains(c.text, ";") {
		return true
	}
	for _, w := range c.words {
		switch w.form {
		case "чем", "than", "а", "но", "but", "not", "while", "whereas", "против", "vs", "versus":
			return true
		}
	}
	return false
}

// A border is what stands between two elements of a point.
type border uint8

const (
	samePart   border = iota
	otherPart         // a comma, but, and the like
	comparison        // than
)

// border returns what stands in words from to to.
func (c *claim) border(from, to int) border {
	found := samePart
	for i := from; i <= to; i++ {
		switch c.words[i].form {
		case "чем", "than":
			return comparison
		case "если", "когда", "чтобы", "который", "которые", "которая", "которое", "if", "when", "which", "who":
			return samePart
		case "а", "но", "but", "while", "whereas":
			return otherPart
		}
		if c.words[i].edge >= edgeComma {
			found = otherPart
		}
	}
	return found
}

// personIn returns whom the pronoun before the elements of p speaks of.
func (c *claim) personIn(p part) person {
	for i := c.elements[p.first].first; i >= 0; i-- {
		if who := personOf(c.words[i].form); who != nobody {
			return who
		}
		if c.words[i].edge >= edgeComma {
			break
		}
	}
	return nobody
}

// swapped reports whether the answer says of one thing what the point says of
// the other: the words are right, and who does what is not.
func (al *alignment) swapped() bool {
	parts := al.claim.roles()
	if len(parts) < 2 || len(parts) > mostRoles || al.claim.listing {
		return false
	}
	right, wrong, exchanged := 0, 0, 0
	for p := range parts {
		if parts[p].head < 0 {
			continue // a bare number: what it counts stands in another part
		}
		before := wrong
		for e := parts[p].first; e <= parts[p].last; e++ {
			if al.claim.elements[e].aside || e == parts[p].head && !al.personal(parts) || al.elsewhere(parts, p, e) {
				continue
			}
			switch of := al.saidOf(parts, e); {
			case of == p:
				right++
			case of >= 0:
				wrong++
			}
		}
		if wrong > before {
			exchanged++
		}
	}
	if al.claim.contrasts(parts) {
		return wrong > 2*right
	}
	return right == 0 && exchanged > 1
}

// personal reports whether parts tell of the speaker and of another: then the
// pronouns are their heads.
func (al *alignment) personal(parts []part) bool {
	self, other := false, false
	for _, p := range parts {
		self = self || p.person == speaker
		other = other || p.person == another
	}
	return self && other
}

// elsewhere reports whether another part than p has element e too.
func (al *alignment) elsewhere(parts []part, p, e int) bool {
	for other, part := range parts {
		for k := part.first; other != p && k <= part.last; k++ {
			if al.claim.elements[e].meets(al.claim.elements[k]) {
				return true
			}
		}
	}
	return false
}

// saidOf returns the part whose head stands nearest to element e in the same
// clause of the answer, -1 where none does or it is denied.
func (al *alignment) saidOf(parts []part, e int) int {
	nearest, of := -1, -1
	for _, m := range al.found[e] {
		if !al.inWindow(m.first) || al.deniedAt(m.first) > 0 || m.strength < sureMatch {
			continue
		}
		for p := range parts {
			if away := al.headAway(parts, p, m.hit); away > 0 && (nearest < 0 || away < nearest) {
				nearest, of = away, p
			}
		}
	}
	return of
}

// mostRoles bounds the parts of a point: longer ones are stories.
const mostRoles = 4

// sureMatch is the strength from which a match is the word itself or its kin.
const sureMatch = 0.6

// headAway returns the words from the head of part p to h in the same clause;
// 0: none.
func (al *alignment) headAway(parts []part, p int, h hit) int {
	nearest := 0
	near := func(at hit) {
		away := abs(h.first - at.first)
		if away > 0 && al.answer.of[at.first] == al.answer.of[h.first] && (nearest == 0 || away < nearest) {
			nearest = away
		}
	}
	if al.personal(parts) {
		c := al.answer.clauses[al.answer.of[h.first]]
		for i := c.first; i < h.first; i++ {
			if who := personOf(al.answer.words[i].form); who != nobody && who == parts[p].person {
				near(hit{i, i})
			}
		}
		return nearest
	}
	if parts[p].head < 0 {
		return 0
	}
	for _, m := range al.found[parts[p].head] {
		if m.strength >= sureMatch {
			near(m.hit)
		}
	}
	return nearest
}

func abs(n int) int { return max(n, -n) }
