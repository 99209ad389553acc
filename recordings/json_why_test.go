package recordings

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// Both verdicts come back as they were written.
func TestWhatAJudgeSaidIsReadBack(t *testing.T) {
	offline := score.PointReport{
		ID: "p", Text: "Кеш в Redis", Depth: 1, Verdict: score.Partial, Probability: 0.5, Evidence: "в кеше", Timed: true,
		Start: time.Second, End: 2 * time.Second, Why: "не прозвучало: Redis", Reasons: score.Reasons{Missing: []string{"Redis"}},
	}
	shown := offline
	shown.Verdict, shown.Sure, shown.Probability, shown.Why, shown.Reasons = score.Covered, true, 0.86, "Сказано.", score.Reasons{}
	shown.Judged = &score.Judgement{Verdict: score.Covered, Quote: "в кеше", Reason: "Сказано.", Taken: true, Offline: offline}
	want := Attempt{
		Version: Version, State: Done, Question: prompts.Question{Groups: []string{}},
		Transcript: &transcribe.Transcript{Text: "в кеше"},
		Report:     &score.Report{Counted: 1, Coverage: 1, CoverageLow: 1, CoverageHigh: 1, Points: []score.PointReport{shown}},
		Judging: &Judging{
			Host: "127.0.0.1:11434", Model: "qwen3:4b", Calls: 1, Recalled: 2, Points: 3, Ruled: 3, Prompt: 412, Completion: 21, Took: 1500 * time.Millisecond,
		},
	}
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Attempt
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error("(-want +got):\n" + diff)
	}
	for _, verdict := range []string{`"verdict":"covered","quote"`, `"offline":{"verdict":"partial"`} {
		if !strings.Contains(string(data), verdict) {
			t.Fatalf("%s is not in %s", verdict, data)
		}
		edited := strings.Replace(string(data), verdict, strings.NewReplacer("covered", "perfect", "partial", "perfect").Replace(verdict), 1)
		if err := json.Unmarshal([]byte(edited), &got); err == nil {
			t.Error("perfect is believed to be a verdict")
		}
	}
}
