package score

import "rehearse/transcribe"

// An ear is an answer by its sound, as far as it may be misheard: a word that
// the recogniser was not sure of, or one that stands for nothing the scorer
// knows, and its neighbours, since a recogniser also moves the borders of words:
// «в Редис», «вредис», «кубер нетис».
type ear struct {
	sounds []sound
	doubt  []bool // of each word of the answer: it may be misheard
	trade  []bool // of each word of the answer: it is part of a term
	unsaid bool   // the transcript does not say how sure the recogniser was
	lex    *lexicon
}

// A sound is one phone of an answer.
type sound struct {
	phone      phone
	word       int
	start, end int  // what it costs to begin or to end with it
	fresh      bool // no word goes on into it from the sound before
	last       bool // of its word
}

// sureFrom is the probability from which a word is taken as it is written. Of
// the words that were misheard in 30 spoken answers one in twenty had more.
const sureFrom = 0.8

// unsureUnder is the probability under which even a word that stands for
// something may be another: «граф она» for Grafana. Terms are not taken for other
// terms.
const unsureUnder = 0.6

// listen makes the ear of a, which was read from t.
func listen(a *answer, t transcribe.Transcript, lex *lexicon) ear {
	e := ear{doubt: make([]bool, len(a.words)), trade: make([]bool, len(a.words)), lex: lex}
	e.doubtUnknown(a)
	e.trustSure(a, t.Certainties())
	e.sounds = make([]sound, 0, len(a.text)/2)
	for i := range a.words {
		if e.nearDoubt(i) && a.words[i].form != unproven {
			e.add(a, i)
		}
	}
	return e
}

func (e *ear) doubtUnknown(a *answer) {
	for i, w := range a.words {
		e.doubt[i] = a.class[i] != stopWord && !isDigit(w.form[0])
	}
	for _, it := range a.items {
		if it.key.kind != keyTerm && it.key.kind != keyGroup {
			continue
		}
		for i := it.first; i <= it.last; i++ {
			e.doubt[i] = false
			e.trade[i] = e.trade[i] || it.key.kind == keyTerm
		}
	}
}

// trustSure takes the doubt from words that the recogniser was sure of, and
// doubts those that it was not sure of at all.
func (e *ear) trustSure(a *answer, told []transcribe.Certainty) {
	e.unsaid = len(told) == 0
	for i, w := range a.words {
		for len(told) > 0 && told[0].End <= w.start {
			told = told[1:]
		}
		if len(told) == 0 || told[0].Start >= w.end {
			continue
		}
		switch p := told[0].Probability; {
		case p >= sureFrom:
			e.doubt[i] = false
		case p < unsureUnder && a.class[i] == contentWord && !e.trade[i] && !isDigit(w.form[0]):
			e.doubt[i] = true
		}
	}
}

func (e *ear) nearDoubt(i int) bool { return e.doubtIn(max(0, i-1), min(len(e.doubt)-1, i+1)) }

func (e *ear) doubtIn(first, last int) bool {
	for i := first; i <= last; i++ {
		if e.doubt[i] {
			return true
		}
	}
	return false
}

// What it costs to find something that is not a whole word: behind a
// preposition that is written together with it, and anywhere inside.
const (
	prefixCost = 1
	insideCost = 2
	prefixMost = 2 // phones of a preposition
	endingMost = 3 // phones of an ending, one consonant among them: to end before it costs nothing
)

// add appends the sounds of word i of a.
func (e *ear) add(a *answer, i int) {
	var room [longestHeard]phone
	phones := appendPhones(room[:0], a.words[i].form)
	fresh := len(e.sounds) == 0 || e.sounds[len(e.sounds)-1].word != i-1 || a.words[i].edge >= edgeSentence
	for k, p := range phones {
		s := sound{phone: p, word: i, start: insideCost, end: insideCost, fresh: fresh && k == 0, last: k == len(phones)-1}
		switch {
		case k == 0:
			s.start = 0
		case k <= prefixMost:
			s.start = prefixCost
		}
		if isEnding(phones[k+1:]) {
			s.end = 0
		}
		e.sounds = append(e.sounds, s)
	}
}

func isEnding(phones []phone) bool {
	consonants := 0
	for _, p := range phones {
		if !p.vowel() {
			consonants++
		}
	}
	return len(phones) <= endingMost && consonants <= 1
}
