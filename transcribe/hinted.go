package transcribe

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// A hint makes «имоз в штабирование» into «масштабирование», which is its
// purpose, and invites words that were never said, which is its price. So what
// it names is looked for in what is heard without it: there must be something
// that sounds alike at about that time.
const (
	nearby     = 2 * time.Second // how far apart two hearings place the same word
	extraWords = 4               // that a term may fall into when it is not known: «эр эй бит эм кью»
)

// proven returns segments with the terms marked that only the hint put there.
// Without words there is nothing to mark: then plain is returned instead, what
// is heard without the hint.
func proven(segments, plain []Segment, terms []string) []Segment {
	marked := slices.Clone(segments)
	for i := range marked {
		s := &marked[i]
		s.Words = slices.Clone(s.Words)
		for _, of := range named(*s, terms) {
			if heardAlike(of, *s, plain) {
				continue
			}
			if len(s.Words) == 0 {
				return plain
			}
			s.mark(of)
		}
	}
	return marked
}

// termSure is the probability from which a term that the hint names is taken for
// said: what a hint puts there without a sound for it comes with less. On 260
// spoken answers no verdict was another for it.
const termSure = 0.6

// anyDoubtful reports whether segments hold one of terms that the recogniser was
// not sure of, or did not say how sure it was of.
func anyDoubtful(segments []Segment, terms []string) bool {
	return slices.ContainsFunc(segments, func(s Segment) bool {
		return slices.ContainsFunc(named(s, terms), func(run []field) bool {
			return slices.ContainsFunc(run, func(f field) bool { return leastSure(s.wordsOf(f)) < termSure })
		})
	})
}

// named returns the runs of fields of s that are one of terms, also inflected.
func named(s Segment, terms []string) [][]field {
	fields := s.fields()
	var runs [][]field
	for _, term := range terms {
		wanted := strings.Fields(Clean(term))
		for at := 0; len(wanted) > 0 && at+len(wanted) <= len(fields); at++ {
			if isTerm(fields[at:at+len(wanted)], wanted) {
				runs = append(runs, fields[at:at+len(wanted)])
			}
		}
	}
	return runs
}

func isTerm(fields []field, term []string) bool {
	for i, f := range fields {
		if !sameStem(f.letters, letters(term[i])) {
			return false
		}
	}
	return true
}

// sameStem tells whether two words are one but for an ending: of words of at
// least five letters up to three at the end may differ.
func sameStem(a, b string) bool {
	if a == b {
		return a != ""
	}
	const ending, least = 3, 4
	short, long := []rune(a), []rune(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	common := 0
	for common < len(short) && short[common] == long[common] {
		common++
	}
	return common >= least && len(long)-common <= ending && len(short)-common <= ending
}

// heardAlike tells whether plain has something like run, a part of s, near the
// time of it. A segment without words says little of when: all of it is near.
func heardAlike(run []field, s Segment, plain []Segment) bool {
	from, to := run[0].from-nearby, run[len(run)-1].to+nearby
	var near []string
	for _, p := range plain {
		for _, f := range p.fields() {
			if len(p.Words) == 0 || len(s.Words) == 0 || f.to >= from && f.from <= to {
				near = append(near, p.Text[f.start:f.end])
			}
		}
	}
	return containsAlike(near, s.Text[run[0].start:run[len(run)-1].end], len(run)+extraWords)
}

// containsAlike tells whether up to most neighbours of words sound like text.
func containsAlike(words []string, text string, most int) bool {
	for _, wanted := range pronunciations(text) {
		for at := range words {
			said := ""
			for _, w := range words[at:min(at+most, len(words))] {
				said += pronunciations(w)[0]
				if utf8.RuneCountInString(said) > 2*utf8.RuneCountInString(wanted) {
					break
				}
				if soundAlike(said, wanted) {
					return true
				}
			}
		}
	}
	return false
}

// mark says of the words that name run that they rest on the hint alone.
func (s *Segment) mark(run []field) {
	for _, f := range run {
		words := s.wordsOf(f)
		for i := range words {
			words[i].Hinted = true
		}
	}
}
