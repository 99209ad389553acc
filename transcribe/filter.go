package transcribe

import "strings"

// filter returns s without the fields that drop names, and without the words
// that name them. A word that names no field goes with the field before it.
func (s Segment) filter(drop func(field) bool) Segment {
	s.Text = strings.Join(strings.Fields(s.Text), " ")
	var texts []string
	gone := make([]bool, len(s.Words))
	named := make([]bool, len(s.Words))
	for _, f := range s.fields() {
		dropped := drop(f)
		if !dropped {
			texts = append(texts, s.Text[f.start:f.end])
		}
		if f.timed {
			gone[f.word], named[f.word] = dropped, true
		}
	}
	var words []Word
	for i, w := range s.Words {
		if !named[i] && i > 0 {
			gone[i] = gone[i-1]
		}
		if !gone[i] {
			words = append(words, w)
		}
	}
	if len(texts) == 0 {
		words = nil
	}
	s.Text, s.Words = strings.Join(texts, " "), words
	s.hold()
	return s
}
