package labelled

import (
	"bufio"
	"encoding/json"
	"fmt"
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

// WriteTexts writes all texts of answers that embeddings are asked of, once
// each, a JSON object a line, to the file at path.
func WriteTexts(path string, answers []*Answer) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	enc.SetEscapeHTML(false)
	seen := map[asked]bool{}
	for _, a := range answers {
		for _, t := range textsOf(a) {
			if seen[t] {
				continue
			}
			seen[t] = true
			if err := enc.Encode(text{Kind: t.kind, Text: t.text}); err != nil {
				return err
			}
		}
	}
	return f.Close()
}

// An asked text is one that Evaluate asks embeddings of.
type asked struct{ kind, text string }

func textsOf(a *Answer) []asked {
	var texts []asked
	for _, p := range a.Question.Points {
		texts = append(texts, asked{"query", p.Text})
	}
	for _, w := range score.Windows(a.Question, transcribe.Transcript{Text: a.Text}) {
		texts = append(texts, asked{"passage", w})
	}
	return texts
}

// ReadVectors reads what WriteTexts wrote, with a "vector" added to each line.
func ReadVectors(path string) (score.Vectors, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the vectors: %w", err)
	}
	defer f.Close()
	vectors := map[string][]float32{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var t text
		if err := json.Unmarshal(lines.Bytes(), &t); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		vectors[t.Text] = t.Vector
	}
	return func(text string) []float32 { return vectors[text] }, lines.Err()
}
