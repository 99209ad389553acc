package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// errorOf returns the *Error that err must be.
func errorOf(t *testing.T, err error) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want an *Error", err)
	}
	return e
}

// object reads the JSON that a server was asked with.
func (a asked) object(t *testing.T) map[string]any {
	t.Helper()
	var object map[string]any
	if err := json.Unmarshal(a.body, &object); err != nil {
		t.Fatalf("asked with %q: %v", a.body, err)
	}
	return object
}

func sound(body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "audio/wav")
		w.Write(body)
	}
}

func TestQuestionIsSpoken(t *testing.T) {
	client, script, _ := serveFor(t, Speech, status(http.StatusServiceUnavailable, "loading"), sound(wavOf(time.Second)))
	spoken, err := client.Speak(t.Context(), " Как вы\nвыкатываете\u202e релизы?")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(spoken, wavOf(time.Second)) {
		t.Errorf("%d bytes of sound", len(spoken))
	}
	asked := script.requests()
	if len(asked) != 2 || asked[1].path != "/v1/audio/speech" {
		t.Fatalf("asked %d times, at last %s", len(asked), asked[len(asked)-1].path)
	}
	want := map[string]any{"model": "whisper-1", "voice": "alloy", "input": "Как вы выкатываете релизы?", "response_format": "wav"}
	if diff := cmp.Diff(want, asked[1].object(t)); diff != "" {
		t.Error("request (-want +got):\n" + diff)
	}
	if auth := asked[1].header.Get("Authorization"); auth != "Bearer "+testKey {
		t.Errorf("Authorization: %q", auth)
	}
}

func TestVoiceIsThePersons(t *testing.T) {
	client, script, _ := serveFor(t, Speech, sound(wavOf(time.Second)))
	client.config.Voice = "ru_RU-irina-medium"
	if _, err := client.Speak(t.Context(), "Почему Go?"); err != nil {
		t.Fatal(err)
	}
	if got := script.requests()[0].object(t)["voice"]; got != client.config.Voice {
		t.Errorf("voice %v", got)
	}
}

func TestWhatIsNoWAVIsRefused(t *testing.T) {
	tests := map[string]struct{ body, detail string }{
		"nothing":           {"", "an empty reply"},
		"an error with 200": {`{"error":{"message":"voice not found"}}`, "voice not found"},
		"FastAPI's":         {`{"detail":"Model kokoro is not installed"}`, "Model kokoro is not installed"},
		"an empty object":   {`{}`, "a reply without a sound"},
		"a page":            {"<!doctype html><title>Sign in</title>", "Sign in"},
		"mp3 all the same":  {"ID3\x04\x00\x00\x00" + strings.Repeat("\x00", 100), "no WAV file, but audio/mpeg"},
		"ogg":               {"OggS\x00\x02" + strings.Repeat("\x00", 100), "no WAV file, but application/ogg"},
		"a header alone":    {string(wavOf(0)), "a WAV file without sound"},
		"another RIFF":      {"RIFF\x00\x00\x00\x00AVI LIST" + strings.Repeat("\x00", 100), "no WAV file, but video/avi"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			client, script, _ := serveFor(t, Speech, status(http.StatusOK, test.body))
			_, err := client.Speak(t.Context(), "Почему Go?")
			if e := errorOf(t, err); e.Kind != BadReply || e.Detail != test.detail || e.Purpose != Speech {
				t.Errorf("got %s %q, want %q", e.Kind, e.Detail, test.detail)
			}
			if len(script.requests()) != 1 {
				t.Errorf("asked %d times", len(script.requests()))
			}
		})
	}
}

func TestSpeechIsBounded(t *testing.T) {
	client, script, _ := serveFor(t, Speech, sound(make([]byte, maxSpoken+1)))
	_, err := client.Speak(t.Context(), strings.Repeat("ё", maxText))
	if e := errorOf(t, err); e.Kind != BadReply || e.Detail != "the reply is longer than 20 MB" {
		t.Errorf("a reply too long: %v", e)
	}
	_, err = client.Speak(t.Context(), strings.Repeat("ё", maxText+1))
	if e := errorOf(t, err); e.Kind != TooLarge || e.Bytes != 2*(maxText+1) {
		t.Errorf("a text too long: %v, %d bytes", e, e.Bytes)
	}
	if _, err = client.Speak(t.Context(), " \x00\n"); !errors.Is(err, ErrNoText) {
		t.Errorf("no text: %v", err)
	}
	if n := len(script.requests()); n != 1 {
		t.Errorf("asked %d times, want once", n)
	}
}

func TestServerWithoutSpeechIsTold(t *testing.T) {
	client, _, _ := serveFor(t, Speech, status(http.StatusNotFound, "404 page not found")) // Ollama's
	_, err := client.Speak(t.Context(), "Почему Go?")
	if e := errorOf(t, err); e.Kind != NotFound || !strings.HasSuffix(e.URL, "/v1/audio/speech") {
		t.Errorf("got %v", e)
	}
}

func TestEachPurposeAsksForWhatItSends(t *testing.T) {
	ask := map[Purpose]func(context.Context, *Client) error{
		Speech:     func(ctx context.Context, c *Client) error { _, err := c.Speak(ctx, "Почему Go?"); return err },
		Embeddings: func(ctx context.Context, c *Client) error { _, err := c.Embed(ctx, []string{"Go", "Rust"}); return err },
		Chat:       func(ctx context.Context, c *Client) error { _, err := c.Chat(ctx, "Суди", "Go", nil); return err },
	}
	want := map[Purpose]Sending{
		Speech:     {What: []Matter{Question}, Bytes: int64(len("Почему Go?"))},
		Embeddings: {What: []Matter{Points, Answer}, Bytes: int64(len("GoRust"))},
		Chat:       {What: []Matter{Question, Points, Answer}, Bytes: int64(len("СудиGo"))},
	}
	for purpose, send := range ask {
		script := &scripted{handlers: []http.HandlerFunc{status(http.StatusOK, "")}}
		config := far(t, script)
		config.Purpose = purpose
		var asked Sending
		config.Allow = func(_ context.Context, s Sending) error { asked = s; return ErrNotAllowed }
		if err := send(t.Context(), newClient(t, config)); !errors.Is(err, ErrNotAllowed) {
			t.Errorf("%s: %v", purpose, err)
		}
		wanted := want[purpose]
		wanted.Host, wanted.Purpose = "api.example.com", purpose
		if purpose != Speech { // asked beforehand, the question is the same
			var before Sending
			config.Allow = func(_ context.Context, s Sending) error { before = s; return nil }
			if err := newClient(t, config).Agree(t.Context(), wanted.Bytes); err != nil {
				t.Errorf("%s: %v", purpose, err)
			}
			if diff := cmp.Diff(wanted, before); diff != "" {
				t.Errorf("%s, beforehand (-want +got):\n%s", purpose, diff)
			}
		}
		if diff := cmp.Diff(wanted, asked); diff != "" {
			t.Errorf("%s (-want +got):\n%s", purpose, diff)
		}
		config.Purpose = Transcription
		if err := send(t.Context(), newClient(t, config)); !errors.Is(err, ErrPurpose) {
			t.Errorf("a client for transcription asked for %s: %v", purpose, err)
		}
		if n := len(script.requests()); n != 0 {
			t.Errorf("%s: %d requests were made", purpose, n)
		}
	}
}
