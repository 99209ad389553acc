package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"rehearse/prompts"
	"rehearse/recordings"
	"rehearse/score"
	"rehearse/transcribe"
)

// A batchLine is one answer to be scored.
type batchLine struct {
	ID         json.RawMessage `json:"id"`
	Question   string          `json:"question"`
	Variant    string          `json:"variant"`
	Transcript string          `json:"transcript"`
}

// maxBatchLine bounds one line: a long answer has some 10 KB.
const maxBatchLine = 8 << 20

// batchGarbage is how much may wait to be collected, in percent of what is in
// use: some 100 MB at most.
const batchGarbage = 800

// batchPatience is how long a line may wait for its embeddings: nobody sits
// before a batch, and the verdicts of all its lines should know the same.
const batchPatience = 2 * time.Minute

// scoreBatch scores each line of a JSON Lines file, in the order of the input.
// A line that cannot be scored gives an error in its place.
func (a *app) scoreBatch(ctx context.Context, path string, jobs int) error {
	// Little is kept from line to line, and a collector that runs for every few
	// megabytes of it takes the second processor from the second job.
	defer debug.SetGCPercent(debug.SetGCPercent(batchGarbage))
	bank, err := a.bank()
	if err != nil {
		return err
	}
	if a.embedder != nil {
		a.embedder.patience = batchPatience
	}
	in := a.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	failed := false
	out := bufio.NewWriter(a.out)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for result := range inOrder(ctx, jobs, lines(in), func(line batchInput) batchOutput { return a.scoreLine(ctx, bank, line) }) {
		failed = failed || result.failed
		if err := encoder.Encode(result.value); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the scores: %w", err)
	}
	a.tellJudging()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if failed {
		return errBatch
	}
	return nil
}

// A batchInput is one line of a batch, or why it could not be read.
type batchInput struct {
	text []byte
	err  error
}

// A batchOutput is what is printed for one line.
type batchOutput struct {
	value  any // batchScore or batchFailure
	failed bool
}

type batchScore struct {
	ID       json.RawMessage `json:"id"`
	Coverage *float64        `json:"coverage"` // null for a question without points
	Points   any             `json:"points"`
}

type batchFailure struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

// lines gives the lines of r that are not empty. One that is too long, or the
// end of a broken input, is a line with an error.
func lines(r io.Reader) func(yield func(batchInput) bool) {
	return func(yield func(batchInput) bool) {
		scanner := bufio.NewScanner(r)
		scanner.Buffer(nil, maxBatchLine)
		for scanner.Scan() {
			if len(scanner.Bytes()) == 0 {
				continue
			}
			if !yield(batchInput{text: append([]byte(nil), scanner.Bytes()...)}) {
				return
			}
		}
		if scanner.Err() != nil {
			yield(batchInput{err: scanner.Err()})
		}
	}
}

func (a *app) scoreLine(ctx context.Context, bank prompts.Bank, in batchInput) batchOutput {
	line := batchLine{ID: json.RawMessage("null")}
	err := in.err
	if err == nil {
		err = json.Unmarshal(in.text, &line)
	}
	var q prompts.Question
	if err == nil {
		q, err = findVariant(bank, line)
	}
	if err != nil {
		return batchOutput{batchFailure{line.ID, err.Error()}, true}
	}
	text := transcribe.Transcript{Text: transcribe.Clean(line.Transcript)}
	vectors := a.vectors(ctx, text, []prompts.Question{q})
	report := a.evaluate(q, text, nil, vectors, score.Options{Language: a.answerLanguage(q)})
	report, _ = a.judged(ctx, q, text, report, func() func() { return func() {} })
	scored := batchScore{ID: line.ID, Points: recordings.PointsJSON(report)}
	if report.Counted > 0 {
		scored.Coverage = &report.Coverage
	}
	return batchOutput{value: scored}
}

func findVariant(bank prompts.Bank, line batchLine) (prompts.Question, error) {
	q, ok := bank.ByText(line.Question)
	if !ok {
		return q, fmt.Errorf("no question with the text %q in the bank", line.Question)
	}
	if line.Variant == "" {
		return q, nil
	}
	return q.Choose(line.Variant)
}
