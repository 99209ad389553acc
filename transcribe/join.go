package transcribe

import "strings"

// Join makes a transcript of segments in the order given. It keeps the promise
// that evidence rests on: Text is the texts of Segments joined with one space,
// each of them clean, none of them empty. Segments and words without text are
// left out.
func Join(segments []Segment) Transcript {
	var t Transcript
	var texts []string
	for _, s := range segments {
		s.Text = Clean(s.Text)
		if s.Text == "" {
			continue
		}
		s.Words = cleanWords(s.Words)
		texts = append(texts, s.Text)
		t.Segments = append(t.Segments, s)
	}
	t.Text = strings.Join(texts, " ")
	return t
}

func cleanWords(words []Word) []Word {
	var kept []Word
	for _, w := range words {
		if w.Text = Clean(w.Text); w.Text != "" {
			kept = append(kept, w)
		}
	}
	return kept
}
