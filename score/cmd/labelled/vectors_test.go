package labelled

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What was embedded once is not asked for again, and each kind of text goes out
// with what the model wants before it.
func TestVectorsAreAskedForOnce(t *testing.T) {
	dir := t.TempDir()
	texts, out := filepath.Join(dir, "texts.jsonl"), filepath.Join(dir, "vectors.jsonl")
	var asked []string
	embed := func(_ context.Context, texts []string) ([][]float32, error) {
		asked = append(asked, texts...)
		vectors := make([][]float32, len(texts))
		for i := range vectors {
			vectors[i] = []float32{1, float32(len(texts[i]))}
		}
		return vectors, nil
	}
	for _, step := range [][]text{
		{{Kind: kindQuery, Text: "Redis"}},
		{{Kind: kindQuery, Text: "Redis"}, {Kind: kindPassage, Text: "мы взяли редис"}},
	} {
		if err := writeTexts(texts, step); err != nil {
			t.Fatal(err)
		}
		if err := EmbedTexts(context.Background(), texts, out, embed, "query: ", "passage: "); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{"query: Redis", "passage: мы взяли редис"}, asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	v, err := ReadVectors(out)
	if err != nil {
		t.Fatal(err)
	}
	if len(v("Redis")) != 2 || len(v("мы взяли редис")) != 2 || v("another") != nil {
		t.Errorf("vectors %v, %v, %v; want two and none", v("Redis"), v("мы взяли редис"), v("another"))
	}
}

func TestLogisticFindsTheOdds(t *testing.T) {
	l := logistic{}
	for i := range 100 {
		l.add([]float64{0, 1}, i < 20)
		l.add([]float64{1, 1}, i < 80)
	}
	w := l.fit(make([]float64, 2))
	for _, test := range []struct{ measure, want float64 }{{0, 0.2}, {1, 0.8}} {
		if p := l.chance(w, []float64{test.measure, 1}); p < test.want-1e-6 || p > test.want+1e-6 {
			t.Errorf("chance %v of %v, want %v", p, test.measure, test.want)
		}
	}
}
