package transcribe

import (
	"iter"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Times returns when the bytes [start, end) of t.Text were said: from the
// beginning of the first word that the range touches to the end of the last.
// Where the server gave no time of a word, its time is a share of the stretch
// that is known around it. ok is false when the range is empty, out of bounds,
// or touches no word, and when t has no segments.
func (t Transcript) Times(start, end int) (from, to time.Duration, ok bool) {
	for _, f := range t.touched(start, end) {
		if !ok {
			from = f.from
		}
		to, ok = max(from, f.to), true
	}
	return from, to, ok
}

// Hinted tells whether the bytes [start, end) of t.Text touch a word that rests
// on the hint alone: see Word.
func (t Transcript) Hinted(start, end int) bool {
	for s, f := range t.touched(start, end) {
		for _, w := range s.wordsOf(f) {
			if w.Hinted {
				return true
			}
		}
	}
	return false
}

// touched goes over the fields that the bytes [start, end) of t.Text touch. It
// ends where Text is not that of Segments: t was not made by Join.
func (t Transcript) touched(start, end int) iter.Seq2[Segment, field] {
	return func(yield func(Segment, field) bool) {
		if start < 0 || end > len(t.Text) || start >= end {
			return
		}
		offset := 0
		for _, s := range t.Segments {
			if offset > len(t.Text) || !strings.HasPrefix(t.Text[offset:], s.Text) {
				return
			}
			if !s.yieldTouched(start-offset, end-offset, yield) {
				return
			}
			offset += len(s.Text) + 1
		}
	}
}

func (s Segment) yieldTouched(start, end int, yield func(Segment, field) bool) bool {
	if start >= len(s.Text) || end <= 0 {
		return true
	}
	for _, f := range s.fields() {
		if f.start < end && f.end > start && !yield(s, f) {
			return false
		}
	}
	return true
}

// wordsOf returns the words of s that name f, else those at the time of f.
func (s Segment) wordsOf(f field) []Word {
	if f.timed {
		return s.Words[f.word : f.word+f.words]
	}
	first, end := len(s.Words), 0
	for i, w := range s.Words {
		if w.Start < f.to && w.End > f.from {
			first, end = min(first, i), i+1
		}
	}
	return s.Words[min(first, end):end]
}

// A field is a run of text between spaces, and when it was said.
type field struct {
	start, end int // bytes of the segment's text
	letters    string
	from, to   time.Duration
	timed      bool
	word       int // when timed, index of the first word that names it
	words      int // and their number
}

// fields returns the fields of s, all with times: those that the recogniser's
// words name have the words' times, those between share what is between.
func (s Segment) fields() []field {
	fields := fieldsOf(s.Text)
	anchor(fields, s.Words)
	for i := 0; i < len(fields); {
		if fields[i].timed {
			i++
			continue
		}
		next := i
		for next < len(fields) && !fields[next].timed {
			next++
		}
		from, to := s.Start, s.End
		if i > 0 {
			from = fields[i-1].to
		}
		if next < len(fields) {
			to = fields[next].from
		}
		share(fields[i:next], from, max(from, to))
		i = next
	}
	return fields
}

// share gives fields the stretch from–to, each by its number of letters.
func share(fields []field, from, to time.Duration) {
	whole := 0
	for _, f := range fields {
		whole += f.weight()
	}
	before := 0
	at := func() time.Duration {
		return from + time.Duration(float64(to-from)*float64(before)/float64(whole))
	}
	for i := range fields {
		fields[i].from = at()
		before += fields[i].weight()
		fields[i].to = at()
	}
}

// weight is at least 1: a dash takes no time, but keeps its place.
func (f field) weight() int { return 1 + utf8.RuneCountInString(f.letters) }

// fieldsOf returns the fields of text, without times.
func fieldsOf(text string) []field {
	var fields []field
	start := 0
	for _, word := range strings.Split(text, " ") {
		if word != "" {
			fields = append(fields, field{start: start, end: start + len(word), letters: letters(word)})
		}
		start += len(word) + 1
	}
	return fields
}

// letters returns what of a word two spellings of it share: its letters and
// digits, in lower case.
func letters(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, word)
}
