package recordings

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// indexFile returns the path of the one index in cache.
func indexFile(t *testing.T, cache string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(cache, "index-*", "*.db"))
	if err != nil || len(files) != 1 {
		t.Fatalf("indexes: %v, %v", files, err)
	}
	return files[0]
}

// answers returns attempts with enough text for a few hundred pages of index.
func answers() []Attempt {
	var list []Attempt
	for day := range 28 {
		a := said(day+1, "а", "ответ "+fmt.Sprint("день", day+1), 0.1)
		for i := range 300 {
			a.Transcript.Text += fmt.Sprintf(" слово%d", i*day)
		}
		list = append(list, a)
	}
	return list
}

// Whatever happens to the index, the person gets the answer, and an index that
// is whole again.
func TestABrokenIndex(t *testing.T) {
	overwrite := func(data []byte) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	run := func(statement string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			db, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.Exec(statement); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, harm := range map[string]func(*testing.T, string){
		"deleted":     func(t *testing.T, path string) { os.Remove(path) },
		"no folder":   func(t *testing.T, path string) { os.RemoveAll(filepath.Dir(path)) },
		"no cache":    func(t *testing.T, path string) { os.RemoveAll(filepath.Dir(filepath.Dir(path))) },
		"empty":       overwrite(nil),
		"zeros":       overwrite(make([]byte, 64<<10)),
		"a text":      overwrite([]byte(strings.Repeat("это не индекс\n", 1000))),
		"cut":         func(t *testing.T, path string) { os.Truncate(path, 9<<12) },
		"cut oddly":   func(t *testing.T, path string) { os.Truncate(path, 12345) },
		"foreign":     func(t *testing.T, path string) { os.Remove(path); run("CREATE TABLE attempts (x)")(t, path) },
		"newer":       run("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)"),
		"a table off": run("DROP TABLE texts"),
		"a folder": func(t *testing.T, path string) {
			if err := errors.Join(os.Remove(path), os.Mkdir(path, 0o700)); err != nil {
				t.Fatal(err)
			}
		},
		"page heads": func(t *testing.T, path string) { scribble(t, path, 4096, 0, 8) },
		"the middle": func(t *testing.T, path string) { scribble(t, path, 4096, 0, 4096) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, cache := t.TempDir(), t.TempDir()
			s := withIndex(t, dir, cache)
			bring(t, s, answers()...)
			must(s.Rebuild(t.Context()))
			age(t, s)
			expect(t, s, Filter{Text: "день7"}, 7)
			s.Close()
			harm(t, indexFile(t, cache))
			s = withIndex(t, dir, cache)
			expect(t, s, Filter{Text: "день7"}, 7)
			if got := days(t, s, Filter{Text: "ответы", CoverageUnder: 0.5}); len(got) != 28 {
				t.Errorf("%d found", len(got))
			}
			s.Close()
			ix, err := withIndex(t, dir, cache).openIndex(t.Context())
			if err != nil {
				t.Fatal("the index was not made again:", err)
			}
			defer ix.db.Close()
			var state string
			if err := ix.db.QueryRow("PRAGMA integrity_check").Scan(&state); err != nil || state != "ok" {
				t.Errorf("the index is not whole: %s, %v", state, err)
			}
			if ids, err := ix.ids(t.Context(), "SELECT id FROM attempts"); err != nil || len(ids) != 28 {
				t.Errorf("%d attempts are indexed, %v", len(ids), err)
			}
		})
	}
}

