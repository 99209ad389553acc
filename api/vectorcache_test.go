package api

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A text is embedded once, whatever happens to the file.
func TestVectorsAreAskedForOnce(t *testing.T) {
	cache := &VectorCache{Path: filepath.Join(t.TempDir(), "cache", "vectors")}
	var asked []string
	embed := func(_ context.Context, texts []string) ([][]float32, error) {
		asked = append(asked, texts...)
		var vectors [][]float32
		for _, text := range texts {
			vectors = append(vectors, []float32{float32(len(text)), 0.5})
		}
		return vectors, nil
	}
	want := func(texts, questions []string) {
		t.Helper()
		asked = nil
		vectors, err := cache.Embed(t.Context(), texts, embed)
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range texts {
			if diff := cmp.Diff([]float32{float32(len(text)), 0.5}, vectors[i]); diff != "" {
				t.Errorf("%s: %s", text, diff)
			}
		}
		if diff := cmp.Diff(questions, asked); diff != "" {
			t.Errorf("asked for other texts: %s", diff)
		}
	}
	want([]string{"a", "bb"}, []string{"a", "bb"})
	want([]string{"bb", "ccc", "a"}, []string{"ccc"})
	want([]string{"a", "bb", "ccc"}, nil)

	info, err := os.Stat(cache.Path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := os.Truncate(cache.Path, info.Size()-1); err != nil { // the last record is torn
		t.Fatal(err)
	}
	again := func() { cache = &VectorCache{Path: cache.Path} } // another run of the program
	again()
	want([]string{"a", "ccc"}, []string{"ccc"})
	again()
	want([]string{"a", "ccc"}, nil)
	if err := os.WriteFile(cache.Path, []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	again()
	want([]string{"a"}, []string{"a"})
	again()
	want([]string{"a"}, nil)

	failing := errors.New("no server")
	if _, err := cache.Embed(t.Context(), []string{"a", "new"}, func(context.Context, []string) ([][]float32, error) { return nil, failing }); !errors.Is(err, failing) {
		t.Errorf("got %v", err)
	}
}

// A model that changed under its name gives vectors of another length. They are
// never put beside the old ones, which they cannot be compared with.
func TestVectorsOfAnotherModelReplaceTheOld(t *testing.T) {
	cache := &VectorCache{Path: filepath.Join(t.TempDir(), "vectors")}
	of := func(length int) func(context.Context, []string) ([][]float32, error) {
		return func(_ context.Context, texts []string) ([][]float32, error) {
			vectors := make([][]float32, len(texts))
			for i := range vectors {
				vectors[i] = make([]float32, length)
			}
			return vectors, nil
		}
	}
	if _, err := cache.Embed(t.Context(), []string{"a", "b"}, of(2)); err != nil {
		t.Fatal(err)
	}
	vectors, err := cache.Embed(t.Context(), []string{"a", "b", "c"}, of(3))
	if err != nil {
		t.Fatal(err)
	}
	for i, vector := range vectors {
		if len(vector) != 3 {
			t.Errorf("vector %d has %d numbers", i, len(vector))
		}
	}
	never := func(context.Context, []string) ([][]float32, error) { return nil, errors.New("asked again") }
	if _, err := (&VectorCache{Path: cache.Path}).Embed(t.Context(), []string{"c", "a"}, never); err != nil {
		t.Error(err)
	}
}
