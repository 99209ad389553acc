package score_test

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/score"
	"rehearse/score/cmd/labelled"
	"rehearse/transcribe"
)

// A reader is a Chat that marks a point by its text.
type reader func(point string) (verdict, quote string)

func (r reader) Chat(_ context.Context, _, user string, _ []byte) (string, error) {
	var asked []struct{ ID, Text string }
	for line := range strings.Lines(user) {
		if strings.HasPrefix(line, "[{") && json.Unmarshal([]byte(line), &asked) == nil {
			break
		}
	}
	type mark struct {
		ID      string `json:"id"`
		Verdict string `json:"verdict"`
		Quote   string `json:"quote"`
	}
	var marks []mark
	for _, p := range asked {
		verdict, quote := r(p.Text)
		marks = append(marks, mark{p.ID, verdict, quote})
	}
	reply, err := json.Marshal(map[string]any{"points": marks})
	return string(reply), err
}

// A labelledAnswer is an answer with the words on which people's verdicts rest.
type labelledAnswer struct {
	*labelled.Answer
	evidence map[string]string // by the point's text
	verdicts map[string]score.Verdict
}

// answersWithEvidence reads a shared set. An answer to a question with two
// points of one text is left out: readers tell points apart by their texts.
func answersWithEvidence(t *testing.T, set string) []labelledAnswer {
	t.Helper()
	dir := filepath.Join(labelled.Folder(os.Getenv, ".."), "data")
	path := filepath.Join(dir, "answers-"+set+".jsonl")
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("no labelled answers in %s: set REHEARSE_SHARED", dir)
	}
	if err != nil {
		t.Fatal(err)
	}
	answers, err := labelled.ReadSets(filepath.Join(dir, "bank-seed.md"), []string{path})
	if err != nil {
		t.Fatal(err)
	}
	var all []labelledAnswer
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	for i, a := range answers {
		var line struct{ Labels []struct{ Evidence string } }
		if err := json.Unmarshal([]byte(lines[i]), &line); err != nil {
			t.Fatal(err)
		}
		one := labelledAnswer{a, map[string]string{}, map[string]score.Verdict{}}
		for k, l := range a.Labels {
			text := a.Question.Points[l.Point].Text
			one.evidence[text], one.verdicts[text] = line.Labels[k].Evidence, l.Verdict
		}
		if len(one.verdicts) == len(a.Labels) {
			all = append(all, one)
		}
	}
	return all
}

// figures compare verdicts with people's.
type figures struct{ points, right, praised, sure, surelyRight int }

func (f *figures) add(r score.Report, a labelledAnswer) {
	for _, p := range r.Points {
		want, ok := a.verdicts[p.Text]
		if !ok {
			continue
		}
		f.points++
		f.right += count(p.Verdict == want)
		f.praised += count(p.Verdict == score.Covered && want.Credit() == 0)
		f.sure += count(p.Sure)
		f.surelyRight += count(p.Sure && p.Verdict == want)
	}
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// judged returns the figures of all answers, judged by what the reader of each
// says; a nil reader is no judge.
func judged(t *testing.T, answers []labelledAnswer, opts score.JudgeOptions, by func(a labelledAnswer) reader) (figures, score.JudgeCost) {
	t.Helper()
	var f figures
	var all score.JudgeCost
	for _, a := range answers {
		said := transcribe.Transcript{Text: a.Text}
		r := score.Evaluate(a.Question, said, nil, nil, score.Options{})
		if by != nil {
			better, cost, err := score.Judge(t.Context(), by(a), a.Question, said, r, opts)
			if err != nil {
				t.Fatal(err)
			}
			r = better
			all.Points += cost.Points
		}
		f.add(r, a)
	}
	return f, all
}

// honest says what people said, with their evidence.
func honest(a labelledAnswer) reader {
	words := map[score.Verdict]string{score.Covered: "yes", score.Partial: "part", score.Missed: "no", score.Contradicted: "opposite"}
	return func(point string) (string, string) { return words[a.verdicts[point]], a.evidence[point] }
}

// A judge who reads as people do is heard: most of the mistakes go, and what is
// sure is right. Asked about the unsure points alone, it costs a part of that
// and gives most of it.
func TestARightJudgeIsHeard(t *testing.T) {
	for _, set := range []string{"natural", "hard"} {
		answers := answersWithEvidence(t, set)
		alone, _ := judged(t, answers, score.JudgeOptions{}, nil)
		all, whole := judged(t, answers, score.JudgeOptions{Headings: true}, honest)
		some, part := judged(t, answers, score.JudgeOptions{Headings: true, OnlyUnsure: true}, honest)
		t.Logf("%s: alone %+v, judged %+v, only unsure %+v for %d of %d points", set, alone, all, some, part.Points, whole.Points)
		if 2*(all.points-all.right) > alone.points-alone.right || all.praised > alone.praised {
			t.Errorf("%s: %+v with a judge who is right, %+v without", set, all, alone)
		}
		if 100*all.surelyRight < 97*all.sure || all.sure < alone.sure {
			t.Errorf("%s: %d of %d sure verdicts are right", set, all.surelyRight, all.sure)
		}
		if some.right <= alone.right || part.Points >= whole.Points {
			t.Errorf("%s: %+v asking about %d of %d points", set, some, part.Points, whole.Points)
		}
	}
}

// A judge who praises everything has little to praise it with.
func TestALyingJudgeIsHardlyHeard(t *testing.T) {
	for _, set := range []string{"natural", "hard"} {
		answers := answersWithEvidence(t, set)
		alone, _ := judged(t, answers, score.JudgeOptions{}, nil)
		for name, quote := range map[string]func(a labelledAnswer, point string) string{
			"no quote":         func(labelledAnswer, string) string { return "" },
			"the point":        func(_ labelledAnswer, point string) string { return point },
			"the answer":       func(a labelledAnswer, _ string) string { return a.Text },
			"the first words":  func(a labelledAnswer, _ string) string { return strings.Join(strings.Fields(a.Text)[:10], " ") },
			"people's own one": func(a labelledAnswer, point string) string { return a.evidence[point] },
		} {
			f, _ := judged(t, answers, score.JudgeOptions{Headings: true}, func(a labelledAnswer) reader {
				return func(point string) (string, string) { return "yes", quote(a, point) }
			})
			t.Logf("%s, quoting %s: alone %+v, judged %+v", set, name, alone, f)
			if name == "no quote" && (f.right != alone.right || f.praised != alone.praised) {
				t.Errorf("%s: praise without a quote changed %+v to %+v", set, alone, f)
			}
			if 100*(f.praised-alone.praised) > 6*f.points {
				t.Errorf("%s, quoting %s: false praise grew from %d to %d of %d", set, name, alone.praised, f.praised, f.points)
			}
		}
	}
}
