package score

import "testing"

// What a person decides holds, and coverage follows; where nothing was heard
// there is nothing to decide.
func TestAPersonHasTheLastWord(t *testing.T) {
	r := Report{Points: []PointReport{
		{ID: "a", Verdict: Partial, Evidence: "слова", Probability: 0.5},
		{ID: "b", Verdict: Covered, Evidence: "слова", Sure: true, Probability: 0.9},
		{ID: "c", Verdict: Missed, Probability: 0.6},
	}}
	r.sum()
	again := Relabel(r, map[string]Verdict{"a": Covered, "b": Contradicted, "c": Covered, "gone": Covered})
	for i, want := range []Verdict{Covered, Contradicted, Missed} {
		if again.Points[i].Verdict != want {
			t.Errorf("point %d is %s, want %s", i, again.Points[i].Verdict, want)
		}
	}
	if again.Coverage != 1.0/3 || again.Counted != 3 || !again.Points[0].Sure || again.Points[2].Labelled {
		t.Errorf("%+v", again)
	}
	if r.Points[0].Verdict != Partial {
		t.Error("the first report was changed")
	}
}
