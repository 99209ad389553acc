package api

import (
	"bytes"
	"encoding/json"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
	"unicode/utf8"

	"rehearse/transcribe"
)

func FuzzReadReply(f *testing.F) {
	addReplies(f, "testdata/*.json")
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

func addReplies(f *testing.F, pattern string) {
	f.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		f.Fatal("no recorded replies: ", err)
	}
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
}

func FuzzReadChat(f *testing.F) {
	addReplies(f, "testdata/chat/*.json")
	f.Add([]byte(`{"choices":[{"message":{"content":"<think>{</think>{\"a\":[{}]}"}}],"usage":{"prompt_tokens":"1e999"}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := readChat(body)
		if err != nil {
			return
		}
		if u := r.Usage; u.prompt < 0 || u.completion < 0 || u.prompt > maxCount || u.completion > maxCount {
			t.Errorf("usage %+v", u)
		}
		if object, unusable := r.said(true); unusable == nil {
			var fields map[string]any
			if err := json.Unmarshal([]byte(object), &fields); err != nil || !utf8.ValidString(object) {
				t.Errorf("no object: %q (%v)", object, err)
			}
		}
		if said, unusable := r.said(false); unusable == nil && said == "" {
			t.Error("an empty reply was taken")
		}
	})
}

func FuzzReadEmbeddings(f *testing.F) {
	addReplies(f, "testdata/embeddings/*.json")
	f.Add([]byte(`{"data":[{"embedding":[NaN,1]},{"index":0,"embedding":"AACAfw=="}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := readEmbeddings(body)
		if err != nil {
			return
		}
		vectors, err := r.vectors(len(r.Data), 0)
		if err != nil {
			return
		}
		for _, v := range vectors {
			length := 0.0
			for _, x := range v {
				length += math.Abs(float64(x))
			}
			if len(v) != len(vectors[0]) || !(length > 0) || math.IsInf(length, 0) {
				t.Errorf("%d of %d dimensions, length %v", len(v), len(vectors[0]), length)
			}
		}
	})
}

func FuzzAddFields(f *testing.F) {
	f.Add([]byte(`{"a":12345678901234567890,"b":"<\u0000>","temperature":1}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		req, err := http.NewRequest(http.MethodPost, "http://127.0.0.1/", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if addFields(req, map[string]any{"temperature": 0}) != nil {
			return
		}
		var sent struct{ Temperature *float64 }
		if err := json.NewDecoder(req.Body).Decode(&sent); err != nil || sent.Temperature == nil || *sent.Temperature != 0 {
			t.Errorf("%q was sent as %+v, %v", body, sent, err)
		}
	})
}
