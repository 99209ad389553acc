package api

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/transcribe"
)

var evening = time.Date(2026, 11, 23, 20, 5, 9, 0, time.UTC)

func remembered(t *testing.T) Remembered {
	t.Helper()
	return Remembered{filepath.Join(t.TempDir(), "state", "servers.json")}
}

// The story of a server without verbose_json: it refuses one upload, and no
// program after that asks it for word times, until a month has passed.
func TestServerRefusesOnceInAMonth(t *testing.T) {
	memory := remembered(t)
	refuse, answer := recorded(t, 400, "openai-gpt-4o-refusal.json"), recorded(t, http.StatusOK, "openai-gpt-4o.json")
	client, script, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("response_format") == "verbose_json" {
			refuse(w, r)
			return
		}
		answer(w, r)
	})
	config := client.config
	uploads := func(now time.Time) int {
		before := len(script.requests())
		var err error
		if config.Abilities, err = memory.Recall(config, now); err != nil {
			t.Fatal(err)
		}
		client := newClient(t, config)
		if _, err := say(t, client, transcribe.Hint{}); err != nil {
			t.Fatal(err)
		}
		if err := memory.Keep(client, now); err != nil {
			t.Fatal(err)
		}
		return len(script.requests()) - before
	}
	day := 24 * time.Hour
	for _, run := range []struct {
		after   time.Duration
		uploads int
	}{{0, 2}, {time.Hour, 1}, {29 * day, 1}, {30*day + time.Hour, 2}, {59 * day, 1}} {
		if got := uploads(evening.Add(run.after)); got != run.uploads {
			t.Errorf("after %v: %d uploads, want %d", run.after, got, run.uploads)
		}
	}
}

func TestAbilitiesAreOfOneServerModelAndPurpose(t *testing.T) {
	memory := remembered(t)
	known := Config{BaseURL: "https://API.example.com/v1/", Model: "m", Purpose: Chat, Abilities: Abilities{Reply: AnyText, NoTemperature: true, Batch: 8}}
	other := Config{BaseURL: "https://api.example.com/v1", Model: "m", Purpose: Embeddings, Abilities: Abilities{Batch: 16}}
	for _, c := range []Config{known, other} {
		if err := memory.Keep(newClient(t, c), evening); err != nil {
			t.Fatal(err)
		}
	}
	changed := func(change func(*Config)) Config {
		c := known
		change(&c)
		return c
	}
	tests := map[string]struct {
		config Config
		want   Abilities
	}{
		"the same":                {known, known.Abilities},
		"without the slash":       {changed(func(c *Config) { c.BaseURL = "https://api.example.com/v1" }), known.Abilities},
		"another purpose":         {other, other.Abilities},
		"a purpose not yet known": {changed(func(c *Config) { c.Purpose = Speech }), Abilities{}},
		"another model":           {changed(func(c *Config) { c.Model = "n" }), Abilities{}},
		"another path":            {changed(func(c *Config) { c.BaseURL = "https://api.example.com/v2" }), Abilities{}},
	}
	for name, test := range tests {
		got, err := memory.Recall(test.config, evening)
		if err != nil || got != test.want {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	var bad *AddressError
	if _, err := memory.Recall(Config{BaseURL: "ftp://x"}, evening); !errors.As(err, &bad) {
		t.Errorf("no address: %v", err)
	}
}

func TestMemoryIsPrivateAndWrittenOnlyForNews(t *testing.T) {
	memory := remembered(t)
	if err := memory.Keep(newClient(t, Config{BaseURL: "https://api.example.com/v1", Key: testKey}), evening); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(memory.Path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("nothing learned left a file: %v", err)
	}
	client := newClient(t, Config{BaseURL: "https://api.example.com/v1", Key: testKey, Abilities: Abilities{NoPrompt: true}})
	for _, now := range []time.Time{evening, evening.Add(time.Hour)} {
		if err := memory.Keep(client, now); err != nil {
			t.Fatal(err)
		}
	}
	content, err := os.ReadFile(memory.Path)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{
  "version": 1,
  "servers": [
    {
      "base_url": "https://api.example.com/v1",
      "model": "",
      "purpose": "transcription",
      "abilities": {
        "no_prompt": true
      },
      "learned_at": "2026-11-23T20:05:09Z"
    }
  ]
}
`
	if diff := cmp.Diff(want, string(content)); diff != "" {
		t.Error("file (-want +got):\n" + diff)
	}
	info, err := os.Stat(memory.Path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, err := os.ReadDir(filepath.Dir(memory.Path)); err != nil || len(left) != 1 {
		t.Errorf("left in the folder: %v, %v", left, err)
	}
}

func TestBrokenMemoryKnowsNothing(t *testing.T) {
	memory := remembered(t)
	if err := os.MkdirAll(filepath.Dir(memory.Path), 0o700); err != nil {
		t.Fatal(err)
	}
	config := Config{BaseURL: "https://api.example.com/v1", Purpose: Chat}
	for _, content := range []string{
		"", "{", "null", "[]", `{"version":1,"servers":{}}`,
		`{"version":2,"servers":[{"base_url":"https://api.example.com/v1","purpose":"chat","abilities":{"no_prompt":true},"learned_at":"2026-11-23T20:00:00Z"}]}`,
		`{"version":1,"servers":[{"base_url":"https://api.example.com/v1","purpose":"chat","abilities":{"no_prompt":true},"learned_at":"2036-11-23T20:00:00Z"}]}`,
	} {
		if err := os.WriteFile(memory.Path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := memory.Recall(config, evening); got != (Abilities{}) || err != nil {
			t.Errorf("%q: %+v, %v", content, got, err)
		}
		config.Abilities = Abilities{Reply: AnyText}
		if err := memory.Keep(newClient(t, config), evening); err != nil {
			t.Errorf("%q: %v", content, err)
		}
		if got, err := memory.Recall(config, evening); got != config.Abilities || err != nil {
			t.Errorf("%q: kept %+v, %v", content, got, err)
		}
	}
}
