package api

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var twoTexts = []string{"Выкатываем в четверг", "Откат за минуту"}

func TestEveryServerEmbedsAlike(t *testing.T) {
	want := [][]float32{{0.5, -0.25, 0.125}, {-0.0625, 1, 0.25}}
	for _, name := range []string{"openai.json", "ollama.json", "llama-cpp.json", "vllm-base64.json"} {
		t.Run(name, func(t *testing.T) {
			client, script, _ := serveFor(t, Embeddings, recorded(t, http.StatusOK, "embeddings/"+name))
			vectors, err := client.Embed(t.Context(), twoTexts)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, vectors); diff != "" {
				t.Error("vectors (-want +got):\n" + diff)
			}
			asked := script.requests()[0]
			if diff := cmp.Diff(map[string]any{"model": "whisper-1", "input": []any{twoTexts[0], twoTexts[1]}}, asked.object(t)); diff != "" {
				t.Error("request (-want +got):\n" + diff)
			}
			if asked.path != "/v1/embeddings" {
				t.Errorf("asked %s", asked.path)
			}
			if got := client.Usage(); got != (Usage{Requests: 1, Prompt: 8}) {
				t.Errorf("usage %+v", got)
			}
		})
	}
}

// embedder gives each text a vector of its length and its number in the test,
// last text first, and refuses batches larger than most.
func embedder(t *testing.T, most int, refusal string, code int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var request struct{ Input []string }
		if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
			t.Error(err)
		}
		if len(request.Input) > most {
			status(code, fmt.Sprintf(refusal, len(request.Input), most))(w, r)
			return
		}
		var data []string
		for i, text := range request.Input {
			var n int
			fmt.Sscanf(text, "text %d", &n)
			data = append([]string{fmt.Sprintf(`{"index":%d,"embedding":[1,%d]}`, i, n)}, data...)
		}
		fmt.Fprintf(w, `{"data":[%s]}`, strings.Join(data, ","))
	}
}

func TestTextsAreSentInBatchesThatTheServerTakes(t *testing.T) {
	var texts []string
	for i := range 2*maxBatch + 3 {
		texts = append(texts, fmt.Sprintf("text %d", i))
	}
	tests := map[string]struct {
		most     int
		refusal  string
		code     int
		requests int // of the first time
		again    int // of the second
	}{
		"any":                       {1000, "", 0, 3, 3},
		"text-embeddings-inference": {32, `{"message":"batch size %d > maximum allowed batch size %d","code":413,"type":"Validation"}`, 413, 1 + 5, 5},
		"DashScope":                 {10, `{"error":{"message":"batch size is invalid (%d), it should not be larger than %d","code":"InvalidParameter"}}`, 400, 3 + 17, 17},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			client, script, _ := serveFor(t, Embeddings, embedder(t, test.most, test.refusal, test.code))
			for _, want := range []int{test.requests, test.again} {
				before := len(script.requests())
				vectors, err := client.Embed(t.Context(), texts)
				if err != nil {
					t.Fatal(err)
				}
				for i, v := range vectors {
					if v[1] != float32(i) {
						t.Fatalf("text %d has the vector of text %v", i, v[1])
					}
				}
				if got := len(script.requests()) - before; len(vectors) != len(texts) || got != want {
					t.Errorf("%d vectors in %d requests, want %d", len(vectors), got, want)
				}
			}
		})
	}
}

func TestTextThatIsTooLongForTheServerIsNotSentInEverSmallerBatches(t *testing.T) {
	client, script, _ := serveFor(t, Embeddings, status(500, `{"error":{"code":500,"message":"input is too large to process. increase the physical batch size","type":"server_error"}}`))
	_, err := client.Embed(t.Context(), twoTexts)
	if e := errorOf(t, err); e.Kind != Busy || len(script.requests()) != maxTries {
		t.Errorf("got %v after %d requests", e, len(script.requests()))
	}
}

func TestBatchThatMakesNoSenseIsNotTaken(t *testing.T) {
	for _, batch := range []int{-5, 0, maxBatch + 1} {
		client, script, _ := serveFor(t, Embeddings, recorded(t, http.StatusOK, "embeddings/openai.json"))
		client.abilities.Batch = batch
		if vectors, err := client.Embed(t.Context(), twoTexts); err != nil || len(vectors) != 2 || len(script.requests()) != 1 {
			t.Errorf("%d: %d vectors, %v", batch, len(vectors), err)
		}
	}
}

func TestNothingToEmbedAsksNothing(t *testing.T) {
	client, script, _ := serveFor(t, Embeddings, status(200, "{}"))
	vectors, err := client.Embed(t.Context(), nil)
	if err != nil || len(vectors) != 0 || len(script.requests()) != 0 {
		t.Errorf("%v, %v after %d requests", vectors, err, len(script.requests()))
	}
}

