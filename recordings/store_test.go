package recordings

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

func open(t *testing.T) *Store {
	t.Helper()
	return reopen(t, t.TempDir(), "here")
}

func reopen(t *testing.T, dir, host string) *Store {
	t.Helper()
	s, err := Open(dir, rand.NewChaCha8([32]byte{1}), host)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// names lists what is in an attempt's folder.
func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return strings.Join(list, " ")
}

func TestAKeptTake(t *testing.T) {
	s := open(t)
	_, a, err := take(s)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(a.ID, "20261123-140509-") || a.State != Recorded {
		t.Errorf("ID %s, state %s", a.ID, a.State)
	}
	if got := names(t, s.Dir(a.ID)); got != "answer.wav attempt.json" {
		t.Errorf("the folder holds %s", got)
	}
	sound, err := os.ReadFile(s.Sound(a.ID))
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(sound); hex.EncodeToString(sum[:]) != a.Audio.SHA256 {
		t.Error("the sum is not that of the file")
	}
	if err := keptSamples(s, takeLength); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"answer.wav", "attempt.json"} {
		info, err := os.Stat(filepath.Join(s.Dir(a.ID), name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	loaded, err := s.Load("last")
	if err != nil {
		t.Fatal(err)
	}
	want, _ := encode(a)
	got, _ := encode(loaded)
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestDiscard(t *testing.T) {
	s := open(t)
	d, err := s.Begin(prompts.Question{}, 0, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Discard(); err != nil {
		t.Fatal(err)
	}
	if got := names(t, filepath.Dir(s.Dir(d.ID()))); got != "" {
		t.Errorf("left behind: %s", got)
	}
	_, a, err := take(s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(a.ID); err != nil {
		t.Error(err)
	}
}

// A draft belongs to the process that records it, on the machine where it does.
func TestRecoverLeavesOthersAlone(t *testing.T) {
	dir := t.TempDir()
	s := reopen(t, dir, "here")
	d, err := s.Begin(prompts.Question{Text: "Вопрос"}, time.Minute, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Write(make([]int16, takeLength)); err != nil {
		t.Fatal(err)
	}
	if kept, err := reopen(t, dir, "here").Recover(); len(kept) != 0 || err != nil {
		t.Errorf("recovered a take that is being recorded: %v, %v", kept, err)
	}
	d.release() // as when the process dies
	if kept, err := reopen(t, dir, "elsewhere").Recover(); len(kept) != 0 || err != nil {
		t.Errorf("recovered a take of another machine: %v, %v", kept, err)
	}
	kept, err := reopen(t, dir, "here").Recover()
	if err != nil || len(kept) != 1 || kept[0].Question.Text != "Вопрос" || kept[0].Target != time.Minute {
		t.Fatalf("%+v, %v", kept, err)
	}
	if got := names(t, s.Dir(kept[0].ID)); got != "answer.wav attempt.json" {
		t.Errorf("the folder holds %s", got)
	}
}

// Power can fail while draft.json itself is written.
func TestRecoverWithoutAQuestion(t *testing.T) {
	s := open(t)
	d, err := s.Begin(prompts.Question{Text: "Вопрос"}, time.Minute, time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Write(make([]int16, takeLength)); err != nil {
		t.Fatal(err)
	}
	d.release()
	if err := os.WriteFile(filepath.Join(s.Dir(d.ID()), draftFile), []byte(`{"host":"he`), 0o600); err != nil {
		t.Fatal(err)
	}
	kept, err := s.Recover()
	if err != nil || len(kept) != 1 || !kept[0].TakenAt.Equal(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)) {
		t.Fatalf("%+v, %v", kept, err)
	}
}

func TestLoad(t *testing.T) {
	s := open(t)
	var ids []string
	for day := range 3 {
		d, err := s.Begin(prompts.Question{}, 0, time.Date(2026, 11, 1+day, 0, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		a, err := d.Keep(0)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, a.ID)
	}
	for name, want := range map[string]string{"last": ids[2], ids[0]: ids[0], "20261102": ids[1]} {
		if a, err := s.Load(name); err != nil || a.ID != want {
			t.Errorf("%s: %s, %v; want %s", name, a.ID, err, want)
		}
	}
	var ambiguous *AmbiguousError
	if _, err := s.Load("2026"); !errors.As(err, &ambiguous) || len(ambiguous.IDs) != 3 {
		t.Errorf("an ambiguous beginning: %v", err)
	}
	for _, name := range []string{"", "20270101", "../../etc", "20261102-000000-zzzzzz"} {
		if _, err := s.Load(name); !errors.Is(err, ErrNoAttempt) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := os.WriteFile(filepath.Join(s.Dir(ids[1]), attemptFile), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := s.List()
	var damaged *DamagedError
	if len(list) != 2 || !errors.As(err, &damaged) {
		t.Errorf("%d attempts, %v", len(list), err)
	}
	if err := os.WriteFile(filepath.Join(s.Dir(ids[1]), attemptFile), []byte(`{"version":99}`), 0o600); err != nil {
		t.Fatal(err)
	}
	var version *VersionError
	if _, err := s.Load(ids[1]); !errors.As(err, &version) {
		t.Errorf("a newer version: %v", err)
	}
}

func TestTrash(t *testing.T) {
	s := open(t)
	_, a, err := take(s)
	if err != nil {
		t.Fatal(err)
	}
	if id, err := s.Remove("last"); err != nil || id != a.ID {
		t.Fatalf("%s, %v", id, err)
	}
	if _, err := s.Load(a.ID); !errors.Is(err, ErrNoAttempt) {
		t.Errorf("still there: %v", err)
	}
	if err := s.Restore(a.ID); err != nil {
		t.Fatal(err)
	}
	if err := keptSamples(s, takeLength); err != nil {
		t.Error(err)
	}
	for _, id := range []string{a.ID, "..", "x"} {
		if err := s.Restore(id); !errors.Is(err, ErrNoAttempt) {
			t.Errorf("restore %q: %v", id, err)
		}
	}
}

// Whatever an attempt knows, it knows after attempt.json too.
func TestAttemptSurvivesItsFile(t *testing.T) {
	a := Attempt{
		Version: 1, ID: "20261123-140509-3fa9c1", TakenAt: time.Date(2026, 11, 23, 14, 5, 9, 0, time.UTC), State: Done,
		Length: 94200 * time.Millisecond, Target: 90 * time.Second,
		Question: prompts.Question{
			ID: "q1", Number: 6, Text: "Какой <стек>?", Groups: []string{"Вкусвилл:"}, Group: "Вкусвилл:", GroupMode: prompts.GroupsAny,
			Points:   []prompts.Point{{ID: "p1", Text: "Python", Depth: 2, Group: "Вкусвилл:", Line: 3}},
			Language: "ru", Tags: []string{"go"}, Source: prompts.Position{File: "bank.md", Line: 2},
			Target: 90 * time.Second, TargetFrom: prompts.TargetBank,
		},
		Audio: Audio{SHA256: "00", Peak: -6.1, RMS: -23, Clipped: 0.001, Dropped: 300 * time.Millisecond},
		Transcript: &transcribe.Transcript{Text: "мы писали", Language: "ru", Model: "base", Segments: []transcribe.Segment{{
			Start: time.Second, End: 2 * time.Second, Text: "мы писали",
			Words: []transcribe.Word{{Start: time.Second, End: 1500 * time.Millisecond, Text: "мы", Probability: 0.5, Hinted: true}},
		}}},
		Labels: []Label{{Point: "p1", Verdict: score.Partial, At: time.Date(2026, 11, 24, 1, 2, 3, 0, time.UTC)}},
		Report: &score.Report{
			Counted: 1, Coverage: 0.5, CoverageLow: 0.25, CoverageHigh: 0.75,
			Points: []score.PointReport{{
				ID: "p1", Text: "Python", Depth: 2, Verdict: score.Partial, Probability: 0.7, Evidence: "писали", Timed: true,
				Start: time.Second, End: 2 * time.Second, Why: "часть", Labelled: true, Reasons: score.Reasons{
					Heard: []score.Heard{{Want: "Python", Said: "питон"}}, Missing: []string{"Redis"}, EchoOnly: true,
					Conflicts: []score.Conflict{{Kind: score.ConflictNumber, Want: "5", Said: "6"}},
				},
			}},
			Length: &score.Length{Spoken: 92 * time.Second, Target: 90 * time.Second, Verdict: score.LengthGood, By: 2 * time.Second},
			Delivery: &score.Delivery{
				StartLatency: time.Second, Speech: 71 * time.Second, Words: 168, LettersPerMinute: 776, WordsPerMinute: 110, FillersPerMinute: 2.5,
				Pauses:  []score.Pause{{Start: 20 * time.Second, End: 22 * time.Second, Inside: "p1"}},
				Fillers: []score.Filler{{Text: "как бы", Start: 31 * time.Second}},
			},
		},
	}
	data, err := encode(a)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte("Какой <стек>?")) {
		t.Error("a person cannot read the question")
	}
	var back Attempt
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, back); diff != "" {
		t.Error(diff)
	}
}

// Several programs remember at once: none loses what another one wrote.
func TestRememberAtOnce(t *testing.T) {
	dir := t.TempDir()
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			s := reopen(t, dir, "here")
			err := s.Remember(func(known []prompts.Known) []prompts.Known {
				return append(known, prompts.Known{ID: strconv.Itoa(i), Points: []string{}})
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	known, err := reopen(t, dir, "here").Known()
	if err != nil || len(known) != 8 {
		t.Errorf("%d are known, %v", len(known), err)
	}
	if err := os.WriteFile(filepath.Join(dir, questionsFile), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := reopen(t, dir, "here")
	var damaged *DamagedError
	if err := s.Remember(func(k []prompts.Known) []prompts.Known { return nil }); !errors.As(err, &damaged) {
		t.Errorf("a damaged file: %v", err)
	}
	if data, _ := os.ReadFile(filepath.Join(dir, questionsFile)); string(data) != "{" {
		t.Error("a damaged file was replaced")
	}
}

// Where everything fails from a moment on, also the keeping, the sound stays.
func TestAFailedKeepLeavesTheSound(t *testing.T) {
	s := open(t)
	d, err := s.Begin(prompts.Question{}, 0, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Write(make([]int16, 100)); err != nil {
		t.Fatal(err)
	}
	good := s.disk
	s.disk = &brokenDisk{disk: good, failAt: 1, stays: true, err: syscall.EIO}
	d.file.Close() // its sync fails from here on
	if _, err := d.Keep(0); err == nil {
		t.Error("a keep without a disk succeeded")
	}
	d.Discard()
	s.disk = good
	if kept, err := s.Recover(); err != nil || len(kept) != 1 {
		t.Errorf("recovered %d, %v", len(kept), err)
	}
}

func TestAnAttemptEditedIntoNonsense(t *testing.T) {
	s := open(t)
	_, a, err := take(s)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := encode(a)
	if err != nil {
		t.Fatal(err)
	}
	for old, nonsense := range map[string]string{
		`"state": "recorded"`: `"state": "\u001b[2J"`,
		`"length_s": 1.5`:     `"length_s": -1`,
		`"peak_dbfs": -2.7`:   `"peak_dbfs": 1e308`,
		`"target_s": 60`:      `"target_s": 1e300`,
	} {
		edited := bytes.Replace(whole, []byte(old), []byte(nonsense), 1)
		if bytes.Equal(edited, whole) {
			t.Fatalf("%s is not in %s", old, whole)
		}
		if err := os.WriteFile(filepath.Join(s.Dir(a.ID), attemptFile), edited, 0o600); err != nil {
			t.Fatal(err)
		}
		var damaged *DamagedError
		if _, err := s.Load(a.ID); !errors.As(err, &damaged) {
			t.Errorf("%s was believed: %v", nonsense, err)
		}
	}
}
