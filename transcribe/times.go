package transcribe

import (
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
	if start < 0 || end > len(t.Text) || start >= end {
		return 0, 0, false
	}
	offset := 0
	for _, s := range t.Segments {
		if !strings.HasPrefix(t.Text[min(offset, len(t.Text)):], s.Text) {
			return 0, 0, false // not made by Join
		}
		first, last, touched := s.times(start-offset, end-offset)
		if touched && !ok {
			from = first
		}
		if touched {
			to, ok = max(last, from), true
		}
		offset += len(s.Text) + 1
	}
	return from, to, ok
}

// times returns when the bytes [start, end) of s.Text were said.
func (s Segment) times(start, end int) (from, to time.Duration, ok bool) {
	if start >= len(s.Text) || end <= 0 {
		return 0, 0, false
	}
	for _, f := range s.fields() {
		if f.end <= start || f.start >= end {
			continue
		}
		if !ok {
			from = f.from
		}
		to, ok = f.to, true
	}
	return from, to, ok
}

// A field is a run of text between spaces, and when it was said.
type field struct {
	start, end int // bytes of the segment's text
	letters    string
	from, to   time.Duration
	timed      bool
}

// fields returns the fields of s, all with times: those that the recogniser's
// words name have the words' times, those between share what is between.
func (s Segment) fields() []field {
	fields := split(s.Text)
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

func split(text string) []field {
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