func TestVectorsThatCannotBeComparedAreRefused(t *testing.T) {
	packed := func(raw string) string { return `"` + base64.StdEncoding.EncodeToString([]byte(raw)) + `"` }
	data := func(vectors ...string) string {
		for i, v := range vectors {
			vectors[i] = fmt.Sprintf(`{"index":%d,"embedding":%s}`, i, v)
		}
		return `{"data":[` + strings.Join(vectors, ",") + `]}`
	}
	tests := map[string]struct{ body, detail string }{
		"none":               {`{}`, "a reply without a vector"},
		"an error with 200":  {`{"error":"model \"e5\" not found, try pulling it first"}`, `model "e5" not found, try pulling it first`},
		"a page":             {`<html><title>Welcome</title>`, "no JSON object, but: Welcome"},
		"a list":             {`[{"index":0,"embedding":[[1,2]]}]`, `no JSON object, but: [{"index":0,"embedding":[[1,2]]}]`},
		"cut off":            {`{"data":[{"index":0,"embedding":[1,2`, "the JSON is cut off"},
		"too few":            {data("[1]"), "1 vectors for 2 texts"},
		"too many":           {data("[1]", "[2]", "[3]"), "3 vectors for 2 texts"},
		"of two lengths":     {data("[1,2]", "[1]"), "a vector of 1 dimensions, expected 2"},
		"empty":              {data("[]", "[]"), "a vector of 0 dimensions, expected 0"},
		"null":               {data("[1]", "null"), errNotFinite.Error()},
		"missing":            {`{"data":[{"index":0,"embedding":[1]},{"index":1}]}`, "a vector of 0 dimensions, expected 1"},
		"twice the same":     {`{"data":[{"index":1,"embedding":[1]},{"index":1,"embedding":[1]}]}`, "vectors whose indexes do not fit the texts"},
		"an index too far":   {`{"data":[{"index":0,"embedding":[1]},{"index":2,"embedding":[1]}]}`, "vectors whose indexes do not fit the texts"},
		"an index below":     {`{"data":[{"index":-1,"embedding":[1]},{"index":1,"embedding":[1]}]}`, "vectors whose indexes do not fit the texts"},
		"zeros":              {data("[1,2]", "[0,-0.0]"), "a vector of zeros, which points nowhere"},
		"NaN":                {data("[1,2]", "[NaN,1]"), errNotFinite.Error()},
		"null for NaN":       {data("[1,2]", "[null,1]"), errNotFinite.Error()},
		"beyond float32":     {data("[1,2]", "[1e39,1]"), errNotFinite.Error()},
		"of words":           {data("[1]", `["one"]`), errNotFinite.Error()},
		"of vectors":         {data("[1]", "[[1]]"), errNotFinite.Error()},
		"packed NaN":         {data(packed("\x00\x00\x80\x3f"), packed("\x00\x00\xc0\x7f")), errNotFinite.Error()},
		"packed infinity":    {data(packed("\x00\x00\x80\x7f"), packed("\x00\x00\x80\x3f")), errNotFinite.Error()},
		"packed and cut off": {data(packed("\x00\x00\x80\x3f"), packed("\x00\x00\x80")), "a vector that is no base64 of numbers"},
		"no base64":          {data("[1]", `"???"`), "a vector that is no base64 of numbers"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			client, _, _ := serveFor(t, Embeddings, status(http.StatusOK, test.body))
			vectors, err := client.Embed(t.Context(), twoTexts)
			if e := errorOf(t, err); e.Kind != BadReply || e.Detail != test.detail || vectors != nil {
				t.Errorf("got %s %q, want %q", e.Kind, e.Detail, test.detail)
			}
		})
	}
}

func TestVectorsOfLaterBatchesAreLikeTheFirst(t *testing.T) {
	client, _, _ := serveFor(t, Embeddings, status(200, `{"data":[{"embedding":[1,2]}]}`), status(200, `{"data":[{"embedding":[1,2,3]}]}`))
	client.abilities.Batch = 1
	_, err := client.Embed(t.Context(), twoTexts)
	if e := errorOf(t, err); e.Detail != "a vector of 3 dimensions, expected 2" {
		t.Errorf("got %v", e)
	}
}

func TestBothEncodingsOfAVectorReadAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := vector(rapid.SliceOfN(rapid.Float32(), 1, 20).Draw(t, "vector"))
		plain, err := json.Marshal([]float32(want))
		if err != nil {
			t.Fatal(err)
		}
		var content []byte
		for _, x := range want {
			content = binary.LittleEndian.AppendUint32(content, math.Float32bits(x))
		}
		packed, err := json.Marshal(content) // Go writes bytes as base64
		if err != nil {
			t.Fatal(err)
		}
		for _, raw := range [][]byte{plain, packed} {
			var got vector
			if err := json.Unmarshal(raw, &got); err != nil {
				t.Fatalf("%s: %v", raw, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", raw, diff)
			}
		}
	})
}