// scribble overwrites the bytes from to to of every page but the first.
func scribble(t *testing.T, path string, page, from, to int) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) < 20*page {
		t.Fatalf("only %d bytes", len(data))
	}
	noise := rand.New(rand.NewPCG(1, 2))
	for at := page; at+page <= len(data); at += page {
		for i := from; i < to; i++ {
			data[at+i] = byte(noise.Uint32())
		}
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A few flipped bytes may hide in a text, where SQLite does not see them. They
// stop no search, and Rebuild puts everything right.
func TestFlippedBytes(t *testing.T) {
	dir, cache := t.TempDir(), t.TempDir()
	s := withIndex(t, dir, cache)
	bring(t, s, answers()...)
	age(t, s)
	noise := rand.New(rand.NewPCG(3, 4))
	for round := range 12 {
		expect(t, s, Filter{Text: "день7"}, 7)
		s.Close()
		path := indexFile(t, cache)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for range 1 + 3*round {
			data[noise.IntN(len(data))] ^= 1 << noise.IntN(8)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s = withIndex(t, dir, cache)
		for _, f := range []Filter{{}, {Text: "ответ"}, {Question: "а", CoverageUnder: 1}} {
			if _, err := s.Search(t.Context(), f); err != nil {
				t.Errorf("round %d: %v", round, err)
			}
		}
		if r, err := s.Rebuild(t.Context()); err != nil || r.Attempts != 28 {
			t.Fatalf("round %d: %+v, %v", round, r, err)
		}
		if got := days(t, s, Filter{Text: "ответ"}); len(got) != 28 {
			t.Errorf("round %d: %v", round, got)
		}
	}
}

// An index that breaks under a running process is replaced as well.
func TestAnIndexThatBreaksWhileOpen(t *testing.T) {
	dir, cache := t.TempDir(), t.TempDir()
	s := withIndex(t, dir, cache)
	keep(t, s, said(1, "а", "раз", 0.1))
	expect(t, s, Filter{}, 1)
	if _, err := s.index.db.Exec("DROP TABLE spoken"); err != nil {
		t.Fatal(err)
	}
	keep(t, s, said(2, "а", "два", 0.1))
	expect(t, s, Filter{Text: "два"}, 2)
	if path := indexFile(t, cache); filepath.Base(path) != "2.db" {
		t.Errorf("the index is %s", path)
	}
}

// Nowhere to keep an index: everything works all the same.
func TestWithoutACache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, cache := range map[string]string{"none": "", "in a file": filepath.Join(file, "cache"), "read-only": readOnly(t)} {
		t.Run(name, func(t *testing.T) {
			s := withIndex(t, t.TempDir(), cache)
			keep(t, s, said(1, "а", "раз", 0.1), said(2, "б", "два", 0.2))
			expect(t, s, Filter{Text: "два"}, 2)
			keep(t, s, said(3, "б", "два", 0.2))
			bring(t, s, said(1, "а", "два", 0.1))
			expect(t, s, Filter{Text: "два"}, 3, 2)
			if _, err := s.Remove("last"); err != nil {
				t.Fatal(err)
			}
			expect(t, s, Filter{Question: "б"}, 2)
			if latest, err := s.Latest(t.Context()); err != nil || len(latest) != 2 {
				t.Errorf("%v, %v", latest, err)
			}
			r, err := s.Rebuild(t.Context())
			if cache == "" {
				if err != nil || r.Attempts != 2 {
					t.Errorf("rebuild: %+v, %v", r, err)
				}
				return
			}
			broken, ok := errors.AsType[*IndexError](err)
			if !ok || !strings.HasPrefix(broken.Path, cache) {
				t.Errorf("rebuild says %v", err)
			}
			expect(t, s, Filter{}, 2, 1)
		})
	}
}

// readOnly returns a folder that cannot be written, "" for those who can write
// everything.
func readOnly(t *testing.T) string {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if os.WriteFile(filepath.Join(dir, "x"), nil, 0o600) == nil {
		return ""
	}
	return dir
}

func TestTheIndexIsPrivate(t *testing.T) {
	dir, cache := t.TempDir(), t.TempDir()
	s := withIndex(t, dir, cache)
	keep(t, s, said(1, "а", "раз", 0.1))
	expect(t, s, Filter{}, 1)
	folder := filepath.Dir(indexFile(t, cache))
	if got := names(t, folder); got != "1.db 1.db-shm 1.db-wal lock" {
		t.Errorf("the folder holds %s", got)
	}
	for _, name := range strings.Fields(names(t, folder)) {
		if info, err := os.Stat(filepath.Join(folder, name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	other := withIndex(t, t.TempDir(), cache)
	if slices.Equal(days(t, other, Filter{}), []int{1}) || other.indexDir() == s.indexDir() {
		t.Error("another data folder has the same index")
	}
}
