package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// An embedding server that notes what it is asked, and can be told how to fail.
type embeddingServer struct {
	mu    sync.Mutex
	asked []string
	calls int
	fail  func(w http.ResponseWriter, r *http.Request) bool
}

// seen returns the texts that were sent, and in how many calls.
func (s *embeddingServer) seen() (texts []string, calls int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked), s.calls
}

func (s *embeddingServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var asked struct{ Input []string }
	json.NewDecoder(r.Body).Decode(&asked)
	s.mu.Lock()
	s.asked, s.calls = append(s.asked, asked.Input...), s.calls+1
	s.mu.Unlock()
	if s.fail != nil && s.fail(w, r) {
		return
	}
	var data []map[string]any
	for i, text := range asked.Input {
		data = append(data, map[string]any{"index": i, "embedding": []int{len(text), 1}})
	}
	json.NewEncoder(w).Encode(map[string]any{"data": data})
}

// sitting returns an app whose embeddings are those of server, and its talk.
func sitting(t *testing.T, server *embeddingServer, model string) (*app, *bytes.Buffer) {
	t.Helper()
	listening := httptest.NewServer(server)
	t.Cleanup(listening.Close)
	dir := t.TempDir()
	var talk bytes.Buffer
	a := &app{
		err: &talk, env: func(string) string { return "" }, now: time.Now, width: func() int { return 80 }, asking: &sync.Mutex{},
		words:   newWords("en"),
		folders: folders{config: filepath.Join(dir, "config"), cache: filepath.Join(dir, "cache"), state: filepath.Join(dir, "state")},
	}
	a.settings.Embed = embedSettings{BaseURL: listening.URL + "/v1", Model: model}
	a.embedder = a.newEmbedder()
	return a, &talk
}

var (
	askedQuestion = prompts.Question{Text: "Как ускорили запрос?", Points: []prompts.Point{{ID: "a", Text: "Добавил **составной** индекс"}, {ID: "b", Text: "Закешировал в Redis"}}}
	answerText    = transcribe.Transcript{Text: "Сначала мы долго думали и смотрели на графики нагрузки. Потом база перестала читать всю таблицу при каждом обращении."}
)

// The texts that the scorer asks for are embedded as the model was trained, once,
// and every one of them has its vector.
func TestEveryTextOfAScoringHasItsVector(t *testing.T) {
	server := &embeddingServer{}
	a, talk := sitting(t, server, "intfloat/multilingual-e5-small")
	for range 2 {
		vectors := a.vectors(t.Context(), answerText, []prompts.Question{askedQuestion})
		if vectors == nil {
			t.Fatalf("no vectors: %s", talk)
		}
		for _, text := range []string{"Добавил составной индекс", "Закешировал в Redis"} {
			if v := vectors(text); len(v) == 0 || int(v[0]) != len("query: "+text) {
				t.Errorf("%q has the vector %v", text, v)
			}
		}
	}
	texts, calls := server.seen()
	passages := 0
	for _, text := range texts {
		if strings.HasPrefix(text, "passage: ") {
			passages++
		}
	}
	if calls != 1 || passages == 0 || passages+2 != len(texts) {
		t.Errorf("%d calls for %q", calls, texts)
	}
}

// A server that hangs costs a limited time, once, and the answer is judged by
// words.
func TestAnEmbeddingServerThatHangsIsNotWaitedFor(t *testing.T) {
	server := &embeddingServer{fail: func(_ http.ResponseWriter, r *http.Request) bool { <-r.Context().Done(); return true }}
	a, talk := sitting(t, server, "m")
	a.embedder.patience = time.Millisecond
	for range 3 {
		if a.vectors(t.Context(), answerText, []prompts.Question{askedQuestion}) != nil {
			t.Error("there are vectors")
		}
	}
	if said := talk.String(); strings.Count(said, "without embeddings") != 1 || !strings.Contains(said, "did not answer in time") {
		t.Errorf("said %q", said)
	}
	if texts, calls := server.seen(); calls > 1 {
		t.Errorf("asked %d times for %q", calls, texts)
	}
}

// What one part of the program embedded ahead, scoring does not ask for again.
func TestWhatWasHeardLiveIsEmbeddedAlready(t *testing.T) {
	server := &embeddingServer{}
	a, _ := sitting(t, server, "m")
	live := transcribe.NewLive(t.Context(), nil, transcribe.Hint{}, 1)
	defer live.Discard()
	a.embedAhead(t.Context(), askedQuestion, live)
	live.Heard(answerText.Text)
	until(t, func() bool {
		texts, _ := server.seen()
		return len(texts) >= 2+len(score.Windows(askedQuestion.Spoken(), answerText))
	}, func() string { texts, _ := server.seen(); return strings.Join(texts, "\n") })
	before, _ := server.seen()
	if a.vectors(t.Context(), answerText, []prompts.Question{askedQuestion}) == nil {
		t.Fatal("no vectors")
	}
	if after, _ := server.seen(); len(after) > len(before) {
		t.Errorf("at the end it was asked for %q", after[len(before):])
	}
}
