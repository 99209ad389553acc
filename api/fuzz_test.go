package api

import (
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"
	"unicode/utf8"

	"rehearse/transcribe"
)

func FuzzReadReply(f *testing.F) {
	recorded, err := filepath.Glob("testdata/*.json")
	if err != nil || len(recorded) == 0 {
		f.Fatal("no recorded replies: ", err)
	}
	for _, path := range recorded {
		body, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Add([]byte(`{"text":"раз","segments":[{"start":NaN,"end":"2s","text":"раз","words":[{"text":" р","start":-1},{"word":"аз"}]}],"words":"?"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if said := detail(readProblem(body).message, testKey); utf8.RuneCountInString(said) > maxDetail+1 || transcribe.Clean(said) != said {
			t.Errorf("detail %q", said)
		}
		r, err := readReply(body)
		if err != nil {
			return
		}
		const length = 10 * time.Second
		heard := r.transcript(length)
		if !utf8.ValidString(heard.Text) || transcribe.Clean(heard.Text) != heard.Text {
			t.Errorf("text %q", heard.Text)
		}
		if joined := transcribe.Join(heard.Segments); len(heard.Segments) > 0 && joined.Text != heard.Text {
			t.Errorf("text %q, of segments %q", heard.Text, joined.Text)
		}
		last := time.Duration(0)
		for _, s := range heard.Segments {
			if s.Start < last || s.End < s.Start || s.End > length {
				t.Errorf("segment %v–%v after %v", s.Start, s.End, last)
			}
			last = s.Start
			for _, w := range s.Words {
				if w.Start < s.Start || w.End < w.Start || w.End > s.End || !(math.Abs(w.Probability-0.5) <= 0.5) {
					t.Errorf("word %+v in %v–%v", w, s.Start, s.End)
				}
			}
		}
	})
}
