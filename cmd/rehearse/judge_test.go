package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rehearse/recordings"
	"rehearse/score"
	"rehearse/transcribe"
)

func TestTheValueOfJudgeMayStandBehindASpace(t *testing.T) {
	for given, want := range map[string]string{
		"score last --judge only-unsure":  "score last --judge=only-unsure",
		"practice --judge all 6":          "practice --judge=all 6",
		"practice --judge 6":              "practice --judge 6",
		"practice --judge":                "practice --judge",
		"practice --judge=off 6":          "practice --judge=off 6",
		"practice -- --judge only-unsure": "practice -- --judge only-unsure",
	} {
		if got := strings.Join(joinJudge(strings.Fields(given)), " "); got != want {
			t.Errorf("%s is read as %s, want %s", given, got, want)
		}
	}
}

// Replies are their owner's alone, and old ones go: they quote what was said.
func TestRepliesAreKeptForAMonth(t *testing.T) {
	now := time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)
	kept := keptReplies{filepath.Join(t.TempDir(), "judge"), func() time.Time { return now }}
	cache := kept.cache()
	for _, key := range []string{"old", "new"} {
		cache.Keep(key, `{"points":[]}`)
	}
	if reply, ok := cache.Recall("old"); !ok || reply != `{"points":[]}` {
		t.Errorf("recalled %q, %v", reply, ok)
	}
	for key, age := range map[string]time.Duration{"old": keepReplies + time.Hour, "new": keepReplies - time.Hour} {
		at := now.Add(-age)
		if err := os.Chtimes(kept.path(key), at, at); err != nil {
			t.Fatal(err)
		}
	}
	cache.Keep("newest", "{}")
	_, old := cache.Recall("old")
	_, recent := cache.Recall("new")
	if old || !recent {
		t.Errorf("after a month: old is there: %v, new: %v", old, recent)
	}
	info, err := os.Stat(kept.path("newest"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

// What the person decided by ear is not asked about, and holds.
func TestThePersonGoesBeforeTheJudge(t *testing.T) {
	server := textServer()
	defer server.Close()
	a, _ := sitting(t, &embeddingServer{}, "m")
	a.embedder = nil
	a.env = func(name string) string { return map[string]string{"REHEARSE_CHAT_API_KEY": "chat-key"}[name] }
	a.settings.Chat, a.settings.Judge, a.settings.quiet = chatSettings{server.URL + "/ok/v1", "qwen3:4b"}, judgeAll, true
	a.judge = a.newJudge()
	bank, err := a.bank()
	if err != nil {
		t.Fatal(err)
	}
	q, err := bank.Find("4")
	if err != nil {
		t.Fatal(err)
	}
	attempt := recordings.Attempt{
		Question:   q,
		Transcript: &transcribe.Transcript{Text: "Посмотрел план запроса. Потом добавил составной индекс. Результат посчитан заранее, в Redis он лежит."},
		Labels:     []recordings.Label{{Point: q.Points[2].ID, Verdict: score.Contradicted}},
	}
	if err := a.score(t.Context(), &attempt, nil); err != nil {
		t.Fatal(err)
	}
	for i, p := range attempt.Report.Points {
		if asked := p.Judged != nil; asked == (i == 2) {
			t.Errorf("point %d was asked about: %v", i, asked)
		}
	}
	if p := attempt.Report.Points[2]; p.Verdict != score.Contradicted || !p.Labelled {
		t.Errorf("the person's verdict became %s", p.Verdict)
	}
	if attempt.Judging == nil || attempt.Judging.Points != 3 {
		t.Errorf("asked %+v", attempt.Judging)
	}
}
