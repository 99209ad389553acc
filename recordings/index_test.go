package recordings

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// withIndex opens the store in dir as another process would, with its index in
// cache.
func withIndex(t *testing.T, dir, cache string) *Store {
	t.Helper()
	s := reopen(t, dir, "here")
	s.Cache = cache
	t.Cleanup(func() { s.Close() })
	return s
}

// said is an attempt without sound at the question asked, taken on a day of
// January 2026.
func said(day int, asked, text string, coverage float64) Attempt {
	at := time.Date(2026, 1, day, 12, 0, 0, 0, time.UTC)
	return Attempt{
		Version: Version, ID: at.Format(timeLayout) + "-00abcd", TakenAt: at, State: Done, Length: 61 * time.Second, Target: time.Minute,
		Question:   prompts.Question{ID: asked, Text: "О " + asked + "?", Group: "Sercons", Tags: []string{"Go", "сёрвис"}},
		Transcript: &transcribe.Transcript{Text: text},
		Report:     &score.Report{Counted: 1, Coverage: coverage, Points: []score.PointReport{{ID: "p", Verdict: score.Missed}}},
	}
}

// keep saves attempts as this program does.
func keep(t *testing.T, s *Store, attempts ...Attempt) {
	t.Helper()
	for _, a := range attempts {
		if err := s.disk.Mkdir(attemptsDir + "/" + a.ID); err != nil {
			t.Fatal(err)
		}
		if err := s.Save(a); err != nil {
			t.Fatal(err)
		}
	}
}

// bring writes attempts as Syncthing does, or a backup: this program knows
// nothing of them.
func bring(t *testing.T, s *Store, attempts ...Attempt) {
	t.Helper()
	for _, a := range attempts {
		data, err := encode(a)
		if err != nil {
			t.Fatal(err)
		}
		arriving := s.attemptPath(a.ID) + ".tmp"
		if err := errors.Join(os.MkdirAll(s.Dir(a.ID), 0o700), os.WriteFile(arriving, data, 0o600), os.Rename(arriving, s.attemptPath(a.ID))); err != nil {
			t.Fatal(err)
		}
	}
}

// days searches and returns the days of January on which the found attempts
// were taken.
func days(t *testing.T, s *Store, f Filter) []int {
	t.Helper()
	list, err := s.Search(t.Context(), f)
	if err != nil {
		t.Fatalf("%+v: %v", f, err)
	}
	found := []int{}
	for _, m := range list {
		found = append(found, m.TakenAt.Day())
	}
	return found
}

func expect(t *testing.T, s *Store, f Filter, want ...int) {
	t.Helper()
	if got := days(t, s, f); !slices.Equal(got, want) {
		t.Errorf("%+v found %v, want %v", f, got, want)
	}
}

