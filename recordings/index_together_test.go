package recordings

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// writerVariable makes this test program one of several that write at once.
const writerVariable = "REHEARSE_TEST_WRITER" // "NUMBER DATA CACHE", tabs between

const (
	writers = 8
	each    = 10 // attempts by each writer
)

// Eight processes write into one data folder and search in it. Each sees what
// it wrote, and who comes later sees everything.
func TestProcessesTogether(t *testing.T) {
	if job := os.Getenv(writerVariable); job != "" {
		fields := strings.Split(job, "\t")
		writeTogether(t, fields[0], fields[1], fields[2])
		return
	}
	dir, cache := t.TempDir(), t.TempDir()
	var all sync.WaitGroup
	for n := range writers {
		all.Go(func() {
			c := exec.Command(os.Args[0], "-test.run=^TestProcessesTogether$")
			c.Env = append(os.Environ(), writerVariable+"="+strings.Join([]string{fmt.Sprint(n), dir, cache}, "\t"))
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("writer %d: %v\n%s", n, err, out)
			}
		})
	}
	all.Wait()
	s := withIndex(t, dir, cache)
	if got := days(t, s, Filter{Text: "ответы"}); len(got) != writers*each {
		t.Errorf("%d of %d attempts are found", len(got), writers*each)
	}
	var state string
	if err := s.index.db.QueryRow("PRAGMA integrity_check").Scan(&state); err != nil || state != "ok" {
		t.Errorf("the index is not whole: %s, %v", state, err)
	}
	indexFile(t, cache) // one, not one for each
}

func writeTogether(t *testing.T, name, dir, cache string) {
	s := withIndex(t, dir, cache)
	for i := range each {
		a := said(i+1, "вопрос "+name, "пусто", 0.1)
		a.ID = a.ID[:len(a.ID)-1] + name
		keep(t, s, a)
		a.Transcript.Text = "ответ " + name
		keep(t, s, a)
		if got := days(t, s, Filter{Question: a.Question.ID, Text: "ответ " + name}); len(got) != i+1 {
			t.Errorf("after %d: %v", i+1, got)
		}
	}
}

// One store serves several goroutines: a queue is worked off so.
func TestGoroutinesTogether(t *testing.T) {
	dir, cache := t.TempDir(), t.TempDir()
	s := withIndex(t, dir, cache)
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			for i := range each {
				a := said(1+n*5+i%5, "а", "ответ", 0.1)
				bringOrKeep(t, s, a, i%2 == 0)
				if _, err := s.Search(t.Context(), Filter{Text: "ответ", Limit: 3}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if got := days(t, withIndex(t, dir, cache), Filter{}); len(got) != 20 {
		t.Errorf("%v", got)
	}
}

func bringOrKeep(t *testing.T, s *Store, a Attempt, own bool) {
	if own {
		keep(t, s, a)
		return
	}
	bring(t, s, a)
}

// Whatever the program and others do in whatever order, a search finds what a
// reading of all folders would.
func TestSearchAgreesWithTheFolders(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		dir, cache := t.TempDir(), t.TempDir()
		s := withIndex(t, dir, cache)
		texts := []string{"метрики и алерты", "кеш", "деплой с метрикой", ""}
		draw := rapid.IntRange(1, 5)
		attempt := func(r *rapid.T) Attempt {
			return said(draw.Draw(r, "day"), rapid.SampledFrom([]string{"а", "б"}).Draw(r, "question"), rapid.SampledFrom(texts).Draw(r, "text"), float64(draw.Draw(r, "coverage"))/10)
		}
		r.Repeat(map[string]func(*rapid.T){
			"keep":    func(r *rapid.T) { keep(t, s, attempt(r)) },
			"bring":   func(r *rapid.T) { bring(t, s, attempt(r)) },
			"delete":  func(r *rapid.T) { os.RemoveAll(s.Dir(attempt(r).ID)) },
			"empty":   func(r *rapid.T) { os.Remove(s.attemptPath(attempt(r).ID)) },
			"remove":  func(r *rapid.T) { s.Remove(attempt(r).ID) },  // refused where the trash has one of that name
			"restore": func(r *rapid.T) { s.Restore(attempt(r).ID) }, // as well
			"again":   func(*rapid.T) { s.Close(); s = withIndex(t, dir, cache) },
			"rebuild": func(r *rapid.T) { must(s.Rebuild(t.Context())) },
			"": func(r *rapid.T) {
				if s.index != nil {
					s.index.swept = false // as in a new process, which compares all these files
				}
				f := Filter{Question: rapid.SampledFrom([]string{"", "а"}).Draw(r, "filter"), Text: rapid.SampledFrom([]string{"", "метрика", "кеши"}).Draw(r, "search")}
				if diff := cmp.Diff(naive(r, s, f), days(t, s, f)); diff != "" {
					r.Fatalf("%+v: %s", f, diff)
				}
			},
		})
	})
}

// naive searches by reading everything.
func naive(r *rapid.T, s *Store, f Filter) []int {
	list, err := s.List()
	if err != nil {
		r.Fatal(err)
	}
	words := newStemmer()
	found := []int{}
	for _, a := range slices.Backward(list) {
		said := strings.Fields(words.text(a.Transcript.Text))
		if (f.Question == "" || a.Question.ID == f.Question) && (f.Text == "" || slices.Contains(said, words.stem(f.Text))) {
			found = append(found, a.TakenAt.In(time.UTC).Day())
		}
	}
	return found
}
