package engine

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rehearse/api"
)

// embedding returns a server that embeds; some systems have none.
func embedding(t *testing.T) (*Engine, Server) {
	t.Helper()
	e := real(t)
	s := serving(t, e)
	if s.EmbeddingModel == "" {
		t.Skip("this system has no embeddings: there is no package for it")
	}
	if s.EmbeddingModel != EmbeddingModel {
		t.Errorf("the server embeds with %s", s.EmbeddingModel)
	}
	return e, s
}

// postTexts posts fields as JSON; a field that is a json.RawMessage goes as it is.
func postTexts(ctx context.Context, s Server, fields map[string]any) (status int, body string, err error) {
	b, err := json.Marshal(fields)
	if err != nil {
		return 0, "", err
	}
	return ask(ctx, http.MethodPost, s.BaseURL+"/embeddings", s.Key, bytes.NewReader(b), "application/json")
}

// client returns what the rest of the program asks s with.
func client(t *testing.T, s Server) *api.Client {
	t.Helper()
	c, err := api.New(api.Config{BaseURL: s.BaseURL, Key: s.Key, Model: s.EmbeddingModel, Purpose: api.Embeddings})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// dot is the cosine of vectors of length 1.
func dot(a, b []float32) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

func TestRealEngineFindsWhatIsMeant(t *testing.T) {
	_, s := embedding(t)
	vectors, err := client(t, s).Embed(t.Context(), []string{
		"query: горизонтальное масштабирование",
		"passage: подняли ещё реплик и раскидали нагрузку",
		"passage: пили кофе на кухне",
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range vectors {
		if length := math.Sqrt(dot(v, v)); math.Abs(length-1) > 1e-5 || len(v) != 384 {
			t.Errorf("vector %d has %d dimensions and the length %v", i, len(v), length)
		}
	}
	near, far := dot(vectors[0], vectors[1]), dot(vectors[0], vectors[2])
	if near < far+0.01 {
		t.Errorf("replicas are as near as coffee: %.3f and %.3f", near, far)
	}
}

func TestRealEngineEmbedsATextAlikeInAnyCompany(t *testing.T) {
	_, s := embedding(t)
	c := client(t, s)
	var texts []string
	for i := range 40 {
		kind := []string{"query: ", "passage: ", ""}[i%3]
		texts = append(texts, fmt.Sprintf("%sвыкатываем %d раз в неделю%s", kind, i, strings.Repeat(" и откатываем", i)))
	}
	together, err := c.Embed(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	for i := range texts {
		if i%7 != 0 {
			continue
		}
		alone, err := c.Embed(t.Context(), texts[i:i+1])
		if err != nil {
			t.Fatal(err)
		}
		for k := range alone[0] {
			if math.Abs(float64(alone[0][k]-together[i][k])) > 1e-4 {
				t.Fatalf("text %d, dimension %d: %v alone, %v among others", i, k, alone[0][k], together[i][k])
			}
		}
	}
}

func TestRealEngineTakesPrefixesForWhatTheyAre(t *testing.T) {
	_, s := embedding(t)
	vectors, err := client(t, s).Embed(t.Context(), []string{
		"query: кэш", "кэш", "passage: кэш", "query: passage: кэш",
		"query: й", "query: и\u0306", // composed, and as macOS writes file names
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(vectors[0], vectors[1]); diff != "" {
		t.Error("a text without a prefix is not taken for a query:\n" + diff)
	}
	for _, pair := range [][2]int{{0, 2}, {0, 3}, {2, 3}} {
		if cmp.Equal(vectors[pair[0]], vectors[pair[1]]) {
			t.Errorf("texts %d and %d have the same vector", pair[0], pair[1])
		}
	}
	if diff := cmp.Diff(vectors[4], vectors[5]); diff != "" {
		t.Error("the same letter in two spellings:\n" + diff)
	}
}

func TestRealEngineEmbedsInOpenAIsShape(t *testing.T) {
	_, s := embedding(t)
	type entry struct {
		Object    string `json:"object"`
		Index     int    `json:"index"`
		Embedding any    `json:"embedding"`
	}
	type reply struct {
		Object string         `json:"object"`
		Data   []entry        `json:"data"`
		Model  string         `json:"model"`
		Usage  map[string]int `json:"usage"`
	}
	read := func(fields map[string]any) (r reply) {
		t.Helper()
		status, body, err := postTexts(t.Context(), s, fields)
		if err != nil || status != http.StatusOK {
			t.Fatalf("%d %s %v", status, body, err)
		}
		if err := json.Unmarshal([]byte(body), &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	one := read(map[string]any{"input": "query: кэш", "model": "text-embedding-3-small", "dimensions": 384, "user": nil})
	two := read(map[string]any{"input": []string{"query: кэш", "passage: очередь"}, "encoding_format": "base64"})

	numbers, _ := one.Data[0].Embedding.([]any)
	packed, err := base64.StdEncoding.DecodeString(fmt.Sprint(two.Data[0].Embedding))
	if err != nil || len(numbers) != 384 || len(packed) != 4*384 {
		t.Fatalf("%d numbers, %d bytes, %v", len(numbers), len(packed), err)
	}
	for i, n := range numbers {
		bits := uint32(packed[4*i]) | uint32(packed[4*i+1])<<8 | uint32(packed[4*i+2])<<16 | uint32(packed[4*i+3])<<24
		if math.Abs(n.(float64)-float64(math.Float32frombits(bits))) > 1e-7 {
			t.Fatalf("number %d is %v, packed %v", i, n, math.Float32frombits(bits))
		}
	}
	for i := range two.Data {
		two.Data[i].Embedding = nil
	}
	want := reply{
		Object: "list", Model: "multilingual-e5-small",
		Data:  []entry{{Object: "embedding", Index: 0}, {Object: "embedding", Index: 1}},
		Usage: two.Usage,
	}
	if diff := cmp.Diff(want, two); diff != "" {
		t.Error("reply (-want +got):\n" + diff)
	}
	if n := two.Usage["prompt_tokens"]; n < 8 || n > 20 || two.Usage["total_tokens"] != n {
		t.Errorf("usage %v of two words with their prefixes", two.Usage)
	}
}

func TestRealEngineListsBothModels(t *testing.T) {
	_, s := embedding(t)
	status, body, err := ask(t.Context(), http.MethodGet, s.BaseURL+"/models", s.Key, nil, "")
	if err != nil || status != http.StatusOK {
		t.Fatalf("%d %s %v", status, body, err)
	}
	var list struct {
		Data []struct{ ID string }
	}
	if err := json.Unmarshal([]byte(body), &list); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]struct{ ID string }{{s.Model}, {s.EmbeddingModel}}, list.Data); diff != "" {
		t.Error("models (-want +got):\n" + diff)
	}
}

func TestRealEngineEmbedsWhileItHears(t *testing.T) {
	_, s := embedding(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	heard := make(chan error, 1)
	go func() {
		// Minutes of work, unless it is left: what embeds now does not wait for it.
		_, _, err := post(ctx, s, silence(12*60*16000), "language", "ru", "temperature", "1")
		heard <- err
	}()
	root := strings.TrimSuffix(s.BaseURL, "/v1")
	waitUntil(t.Context(), func() bool {
		_, body, err := ask(t.Context(), http.MethodGet, root+"/health", s.Key, nil, "")
		return err != nil || len(heard) > 0 || strings.Contains(body, `"busy":true`)
	})
	if _, err := client(t, s).Embed(t.Context(), []string{"query: кэш"}); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-heard:
		t.Fatalf("the recogniser had ended before: %v", err)
	default:
	}
	cancel()
	if err := <-heard; !errors.Is(err, context.Canceled) {
		t.Errorf("the request was not cut off: %v", err)
	}
}

func TestRealEngineLeavesTextsOfThoseWhoHangUp(t *testing.T) {
	e, s := embedding(t)
	texts := strings.Fields(strings.Repeat(strings.Repeat("масштабирование", 200)+" ", 256))
	ctx, cancel := context.WithCancel(t.Context())
	gone := make(chan error, 1)
	go func() {
		// Minutes of work, were it not for the hanging up.
		_, _, err := postTexts(ctx, s, map[string]any{"input": texts})
		gone <- err
	}()
	says := func(want string) bool {
		root := strings.TrimSuffix(s.BaseURL, "/v1")
		return waitUntil(t.Context(), func() bool {
			_, body, err := ask(t.Context(), http.MethodGet, root+"/health", s.Key, nil, "")
			return err != nil || len(gone) > 0 || strings.Contains(body, want)
		})
	}
	says(`"embedding":true`)
	cancel()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Fatalf("the request was not cut off: %v", err)
	}
	left := says(`"embedding":false`)
	log, err := os.ReadFile(e.state("log"))
	if !left || err != nil || !strings.Contains(string(log), "hung up") {
		t.Errorf("the work was done for nobody: %v, %v, log:\n%s", left, err, log)
	}
	if strings.Contains(string(log), "масштаб") {
		t.Errorf("the log tells what was embedded:\n%s", log)
	}
}