func TestSearch(t *testing.T) {
	s := withIndex(t, t.TempDir(), t.TempDir())
	queued := said(5, "б", "", 0)
	queued.State, queued.Transcript, queued.Report = Queued, nil, nil
	queued.Question.Tags = nil
	pointless := said(6, "в", "Просто разговор.", 0)
	pointless.Report = &score.Report{}
	keep(t, s,
		said(1, "а", "Мы хранили метрики в базе, ещё был кеш.", 0.2),
		said(2, "а", "Задержка выросла после деплоя.", 0.8),
		said(3, "б", "Настроил метрику и дашборды в Grafana.", 0.5),
		queued, pointless)
	for _, c := range []struct {
		filter Filter
		want   []int
	}{
		{Filter{}, []int{6, 5, 3, 2, 1}},
		{Filter{Limit: 2}, []int{6, 5}},
		{Filter{Question: "а"}, []int{2, 1}},
		{Filter{Question: "нет такого"}, nil},
		{Filter{Tag: "go"}, []int{6, 3, 2, 1}},
		{Filter{Tag: "СЕРВИС", Limit: 1}, []int{6}},
		{Filter{Since: time.Date(2026, 1, 3, 12, 0, 0, 0, time.UTC)}, []int{6, 5, 3}},
		{Filter{Since: time.Date(2026, 1, 3, 12, 0, 0, 1e6, time.UTC)}, []int{6, 5}},
		{Filter{CoverageUnder: 0.5}, []int{1}},
		{Filter{CoverageUnder: 1}, []int{3, 2, 1}},
		{Filter{State: Queued}, []int{5}},
		{Filter{Text: "метрик"}, []int{3, 1}},
		{Filter{Text: "метриками", Question: "б", State: Done, Tag: "Go"}, []int{3}},
		{Filter{Text: "деплой"}, []int{2}},
		{Filter{Text: "еще"}, []int{1}},
		{Filter{Text: "grafana дашборд"}, []int{3}},
		{Filter{Text: "метрики деплой"}, nil},
		{Filter{Text: `"метрика в базах"`}, []int{1}},
		{Filter{Text: "«базе в метрики»"}, nil},
		{Filter{Text: "?!"}, nil},
		{Filter{Text: `NEAR(a b) OR * - ^ : " { } AND NOT`}, nil},
	} {
		expect(t, s, c.filter, c.want...)
	}
	list, err := s.Search(t.Context(), Filter{Limit: 1, State: Done, Text: "МЕТРИКА"})
	if err != nil {
		t.Fatal(err)
	}
	want := []Summary{{
		ID: "20260103-120000-00abcd", TakenAt: time.Date(2026, 1, 3, 12, 0, 0, 0, time.UTC), State: Done,
		Length: 61 * time.Second, Target: time.Minute, QuestionID: "б", Question: "О б?", Group: "Sercons",
		Scored: true, Counted: true, Coverage: 0.5,
		Snippet: Snippet{"Настроил метрику и дашборды в Grafana.", []Hit{{17, 31}}},
	}}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
	for _, m := range must(s.Search(t.Context(), Filter{Limit: 2})) {
		if m.Counted || m.Scored != (m.State == Done) || m.Snippet.Text != "" {
			t.Errorf("%+v", m)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestLatest(t *testing.T) {
	s := withIndex(t, t.TempDir(), t.TempDir())
	if latest, err := s.Latest(t.Context()); err != nil || len(latest) != 0 {
		t.Errorf("of nothing: %v, %v", latest, err)
	}
	keep(t, s, said(1, "а", "", 0), said(4, "а", "", 0), said(2, "б", "", 0), said(3, "", "", 0))
	want := map[string]time.Time{"а": said(4, "", "", 0).TakenAt, "б": said(2, "", "", 0).TakenAt, "": said(3, "", "", 0).TakenAt}
	if diff := cmp.Diff(want, must(s.Latest(t.Context()))); diff != "" {
		t.Error(diff)
	}
}

// What the program does shows at once, to it and to the next process.
func TestOwnChangesShow(t *testing.T) {
	dir, cache := t.TempDir(), t.TempDir()
	s := withIndex(t, dir, cache)
	expect(t, s, Filter{})
	a := said(1, "а", "первый ответ", 0.1)
	keep(t, s, a, said(2, "а", "второй ответ", 0.2))
	expect(t, s, Filter{Text: "ответы"}, 2, 1)

	a.Transcript.Text, a.Report.Coverage = "совсем другое", 0.9
	keep(t, s, a)
	expect(t, s, Filter{Text: "ответы"}, 2)
	expect(t, withIndex(t, dir, cache), Filter{Text: "другой"}, 1)

	if _, err := s.Remove(a.ID); err != nil {
		t.Fatal(err)
	}
	expect(t, s, Filter{}, 2)
	if err := s.Restore(a.ID); err != nil {
		t.Fatal(err)
	}
	expect(t, s, Filter{}, 2, 1)
	expect(t, withIndex(t, dir, cache), Filter{CoverageUnder: 0.5}, 2)

	_, take, err := take(s)
	if err != nil {
		t.Fatal(err)
	}
	if list := must(s.Search(t.Context(), Filter{State: Recorded})); len(list) != 1 || list[0].ID != take.ID {
		t.Errorf("the kept take is not there: %+v", list)
	}
}

func TestChangesByOtherHandsShow(t *testing.T) {
	dir, cache := t.TempDir(), t.TempDir()
	s := withIndex(t, dir, cache)
	keep(t, s, said(1, "а", "раз", 0.1), said(2, "а", "два", 0.2))
	expect(t, s, Filter{}, 2, 1)

	bring(t, s, said(3, "а", "три", 0.3))
	expect(t, s, Filter{Text: "три"}, 3) // also in the process that has just looked

	edited := said(1, "а", "четыре", 0.1)
	bring(t, s, edited)
	expect(t, s, Filter{}, 3, 2, 1) // it is a result, so it is compared
	expect(t, s, Filter{Text: "раз"})
	edited.Transcript.Text = "пять"
	bring(t, s, edited)
	expect(t, withIndex(t, dir, cache), Filter{Text: "пять"}, 1)

	if err := os.RemoveAll(s.Dir(edited.ID)); err != nil {
		t.Fatal(err)
	}
	expect(t, s, Filter{}, 3, 2)
	expect(t, withIndex(t, dir, cache), Filter{}, 3, 2)
}

// The folder often comes before the file in it, and goes after it.
func TestAnAttemptThatComesInPieces(t *testing.T) {
	dir, cache := t.TempDir(), t.TempDir()
	s := withIndex(t, dir, cache)
	a := said(1, "а", "раз", 0.1)
	if err := os.MkdirAll(s.Dir(a.ID), 0o700); err != nil {
		t.Fatal(err)
	}
	age(t, s) // so that only the file inside can tell
	expect(t, s, Filter{})
	bring(t, s, a)
	expect(t, s, Filter{}, 1)
	if err := os.Remove(s.attemptPath(a.ID)); err != nil {
		t.Fatal(err)
	}
	expect(t, s, Filter{})
	bring(t, s, a)
	expect(t, withIndex(t, dir, cache), Filter{}, 1)
}

// age makes the folder of the attempts look as if it was left alone for an hour.
func age(t *testing.T, s *Store) {
	t.Helper()
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(s.dir, attemptsDir), old, old); err != nil {
		t.Fatal(err)
	}
}

// While the time of the folder stands still the listing is not read, and while
// it is too young to be told from the next change, it is.
func TestWhenTheListingIsRead(t *testing.T) {
	s := withIndex(t, t.TempDir(), t.TempDir())
	keep(t, s, said(1, "а", "раз", 0.1))
	age(t, s)
	expect(t, s, Filter{}, 1)
	folder := filepath.Join(s.dir, attemptsDir)
	info, err := os.Stat(folder)
	if err != nil {
		t.Fatal(err)
	}
	bring(t, s, said(2, "а", "два", 0.1))
	if err := os.Chtimes(folder, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	expect(t, s, Filter{}, 1) // nothing told
	s.now = func() time.Time { return info.ModTime().Add(time.Second) }
	must(s.Rebuild(t.Context()))
	bring(t, s, said(3, "а", "три", 0.1))
	if err := os.Chtimes(folder, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	expect(t, s, Filter{}, 3, 2, 1)
}

// A clock that was wrong, or is, hides nothing.
func TestClockJumps(t *testing.T) {
	dir, cache := t.TempDir(), t.TempDir()
	for i, jump := range []time.Duration{0, -24 * time.Hour, 365 * 24 * time.Hour, -50 * 365 * 24 * time.Hour} {
		s := withIndex(t, dir, cache)
		s.now = func() time.Time { return time.Now().Add(jump) }
		a := said(10+i, "а", "ответ", 0.1)
		bring(t, s, a)
		if got := days(t, s, Filter{Text: "ответ"}); len(got) != i+1 || got[0] != 10+i {
			t.Errorf("clock %v off: %v", jump, got)
		}
		a.Transcript.Text = "вопрос"
		bring(t, s, a)
		past := time.Now().Add(-jump)
		if err := os.Chtimes(s.attemptPath(a.ID), past, past); err != nil {
			t.Fatal(err)
		}
		expect(t, withIndex(t, dir, cache), Filter{Text: "вопросы"}, 10+i)
		a.Transcript.Text = "ответ"
		bring(t, s, a)
	}
}

func TestRebuild(t *testing.T) {
	dir, cache := t.TempDir(), t.TempDir()
	s := withIndex(t, dir, cache)
	var kept []Attempt
	for day := range 28 {
		kept = append(kept, said(day+1, "а", "ответ", 0.1))
	}
	keep(t, s, kept...)
	for day, text := range map[int]string{2: "{", 5: "", 7: `{"version":1,"id":"20260101-120000-000000"}`, 9: `{"version":99}`} {
		if err := os.WriteFile(s.attemptPath(kept[day-1].ID), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(s.attemptPath(kept[19].ID)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"notes", "20260101-000000-zzzzzz", "20260231-000000-000000"} {
		if err := os.Mkdir(filepath.Join(dir, attemptsDir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	r, err := s.Rebuild(t.Context())
	if err != nil || r.Attempts != 23 || r.Unfinished != 1 || len(r.Damaged) != 4 {
		t.Fatalf("%+v, %v", r, err)
	}
	for i, id := range []string{kept[1].ID, kept[4].ID, kept[6].ID, kept[8].ID} {
		damaged, ok := errors.AsType[*DamagedError](r.Damaged[i])
		if !ok || damaged.Dir != s.Dir(id) {
			t.Errorf("%s: %v", id, r.Damaged[i])
		}
	}
	if _, ok := errors.AsType[*VersionError](r.Damaged[3]); !ok {
		t.Errorf("a newer version: %v", r.Damaged[3])
	}
	// A search tells of them as well, each time, and finds the others.
	for _, s := range []*Store{s, withIndex(t, dir, cache)} {
		list, err := s.Search(t.Context(), Filter{Text: "ответ"})
		if _, ok := errors.AsType[*DamagedError](err); !ok || len(list) != 23 || strings.Count(err.Error(), "damaged") != 4 {
			t.Errorf("%d found, %v", len(list), err)
		}
	}
	keep(t, s, kept[1], kept[4], kept[6], kept[8])
	if got := days(t, s, Filter{}); len(got) != 27 {
		t.Errorf("mended: %v", got)
	}
}

func TestAStoppedSearch(t *testing.T) {
	s := withIndex(t, t.TempDir(), t.TempDir())
	keep(t, s, said(1, "а", "раз", 0.1))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Search(ctx, Filter{}); !errors.Is(err, context.Canceled) {
		t.Errorf("search: %v", err)
	}
	if _, err := s.Rebuild(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("rebuild: %v", err)
	}
	expect(t, s, Filter{}, 1)
}
