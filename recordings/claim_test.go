package recordings

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"rehearse/prompts"
)

// Two queues do not work on one answer.
func TestClaim(t *testing.T) {
	dir := t.TempDir()
	here, there := reopen(t, dir, "here"), reopen(t, dir, "here")
	a := said(1, "а", "раз", 0.1)
	keep(t, here, a, said(2, "а", "два", 0.1))
	release, ok := here.Claim(a.ID)
	if !ok {
		t.Fatal("nobody else works on it")
	}
	if _, ok := there.Claim(a.ID); ok {
		t.Error("two have the same answer")
	}
	if done, ok := there.Claim(said(2, "", "", 0).ID); !ok {
		t.Error("another answer is not free")
	} else {
		done()
	}
	release()
	done, ok := there.Claim(a.ID)
	if !ok {
		t.Error("it was given back")
	}
	done()
	if got := names(t, here.Dir(a.ID)); got != attemptFile {
		t.Errorf("a claim leaves behind %s", got)
	}
}

// What a crash left is found with an index, with a foreign one in its place, and
// without any.
func TestRecoverByTheIndex(t *testing.T) {
	for name, harm := range map[string]func(cache string){
		"whole":   func(string) {},
		"broken":  func(cache string) { os.WriteFile(indexFile(t, cache), []byte("no index"), 0o600) },
		"deleted": func(cache string) { os.RemoveAll(cache) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, cache := t.TempDir(), t.TempDir()
			s := withIndex(t, dir, cache)
			keep(t, s, said(1, "а", "раз", 0.1), said(2, "а", "два", 0.1))
			expect(t, s, Filter{}, 2, 1)
			d, err := s.Begin(prompts.Question{ID: "q", Text: "Вопрос"}, time.Minute, time.Date(2026, 1, 3, 12, 0, 0, 0, time.UTC))
			if err != nil {
				t.Fatal(err)
			}
			for range 100 {
				d.Write(make([]int16, 320))
			}
			d.release() // as if killed
			leftover := filepath.Join(s.Dir(said(1, "", "", 0).ID), draftFile)
			if err := os.WriteFile(leftover, nil, 0o600); err != nil { // killed while clearing up, unseen
				t.Fatal(err)
			}
			s.Close()
			harm(cache)
			s = withIndex(t, dir, cache)
			kept, err := s.Recover()
			if err != nil || len(kept) != 1 || kept[0].ID != d.ID() {
				t.Errorf("recovered %v, %v", kept, err)
			}
			if last, err := s.Load("last"); err != nil || last.ID != d.ID() {
				t.Errorf("the last is %s, %v", last.ID, err)
			}
			expect(t, s, Filter{}, 3, 2, 1)
			if again, err := s.Recover(); err != nil || len(again) != 0 {
				t.Errorf("recovered again %v, %v", again, err)
			}
		})
	}
}
