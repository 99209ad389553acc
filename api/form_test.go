package api

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rehearse/transcribe"
)

func TestRequestHoldsWhatServersExpect(t *testing.T) {
	client, script, _ := serve(t, recorded(t, http.StatusOK, "engine.json"))
	if _, err := say(t, client, transcribe.Hint{Language: "ru-RU", Terms: []string{"Prometheus", " Grafana\n"}}); err != nil {
		t.Fatal(err)
	}
	got := script.requests()[0]
	want := map[string][]string{
		"model":                     {"whisper-1"},
		"language":                  {"ru"},
		"prompt":                    {"Prometheus, Grafana."},
		"response_format":           {"verbose_json"},
		"timestamp_granularities[]": {"word", "segment"},
	}
	if diff := cmp.Diff(want, got.form); diff != "" {
		t.Error("form (-want +got):\n" + diff)
	}
	if !bytes.Equal(got.sound, wavOf(4120*ms)) {
		t.Errorf("%d bytes of sound arrived", len(got.sound))
	}
	if auth := got.header.Get("Authorization"); auth != "Bearer "+testKey {
		t.Errorf("Authorization: %q", auth)
	}
}

func TestClientAsksForLessWhenRefused(t *testing.T) {
	fastAPI := status(http.StatusUnprocessableEntity, `{"detail":[{"type":"enum","loc":["body","timestamp_granularities[]",0],"msg":"Input should be 'segment'"}]}`)
	tests := map[string]struct {
		refusals []http.HandlerFunc
		reply    string
		want     Abilities
	}{
		"nothing":         {nil, "openai-whisper-1.json", Abilities{Form: WithWords}},
		"no verbose_json": {[]http.HandlerFunc{recorded(t, 400, "openai-gpt-4o-refusal.json")}, "openai-gpt-4o.json", Abilities{Form: TextAlone}},
		"no words":        {[]http.HandlerFunc{fastAPI}, "vllm.json", Abilities{Form: WithSegments}},
		"no granularity":  {[]http.HandlerFunc{fastAPI, fastAPI}, "openai-gpt-4o.json", Abilities{Form: TextAlone}},
		"no prompt": {[]http.HandlerFunc{recorded(t, 400, "openai-gpt-4o-refusal.json"), recorded(t, 400, "openai-diarize-refusal.json")},
			"openai-gpt-4o.json", Abilities{Form: TextAlone, NoPrompt: true}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			client, script, _ := serve(t, append(test.refusals, recorded(t, http.StatusOK, test.reply))...)
			for range 2 {
				heard, err := say(t, client, transcribe.Hint{Terms: []string{"Grafana"}})
				if err != nil {
					t.Fatal(err)
				}
				if !strings.HasPrefix(heard.Text, "Мы выкатываем") {
					t.Errorf("heard %q", heard.Text)
				}
			}
			if got := client.Abilities(); got != test.want {
				t.Errorf("learned %+v, want %+v", got, test.want)
			}
			if got, want := len(script.requests()), len(test.refusals)+2; got != want {
				t.Errorf("%d requests, want %d: what was learned is kept", got, want)
			}
		})
	}
}

func TestAbilitiesOfAnEarlierClientAreUsed(t *testing.T) {
	client, script, _ := serve(t, recorded(t, http.StatusOK, "openai-gpt-4o.json"))
	client = newClient(t, Config{BaseURL: client.base, Abilities: Abilities{Form: TextAlone}})
	if _, err := say(t, client, transcribe.Hint{}); err != nil {
		t.Fatal(err)
	}
	got := script.requests()[0]
	if format := got.form["response_format"]; len(format) != 1 || format[0] != "json" {
		t.Errorf("asked for %q", format)
	}
	if auth, ok := got.header["Authorization"]; ok {
		t.Errorf("without a key, sent %q", auth)
	}
}

func TestPromptStaysInsideItsLimits(t *testing.T) {
	var terms []string
	for range 80 {
		terms = append(terms, "горизонтальное масштабирование")
	}
	long := prompt(terms)
	if n := strings.Count(long, "масштабирование"); n < 10 || n > 20 {
		t.Errorf("%d long terms", n)
	}
	if n := strings.Count(prompt(strings.Fields(strings.Repeat("k8s ", 80))), "k8s"); n != maxTerms {
		t.Errorf("%d short terms, want %d", n, maxTerms)
	}
	if got := prompt([]string{"", "\x00"}); got != "" {
		t.Errorf("nothing to hint gave %q", got)
	}
}
