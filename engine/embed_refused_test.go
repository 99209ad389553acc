package engine

import (
	"encoding/json"
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRealEngineRefusesTextsThatItCannotEmbed(t *testing.T) {
	_, s := embedding(t)
	raw := func(s string) json.RawMessage { return json.RawMessage(s) }
	for name, c := range map[string]struct {
		fields map[string]any
		status int
	}{
		"no text":                   {map[string]any{}, 400},
		"null":                      {map[string]any{"input": nil}, 400},
		"an empty text":             {map[string]any{"input": ""}, 400},
		"spaces":                    {map[string]any{"input": []string{"кэш", " \t\u00a0"}}, 400},
		"a prefix alone":            {map[string]any{"input": "passage: "}, 400},
		"an empty list":             {map[string]any{"input": []string{}}, 400},
		"257 texts":                 {map[string]any{"input": strings.Fields(strings.Repeat("кэш ", 257))}, 400},
		"8193 letters":              {map[string]any{"input": strings.Repeat("ж", 8193)}, 400},
		"letters that become more":  {map[string]any{"input": strings.Repeat("ﷺ", 8000)}, 400},
		"half a pair of surrogates": {map[string]any{"input": raw(`"\ud83d"`)}, 400},
		"a number":                  {map[string]any{"input": 7}, 400},
		"tokens":                    {map[string]any{"input": []int{1, 2}}, 400},
		"lists of lists":            {map[string]any{"input": [][]int{{1}, {2}}}, 400},
		"another model":             {map[string]any{"input": "кэш", "model": "bge-m3"}, 404},
		"the model that hears":      {map[string]any{"input": "кэш", "model": Base}, 404},
		"a model that is a list":    {map[string]any{"input": "кэш", "model": []string{"e5"}}, 400},
		"an unknown encoding":       {map[string]any{"input": "кэш", "encoding_format": "hex"}, 400},
		"an encoding that is none":  {map[string]any{"input": "кэш", "encoding_format": map[string]any{}}, 400},
		"fewer dimensions":          {map[string]any{"input": "кэш", "dimensions": 256}, 400},
		"dimensions of yes":         {map[string]any{"input": "кэш", "dimensions": true}, 400},
		"2 MB":                      {map[string]any{"input": strings.Repeat("ж", 1_000_000)}, 413},
	} {
		t.Run(name, func(t *testing.T) {
			status, body, err := postTexts(t.Context(), s, c.fields)
			refused(t, c.status, status, body, err)
		})
	}
	for _, body := range []string{"", "кэш", "[]", `{"input":`, `{"input":"\xff"}`, strings.Repeat("[", 100_000)} {
		status, reply, err := ask(t.Context(), http.MethodPost, s.BaseURL+"/embeddings", s.Key, strings.NewReader(body), "application/json")
		refused(t, 400, status, reply, err)
	}
	status, body, err := ask(t.Context(), http.MethodGet, s.BaseURL+"/embeddings", s.Key, nil, "")
	refused(t, 405, status, body, err)
	status, body, err = ask(t.Context(), http.MethodPost, s.BaseURL+"/embeddings", "wrong", strings.NewReader(`{"input":"кэш"}`), "application/json")
	refused(t, 401, status, body, err)
}

// refused checks that a reply is an error of OpenAI's shape.
func refused(t *testing.T, want, status int, body string, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var reply struct {
		Error struct{ Message, Type, Code string }
	}
	if err := json.Unmarshal([]byte(body), &reply); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	if status != want || reply.Error.Message == "" || reply.Error.Type == "" || reply.Error.Code == "" {
		t.Errorf("%d %s, want %d", status, body, want)
	}
}

// What a text may hold must not end the server: one letter that becomes
// eighteen once ran over the package's memory, and a zero once ended the text.
func TestRealEngineOutlivesAnyText(t *testing.T) {
	_, s := embedding(t)
	for name, text := range map[string]string{
		"ligatures":       strings.Repeat("ﷺ", 100),
		"8192 letters":    strings.Repeat("масштабирование ", 512),
		"emoji":           strings.Repeat("👩‍💻", 60),
		"combining marks": "о" + strings.Repeat("\u0301\u0323", 200),
		"controls":        "\x01\x02\u202e\ufeff\u200b",
		"one long word":   strings.Repeat("ъ", 800),
	} {
		if status, body, err := postTexts(t.Context(), s, map[string]any{"input": text}); err != nil || status != http.StatusOK {
			t.Errorf("%s: %d %.200s %v", name, status, body, err)
		}
	}
	vectors, err := client(t, s).Embed(t.Context(), []string{"кэш\x00очередь", "кэш", "кэш очередь"})
	if err != nil {
		t.Fatal(err)
	}
	if cmp.Equal(vectors[0], vectors[1]) || !cmp.Equal(vectors[0], vectors[2]) {
		t.Error("what stands behind U+0000 is lost")
	}
}

// tryElsewhere embeds with a part of embedder.py replaced, as it would be on
// another system, and prints how that is refused.
const tryElsewhere = `import asyncio, sys, threading
sys.path.insert(0, sys.argv[1])
import embedder
exec(sys.argv[2])
try:
    asyncio.run(embedder.Embedder().embed([embedder.Text("кэш", True)], threading.Event()))
except embedder.Refusal as e:
    print("refused:", e.status_code, e.detail)`

func TestRealEngineDoesWithoutEmbeddings(t *testing.T) {
	e, _ := embedding(t)
	for name, c := range map[string]struct{ elsewhere, want string }{
		"a system without a package": {
			"embedder.installed = lambda: False", "refused: 501 there are no embeddings for this system",
		},
		"a processor that is too old": {
			"embedder.TRIAL = 'import os; os.abort()'", "refused: 501 the embeddings do not run on this machine",
		},
		"a machine that never ends the trial": {
			"embedder.TRIAL_SECONDS = 0", "refused: 501 the embeddings do not run on this machine",
		},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := exec.CommandContext(t.Context(), e.python(), "-I", "-B", "-c", tryElsewhere, e.programDir(), c.elsewhere).CombinedOutput()
			if err != nil || !strings.Contains(string(out), c.want) {
				t.Errorf("%v: %s, want %q", err, out, c.want)
			}
		})
	}
}
