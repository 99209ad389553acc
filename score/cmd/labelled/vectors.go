package labelled

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"rehearse/score"
	"rehearse/transcribe"
)

// A text to embed, or one that is embedded.
type text struct {
	Kind   string    `json:"kind"` // query: a point; passage: a window of an answer
	Text   string    `json:"text"`
	Vector []float32 `json:"vector,omitempty"`
}

// The kinds of texts.
const (
	kindQuery   = "query"
	kindPassage = "passage"
)

// WriteTexts writes all texts of answers that embeddings are asked of, once
// each, a JSON object a line, to the file at path.
func WriteTexts(path string, answers []*Answer) error {
	var texts []text
	seen := map[asked]bool{}
	for _, a := range answers {
		for _, t := range textsOf(a) {
			if !seen[t] {
				seen[t] = true
				texts = append(texts, text{Kind: t.kind, Text: t.text})
			}
		}
	}
	return writeTexts(path, texts)
}

func writeTexts(path string, texts []text) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	out := bufio.NewWriter(f)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, t := range texts {
		if err := enc.Encode(t); err != nil {
			return err
		}
	}
	return errors.Join(out.Flush(), f.Close())
}

// An asked text is one that Evaluate asks embeddings of.
type asked struct{ kind, text string }

func textsOf(a *Answer) []asked {
	var texts []asked
	for _, p := range a.Question.Points {
		texts = append(texts, asked{kindQuery, p.Text})
	}
	for _, w := range score.Windows(a.Question, transcribe.Transcript{Text: a.Text}) {
		texts = append(texts, asked{kindPassage, w})
	}
	return texts
}

// An Embed returns a vector for each of texts, in their order.
type Embed func(ctx context.Context, texts []string) ([][]float32, error)

// EmbedTexts writes the file at textsPath, with vectors, to out. Vectors that
// out has already stay. query and passage stand before the texts of each kind,
// as the model was trained.
func EmbedTexts(ctx context.Context, textsPath, out string, embed Embed, query, passage string) error {
	texts, err := readTexts(textsPath)
	if err != nil {
		return err
	}
	before, err := readTexts(out)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	known := map[asked][]float32{}
	for _, t := range before {
		known[asked{t.Kind, t.Text}] = t.Vector
	}
	var missing []string
	var places []int
	for i, t := range texts {
		texts[i].Vector = known[asked{t.Kind, t.Text}]
		if len(texts[i].Vector) > 0 {
			continue
		}
		prefix := passage
		if t.Kind == kindQuery {
			prefix = query
		}
		missing, places = append(missing, prefix+t.Text), append(places, i)
	}
	vectors, err := embed(ctx, missing)
	if err != nil {
		return err
	}
	for i, at := range places {
		texts[at].Vector = vectors[i]
	}
	return writeTexts(out, texts)
}

func readTexts(path string) ([]text, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the texts: %w", err)
	}
	defer f.Close()
	var texts []text
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var t text
		if err := json.Unmarshal(lines.Bytes(), &t); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		texts = append(texts, t)
	}
	return texts, lines.Err()
}

// ReadVectors reads what EmbedTexts wrote. Where a point and a window are the
// same words, the point's vector serves both.
func ReadVectors(path string) (score.Vectors, error) {
	texts, err := readTexts(path)
	if err != nil {
		return nil, err
	}
	vectors := make(map[string][]float32, len(texts))
	for _, t := range texts {
		if _, known := vectors[t.Text]; !known || t.Kind == kindQuery {
			vectors[t.Text] = t.Vector
		}
	}
	return func(text string) []float32 { return vectors[text] }, nil
}
