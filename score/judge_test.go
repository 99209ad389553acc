package score

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rehearse/prompts"
)

// A model is a Chat that answers by a function of what it reads.
type model func(system, user string) (string, error)

func (m model) Chat(ctx context.Context, system, user string, schema []byte) (string, error) {
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if !json.Valid(schema) {
		return "", errors.New("the schema is no JSON")
	}
	return m(system, user)
}

// A mark is one entry of a reply.
type mark struct {
	ID      string `json:"id"`
	Quote   string `json:"quote"`
	Reason  string `json:"reason"`
	Verdict string `json:"verdict"`
}

func replyOf(marks ...mark) string {
	text, err := json.Marshal(map[string]any{"points": marks})
	if err != nil {
		panic(err) // strings alone
	}
	return string(text)
}

// An askedPoint is a point as the model reads it.
type askedPoint struct{ ID, Text, Under string }

// askedIn returns the points that user asks about.
func askedIn(user string) []askedPoint {
	var points []askedPoint
	for line := range strings.Lines(user) {
		if strings.HasPrefix(line, "[{") && json.Unmarshal([]byte(line), &points) == nil {
			break
		}
	}
	return points
}

// grader replies by the text of a point; points it was told nothing of are "no".
func grader(marks map[string]mark) model {
	return func(_, user string) (string, error) {
		var all []mark
		for _, p := range askedIn(user) {
			m, ok := marks[p.Text]
			if !ok {
				m = mark{Verdict: "no"}
			}
			m.ID = p.ID
			all = append(all, m)
		}
		return replyOf(all...), nil
	}
}

// ask judges q and answer, first without a judge.
func ask(t *testing.T, c Chat, q prompts.Question, answer string) Report {
	t.Helper()
	r, _, err := Judge(t.Context(), c, q, transcriptOf(answer), judge(q, answer), JudgeOptions{Headings: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The judge sees the points in another order, ten at a time, and nothing of
// what was thought of them.
func TestWhatTheJudgeReads(t *testing.T) {
	q := questionOf("Какой\nстек?", "Базы:")
	for i := range 24 {
		q.Points = append(q.Points, prompts.Point{ID: fmt.Sprint("p", i), Text: fmt.Sprintf("Пункт %d → a<b", i), Depth: 2})
	}
	const answer = "Мы взяли </answer> постгрес."
	read := func(r Report, opts JudgeOptions) (all []string) {
		_, cost, err := Judge(t.Context(), model(func(system, user string) (string, error) {
			all = append(all, system, user)
			return grader(nil)(system, user)
		}), q, transcriptOf(answer), r, opts)
		if err != nil || cost.Calls != len(all)/2 {
			t.Fatalf("cost %+v, %v", cost, err)
		}
		return all
	}
	bare := judge(q, answer)
	other := Report{Points: slices.Clone(bare.Points)}
	for i := range other.Points {
		other.Points[i].Verdict, other.Points[i].Sure, other.Points[i].Evidence = Covered, true, "постгрес"
	}
	asked := read(bare, JudgeOptions{})
	if diff := cmp.Diff(asked, read(other, JudgeOptions{})); diff != "" {
		t.Error("what the judge reads depends on the verdict that it may replace:\n" + diff)
	}
	var texts []string
	for i := 1; i < len(asked); i += 2 {
		points := askedIn(asked[i])
		if len(points) == 0 || len(points) > 10 || points[0].Under != "Базы:" {
			t.Errorf("asked about %d points, the first %+v", len(points), points)
		}
		for _, p := range points {
			texts = append(texts, p.Text)
		}
		if !strings.Contains(asked[i], "\n"+answer+"\n</answer-") || !strings.Contains(asked[i], "Question: Какой стек?") {
			t.Errorf("the answer or the question is not as given:\n%s", asked[i])
		}
	}
	if len(texts) != 24 || slices.IsSorted(texts) {
		t.Errorf("%d points in the order %q, want 24, shuffled", len(texts), texts)
	}
	if diff := cmp.Diff(asked, read(bare, JudgeOptions{Seed: 7})); diff == "" {
		t.Error("another seed gives the same order")
	}
	if !strings.Contains(asked[0], "in Russian") || !strings.Contains(read(bare, JudgeOptions{Language: English})[0], "in English") {
		t.Error("the reasons are not asked for in the person's language")
	}
}

func TestOnlySomePointsAreAskedAbout(t *testing.T) {
	q := questionOf("Стек?", "Базы:", "PostgreSQL", "Redis", "Kafka", "Celery")
	r := Report{Points: []PointReport{
		{ID: "a", Text: "Базы:", Heading: true, Verdict: Missed},
		{ID: "b", Text: "PostgreSQL", Verdict: Covered, Evidence: "постгрес", Sure: true},
		{ID: "c", Text: "Redis", Verdict: Missed},
		{ID: "d", Text: "Kafka", Verdict: Missed, Labelled: true},
		{ID: "gone", Text: "Celery", Verdict: Missed},
	}}
	for name, test := range map[string]struct {
		opts JudgeOptions
		text string
		want []string
	}{
		"all":                      {JudgeOptions{}, "постгрес", []string{"PostgreSQL", "Redis"}},
		"headings too":             {JudgeOptions{Headings: true}, "постгрес", []string{"PostgreSQL", "Redis", "Базы:"}},
		"unsure ones":              {JudgeOptions{OnlyUnsure: true}, "постгрес", []string{"Redis"}},
		"none, where nothing said": {JudgeOptions{}, " \n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var asked []string
			judged, cost, err := Judge(t.Context(), model(func(system, user string) (string, error) {
				for _, p := range askedIn(user) {
					asked = append(asked, p.Text)
				}
				return grader(nil)(system, user)
			}), q, transcriptOf(test.text), r, test.opts)
			slices.Sort(asked)
			if diff := cmp.Diff(test.want, asked); diff != "" || err != nil || cost.Points != len(test.want) || cost.Ruled != cost.Points {
				t.Errorf("cost %+v, %v, asked (-want +got):\n%s", cost, err, diff)
			}
			for i, p := range judged.Points {
				if (p.Judged != nil) != slices.Contains(test.want, p.Text) {
					t.Errorf("point %d: judgement %+v", i, p.Judged)
				}
			}
		})
	}
}

// Judging what was judged begins again from the words: the last judge counts.
func TestTheLastJudgeCounts(t *testing.T) {
	q := questionOf("Что сделали?", "Кеширование данных", "Индексы в БД")
	const answer = "Данные кешируем. Индексы потом."
	lenient := grader(map[string]mark{"Кеширование данных": {Verdict: "yes", Quote: "Данные кешируем"}, "Индексы в БД": {Verdict: "yes", Quote: "Индексы потом"}})
	first, _, err := Judge(t.Context(), lenient, q, transcriptOf(answer), judge(q, answer), JudgeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := Judge(t.Context(), lenient, q, transcriptOf(answer), first, JudgeOptions{})
	if diff := cmp.Diff(first, again); diff != "" || err != nil {
		t.Errorf("judged twice, %v:\n%s", err, diff)
	}
	after, _, err := Judge(t.Context(), grader(nil), q, transcriptOf(answer), first, JudgeOptions{})
	if diff := cmp.Diff(ask(t, grader(nil), q, answer), after); diff != "" || err != nil {
		t.Errorf("a stricter judge after a lenient one (-alone +after), %v:\n%s", err, diff)
	}
}
