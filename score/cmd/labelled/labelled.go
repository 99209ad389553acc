// Package labelled reads answers that people have judged, fits the scorer's
// weights on them and compares its verdicts with theirs. It serves the
// development commands; nothing that is shipped imports it.
package labelled

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// An Answer is one labelled answer and the question it is to.
type Answer struct {
	Bank     string // its file
	Set      string
	ID       string
	Style    string // for tables only: the scorer never sees it
	Question prompts.Question
	Text     string
	Labels   []Label // in the order of the file
}

// A Label is what people said of one point.
type Label struct {
	Point   int // in Answer.Question.Points
	Verdict score.Verdict
}

// An Example is one label with what the scorer measures of its point.
type Example struct {
	Answer   *Answer
	Point    prompts.Point
	Verdict  score.Verdict
	Features []float64
}

type answerLine struct {
	ID, Question, Variant, Style, Transcript string

	Labels []struct {
		Bullet string
		Label  score.Verdict
	}
}

// Folder returns the folder of shared data: $REHEARSE_SHARED, else ../shared
// beside the repository, whose root is given.
func Folder(env func(string) string, root string) string {
	if dir := env("REHEARSE_SHARED"); dir != "" {
		return dir
	}
	return filepath.Join(root, "..", "shared")
}

// ReadBank reads the bank at path.
func ReadBank(path string) (prompts.Bank, error) {
	f, err := os.Open(path)
	if err != nil {
		return prompts.Bank{}, fmt.Errorf("open the bank: %w", err)
	}
	defer f.Close()
	return prompts.Parse(f, path)
}

// A Source is a bank and the labelled answers to it.
type Source struct {
	Bank string
	Sets []string // paths
}

// Sources returns what weights are fitted on: the shared answers, and those of
// this repository, whose root is given.
func Sources(env func(string) string, root string) []Source {
	data := filepath.Join(Folder(env, root), "data")
	own := filepath.Join(root, "score", "testdata")
	return []Source{
		{filepath.Join(data, "bank-seed.md"), []string{filepath.Join(data, "answers-natural.jsonl"), filepath.Join(data, "answers-hard.jsonl")}},
		{filepath.Join(own, "bank-ru.md"), []string{filepath.Join(own, "answers-ru.jsonl")}},
		{filepath.Join(own, "bank-en.md"), []string{filepath.Join(own, "answers-en.jsonl")}},
		{filepath.Join(own, "bank-trades.md"), []string{filepath.Join(own, "answers-trades-natural.jsonl"), filepath.Join(own, "answers-trades-hard.jsonl")}},
		{filepath.Join(own, "bank-backend.md"), []string{filepath.Join(own, "answers-backend-natural.jsonl"), filepath.Join(own, "answers-backend-hard.jsonl")}},
	}
}

// ReadSources reads the answers of all sources.
func ReadSources(sources []Source) ([]*Answer, error) {
	var answers []*Answer
	for _, s := range sources {
		read, err := ReadSets(s.Bank, s.Sets)
		if err != nil {
			return nil, err
		}
		answers = append(answers, read...)
	}
	return answers, nil
}

// ReadSets reads the bank and the labelled answers at paths; a set is named for
// its file.
func ReadSets(bankPath string, paths []string) ([]*Answer, error) {
	bank, err := ReadBank(bankPath)
	if err != nil {
		return nil, err
	}
	var answers []*Answer
	for _, path := range paths {
		set := strings.TrimPrefix(strings.TrimSuffix(filepath.Base(path), ".jsonl"), "answers-")
		read, err := Read(bank, set, path)
		if err != nil {
			return nil, err
		}
		for _, a := range read {
			a.Bank = bankPath
		}
		answers = append(answers, read...)
	}
	return answers, nil
}

// Read reads the labelled answers of the file at path; set names them.
func Read(bank prompts.Bank, set, path string) ([]*Answer, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the labels: %w", err)
	}
	defer f.Close()
	var answers []*Answer
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		a, err := readAnswer(bank, set, lines.Bytes())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		answers = append(answers, a)
	}
	return answers, lines.Err()
}

func readAnswer(bank prompts.Bank, set string, line []byte) (*Answer, error) {
	var l answerLine
	if err := json.Unmarshal(line, &l); err != nil {
		return nil, err
	}
	q, ok := bank.ByText(l.Question)
	if !ok {
		return nil, fmt.Errorf("answer %s: the bank has no question %q", l.ID, l.Question)
	}
	if l.Variant != "" {
		chosen, err := q.Choose(l.Variant)
		if err != nil {
			return nil, fmt.Errorf("answer %s: %w", l.ID, err)
		}
		q = chosen
	}
	a := &Answer{Set: set, ID: l.ID, Style: l.Style, Question: q, Text: l.Transcript}
	taken := make([]bool, len(q.Points))
	for _, label := range l.Labels {
		at := pointNamed(q, label.Bullet, taken)
		if at < 0 {
			return nil, fmt.Errorf("answer %s: no point %q", l.ID, label.Bullet)
		}
		taken[at] = true
		a.Labels = append(a.Labels, Label{at, label.Label})
	}
	return a, nil
}

func pointNamed(q prompts.Question, text string, taken []bool) int {
	for i, p := range q.Points {
		if !taken[i] && plain(p.Text) == plain(text) {
			return i
		}
	}
	return -1
}

func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

// Examples measures all labelled points, with embeddings or, for nil, without.
func Examples(answers []*Answer, v score.Vectors) []Example {
	var examples []Example
	for _, a := range answers {
		measured := score.Measure(a.Question, transcribe.Transcript{Text: a.Text}, v)
		for _, l := range a.Labels {
			examples = append(examples, Example{a, a.Question.Points[l.Point], l.Verdict, measured[l.Point]})
		}
	}
	return examples
}
