package score

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rehearse/prompts"
)

// Where the server fails midway, what was ruled holds and the rest is as it was.
func TestAFailureKeepsWhatWasRuled(t *testing.T) {
	q := questionOf("Что?")
	for i := range 15 {
		q.Points = append(q.Points, prompts.Point{ID: fmt.Sprint("p", i), Text: fmt.Sprint("Индекс номер ", i), Depth: 1})
	}
	const answer = "Индексы мы добавили."
	down := errors.New("connection refused")
	calls := 0
	r, cost, err := Judge(t.Context(), model(func(system, user string) (string, error) {
		if calls++; calls > 1 {
			return "", down
		}
		return grader(nil)(system, user)
	}), q, transcriptOf(answer), judge(q, answer), JudgeOptions{})
	var failed *JudgeError
	if !errors.As(err, &failed) || !errors.Is(err, down) || failed.Points != 5 || failed.Reply != "" {
		t.Fatalf("error %#v, want the server's, with 5 points left", err)
	}
	ruled := 0
	for i, p := range r.Points {
		if p.Judged != nil {
			ruled++
		} else if diff := cmp.Diff(judge(q, answer).Points[i], p); diff != "" {
			t.Error("a point that was not judged changed:\n" + diff)
		}
	}
	if ruled != 10 || cost.Ruled != 10 || cost.Points != 15 || cost.Calls != 2 || r.Counted != 15 {
		t.Errorf("%d points ruled, cost %+v, %d counted", ruled, cost, r.Counted)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := Judge(ctx, grader(nil), q, transcriptOf(answer), r, JudgeOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v after the person has cancelled", err)
	}
}

func TestAskingAgainCostsNothing(t *testing.T) {
	q := questionOf("Что сделали?", "Кеширование данных", "Индексы в БД")
	const answer = "Данные кешируем."
	kept := map[string]string{}
	opts := JudgeOptions{Model: "qwen3:4b", Cache: ReplyCache{
		Recall: func(key string) (string, bool) { said, ok := kept[key]; return said, ok },
		Keep:   func(key, said string) { kept[key] = said },
	}}
	yes := grader(map[string]mark{"Кеширование данных": {Verdict: "yes", Quote: "Данные кешируем"}})
	run := func(q prompts.Question, answer string, opts JudgeOptions) (Report, JudgeCost) {
		r, cost, err := Judge(t.Context(), yes, q, transcriptOf(answer), judge(q, answer), opts)
		if err != nil {
			t.Fatal(err)
		}
		return r, cost
	}
	first, cost := run(q, answer, opts)
	if cost.Calls != 1 || cost.Recalled != 0 || cost.BytesSent == 0 || cost.BytesReceived == 0 || cost.Ruled != 2 {
		t.Errorf("cost %+v of the first time", cost)
	}
	second, cost := run(q, answer, opts)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error("from the cache (-asked +recalled):\n" + diff)
	}
	if diff := cmp.Diff(JudgeCost{Recalled: 1, Points: 2, Ruled: 2}, cost); diff != "" {
		t.Error("cost of the second time (-want +got):\n" + diff)
	}
	other := opts
	other.Model = "gemma3:4b"
	reworded := questionOf("Что сделали?", "Кеширование данных", "Индексы в базе данных")
	for name, again := range map[string]func() (Report, JudgeCost){
		"another model":  func() (Report, JudgeCost) { return run(q, answer, other) },
		"another answer": func() (Report, JudgeCost) { return run(q, answer+" Вот.", opts) },
		"other points":   func() (Report, JudgeCost) { return run(reworded, answer, opts) },
	} {
		if _, cost := again(); cost.Calls != 1 {
			t.Errorf("%s: cost %+v, want a call", name, cost)
		}
	}
	for key := range kept {
		if len(key) != 64 {
			t.Errorf("key %q is no SHA-256", key)
		}
		kept[key] = "{half"
	}
	if _, cost := run(q, answer, opts); cost.Calls != 1 {
		t.Errorf("cost %+v: a damaged reply was believed", cost)
	}
}
