package labelled

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// root is that of the repository, from here.
var root = filepath.Join("..", "..", "..")

// shared skips the test where the shared answers are not.
func shared(t *testing.T) {
	t.Helper()
	dir := Folder(os.Getenv, root)
	if _, err := os.Stat(filepath.Join(dir, "data", "bank-seed.md")); err != nil {
		t.Skipf("no labelled answers in %s: set REHEARSE_SHARED", dir)
	}
}

func examples(t *testing.T) []Example {
	t.Helper()
	shared(t)
	answers, err := ReadSources(Sources(os.Getenv, root))
	if err != nil {
		t.Fatal(err)
	}
	return Examples(answers, nil)
}

// The scorer, fitted without a question, must judge the answers to it as well
// as scoring asks for.
func TestHeldOutQuestionsAreJudgedWell(t *testing.T) {
	judged := HeldOut(examples(t), *score.Shipped().Words, ByQuestion)
	sets := map[string][]Judged{}
	for _, j := range judged {
		sets[j.Answer.Set] = append(sets[j.Answer.Set], j)
	}
	for set, bar := range map[string]Figures{
		"natural": {Accuracy: 0.84, Kappa: 0.70, FalseCover: 0.08, CoverageError: 0.085, SureShare: 0.65, SureAccuracy: 0.92},
		"ru":      {Accuracy: 0.80, Kappa: 0.70, FalseCover: 0.08, CoverageError: 0.10, SureShare: 0.65, SureAccuracy: 0.88},
		"en":      {Accuracy: 0.80, Kappa: 0.70, FalseCover: 0.08, CoverageError: 0.10, SureShare: 0.65, SureAccuracy: 0.90},
		"hard":    {Accuracy: 0.60, Kappa: 0.38, FalseCover: 0.22, CoverageError: 0.22, SureShare: 0.35, SureAccuracy: 0.78},
	} {
		f := Compare(sets[set])
		if f.Accuracy < bar.Accuracy || f.Kappa < bar.Kappa || f.SureShare < bar.SureShare || f.SureAccuracy < bar.SureAccuracy {
			t.Errorf("%s: %s; want accuracy %.2f, kappa %.2f, sure %.2f at %.2f", set, f, bar.Accuracy, bar.Kappa, bar.SureShare, bar.SureAccuracy)
		}
		if f.FalseCover > bar.FalseCover || f.CoverageError > bar.CoverageError {
			t.Errorf("%s: %s; want false cover under %.2f, coverage error under %.2f", set, f, bar.FalseCover, bar.CoverageError)
		}
	}
}

// The weights that are shipped are those that the labels give: whoever changes
// a feature fits again.
func TestShippedWeightsAreFittedOnTheseFeatures(t *testing.T) {
	shipped := score.Shipped().Words
	fitted := Fit(examples(t), *shipped)
	for i, name := range score.FeatureNames() {
		for k, pair := range [][2]score.Sum{{fitted.Said, shipped.Said}, {fitted.Full, shipped.Full}, {fitted.Against, shipped.Against}} {
			if off := pair[0].Weights[i] - pair[1].Weights[i]; off > 0.01 || off < -0.01 {
				t.Errorf("weight %d of %s is %.3f in the file and %.3f when fitted: go run ./score/cmd/fit", k, name, pair[1].Weights[i], pair[0].Weights[i])
			}
		}
	}
}

func TestFiguresOfAFewVerdicts(t *testing.T) {
	a, b := &Answer{ID: "a"}, &Answer{ID: "b"}
	of := func(answer *Answer, label, guess score.Verdict, sure bool) Judged {
		return Judged{Example: Example{Answer: answer, Verdict: label}, Guess: guess, Probability: 0.75, Sure: sure}
	}
	f := Compare([]Judged{
		of(a, score.Covered, score.Covered, true), of(a, score.Missed, score.Covered, true),
		of(b, score.Partial, score.Partial, false), of(b, score.Contradicted, score.Contradicted, false),
	})
	want := Figures{
		Labels: 4, Answers: 2, Accuracy: 0.75, Kappa: 0.66667, MacroF1: 0.66667, CoverageError: 0.25, FalseCover: 0.5,
		SureShare: 0.5, SureAccuracy: 0.5, Calibration: 0,
		Confusion: [4][4]int{{1, 0, 0, 0}, {0, 1, 0, 0}, {1, 0, 0, 0}, {0, 0, 0, 1}},
	}
	near := cmp.Comparer(func(x, y float64) bool { return x-y < 1e-3 && y-x < 1e-3 })
	if diff := cmp.Diff(want, f, near); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
}

// Two bullets of one question may have the same text: the file's order tells
// them apart.
func TestLabelsOfEqualBulletsGoByOrder(t *testing.T) {
	bank := prompts.Bank{Questions: []prompts.Question{{ID: "q", Text: "Кто в команде", Points: []prompts.Point{
		{ID: "a", Text: "1 девопс"}, {ID: "b", Text: "Тимлид"}, {ID: "c", Text: "1 девопс"},
	}}}}
	bank.Questions[0].Text = "Кто в команде"
	line, err := json.Marshal(map[string]any{
		"id": "x", "question": "Кто в команде", "transcript": "девопс",
		"labels": []map[string]string{{"bullet": "1 девопс", "label": "covered"}, {"bullet": " 1  девопс", "label": "missed"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "answers.jsonl")
	if err := os.WriteFile(path, append(line, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	answers, err := Read(bank, "set", path)
	if err != nil {
		t.Fatal(err)
	}
	want := []Label{{Point: 0, Verdict: score.Covered}, {Point: 2, Verdict: score.Missed}}
	if diff := cmp.Diff(want, answers[0].Labels); diff != "" {
		t.Errorf("labels (-want +got):\n%s", diff)
	}
	if _, err := Read(prompts.Bank{}, "set", path); err == nil {
		t.Error("an answer to a question that the bank lacks has no error")
	}
}

// What the figures count is what a person sees: Evaluate's verdicts, evidence
// rule and all.
func TestFiguresCountWhatEvaluateSays(t *testing.T) {
	all := examples(t)
	judged := Judge(score.Shipped().Words, all)
	reports := map[*Answer]score.Report{}
	for _, j := range judged {
		r, done := reports[j.Answer]
		if !done {
			r = score.Evaluate(j.Answer.Question, transcribe.Transcript{Text: j.Answer.Text}, nil, nil, score.Options{})
			reports[j.Answer] = r
		}
		for _, p := range r.Points {
			if p.ID == j.Point.ID && p.Verdict != j.Guess {
				t.Errorf("%s: %q is %s in the report and %s in the figures", j.Answer.ID, p.Text, p.Verdict, j.Guess)
			}
		}
	}
}
