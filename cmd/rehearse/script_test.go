package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"rehearse/audio"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rehearse": func() { os.Exit(mainCode()) }})
}

// The stories that need no sound card: testdata/script/*.txt.
func TestScripts(t *testing.T) {
	examples, err := filepath.Abs(filepath.Join("..", "..", "examples"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			server := speechServer()
			env.Defer(server.Close)
			texts := textServer()
			env.Defer(texts.Close)
			home := filepath.Join(env.WorkDir, "home")
			alsa := filepath.Join(env.WorkDir, "asound.conf")
			if err := os.WriteFile(alsa, []byte("pcm.!default { type pulse }\nctl.!default { type pulse }\n"), 0o600); err != nil {
				return err
			}
			broken := filepath.Join(env.WorkDir, "broken.md")
			if err := os.WriteFile(broken, []byte("- Вопрос\n\t- \xff\n"), 0o600); err != nil {
				return err
			}
			for name, value := range map[string]string{
				"HOME":            home,
				"XDG_DATA_HOME":   filepath.Join(home, "data"),
				"XDG_CONFIG_HOME": filepath.Join(home, "config"),
				"XDG_CACHE_HOME":  filepath.Join(home, "cache"),
				"XDG_STATE_HOME":  filepath.Join(home, "state"),
				"EXAMPLES":        examples,
				"SERVER":          server.URL,
				"TEXTS":           texts.URL,
				"LANG":            "en_US.UTF-8",
				// A sound system without its daemon.
				"ALSA_CONFIG_PATH":       alsa,
				"XDG_RUNTIME_DIR":        home,
				"REHEARSE_API_KEY":       "right-key",
				"REHEARSE_EMBED_API_KEY": "embed-key",
				"REHEARSE_CHAT_API_KEY":  "chat-key",
				"REHEARSE_CONFIG":        "",
				"PULSE_SERVER":           "unix:" + filepath.Join(home, "none"),
				"JACK_NO_START_SERVER":   "1",
			} {
				env.Setenv(name, value)
			}
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"expand": expand,
			"json":   checkJSON,
			"schema": checkSchema,
			"utf8":   checkUTF8,
			"spoil":  spoilIndex,
			"tamper": tamperSound,
		},
	})
}

// schemas is the folder of the published JSON Schemas, from the root of the
// module: scripts run elsewhere.
var schemas = func() string {
	dir, err := filepath.Abs(filepath.Join("..", "..", "schema"))
	if err != nil {
		panic(err)
	}
	return dir
}()

// spoken is what the test server hears in every recording that is long enough.
const spoken = "Сначала посмотрел план запроса через explain analyze. Добавил составной индекс. Время ответа упало с двух секунд до восьмидесяти миллисекунд."

// speechServer behaves as the first part of the path says: ok, busy, flaky
// (every second call fails), html, hangup. It wants the key "right-key".
func speechServer() *httptest.Server {
	var calls atomic.Int64
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer right-key" {
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprint(w, `{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","code":"invalid_api_key"}}`)
			return
		}
		mood, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		switch {
		case mood == "flaky" && calls.Add(1)%2 == 1:
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusServiceUnavailable)
		case mood == "html":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<html><body>Welcome</body></html>")
		case mood == "refuses":
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"error":"could not decode \u001b[31maudio"}`)
		default:
			answer(w, r)
		}
	}))
}

// answer spreads the words of spoken over the sound.
func answer(w http.ResponseWriter, r *http.Request) {
	file, header, err := r.FormFile("file")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	file.Close()
	length := float64(header.Size-44) / (2 * audio.Rate)
	spoken := spoken
	if length < 6 { // more could not be said in it, and would not be believed
		spoken = "Добавил составной индекс."
	}
	type word struct {
		Word  string  `json:"word"`
		Start float64 `json:"start"`
		End   float64 `json:"end"`
	}
	fields := strings.Fields(spoken)
	words := make([]word, len(fields))
	for i, f := range fields {
		start := length * float64(i) / float64(len(fields))
		words[i] = word{f, start, start + length/float64(len(fields))}
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]any{
		"text": spoken, "language": "russian", "duration": length, "words": words,
		"segments": []map[string]any{{"id": 0, "start": 0, "end": length, "text": spoken}},
	})
}

// checkJSON compares a value in the last stdout, a path of keys and indexes,
// with what is expected: `json points.0.verdict covered`.
func checkJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: json PATH VALUE")
	}
	line, _, _ := strings.Cut(ts.ReadFile("stdout"), "\n")
	var value any
	ts.Check(json.Unmarshal([]byte(line), &value))
	for key := range strings.SplitSeq(args[0], ".") {
		switch v := value.(type) {
		case map[string]any:
			value = v[key]
		case []any:
			var i int
			fmt.Sscan(key, &i)
			if i >= len(v) {
				ts.Fatalf("%s: the list has %d elements", args[0], len(v))
			}
			value = v[i]
		default:
			ts.Fatalf("%s: nothing at %q", args[0], key)
		}
	}
	if got := fmt.Sprint(value); (got == args[1]) == neg {
		ts.Fatalf("%s is %s, want %s (not: %v)", args[0], got, args[1], neg)
	}
}

// checkSchema compares each line of a stream with a schema of the repository:
// `schema attempt stdout`.
func checkSchema(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: schema NAME stdout|stderr")
	}
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join(schemas, args[0]+".json"))
	ts.Check(err)
	checked := 0
	for line := range strings.Lines(ts.ReadFile(args[1])) {
		if !strings.HasPrefix(line, "{") { // the talk on stderr
			continue
		}
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		ts.Check(err)
		ts.Check(schema.Validate(value))
		checked++
	}
	if checked == 0 {
		ts.Fatalf("%s holds no JSON", args[1])
	}
}

// expand puts the values of variables into files: `expand config.toml`.
func expand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: expand FILE…")
	}
	for _, name := range args {
		text := os.Expand(ts.ReadFile(name), ts.Getenv)
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
	}
}

// checkUTF8 fails when a stream holds a torn letter.
func checkUTF8(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: utf8 stdout|stderr")
	}
	if !utf8.ValidString(ts.ReadFile(args[0])) {
		ts.Fatalf("%s is not valid UTF-8", args[0])
	}
}
