package api

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/transcribe"
)

// far starts a server that stands for one on another machine, and returns the
// configuration that leads there.
func far(t *testing.T, script *scripted) Config {
	t.Helper()
	server := httptest.NewTLSServer(script)
	t.Cleanup(server.Close)
	return Config{BaseURL: "https://api.example.com/v1", Key: testKey, Transport: server.Client().Transport}
}

func TestNothingLeavesWithoutConsent(t *testing.T) {
	script := &scripted{handlers: []http.HandlerFunc{recorded(t, http.StatusOK, "engine.json")}}
	config := far(t, script)
	if e := failureFrom(t, newClient(t, config)); e.Kind != NoConsent {
		t.Errorf("without Allow: %v", e)
	}
	config.Allow = func(context.Context, Sending) error { return ErrNotAllowed }
	if e := failureFrom(t, newClient(t, config)); e.Kind != NoConsent || !errors.Is(e, ErrNotAllowed) {
		t.Errorf("after a no: %v", e)
	}
	if n := len(script.requests()); n != 0 {
		t.Fatalf("%d requests were made", n)
	}
}

func TestConsentIsAskedOnceAndSaysWhatGoesWhere(t *testing.T) {
	script := &scripted{handlers: []http.HandlerFunc{recorded(t, http.StatusOK, "engine.json")}}
	config := far(t, script)
	var asked []Sending
	config.Allow = func(_ context.Context, s Sending) error {
		if len(script.requests()) > 0 {
			t.Error("asked after sending")
		}
		asked = append(asked, s)
		return nil
	}
	client := newClient(t, config)
	for range 2 {
		if _, err := say(t, client, transcribe.Hint{Terms: []string{"Grafana"}}); err != nil {
			t.Fatal(err)
		}
	}
	want := []Sending{{
		Host: "api.example.com", Purpose: Transcription, What: []Matter{Sound, Terms},
		Bytes: int64(len(wavOf(4120*ms)) + len("Grafana.")),
	}}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Error("asked (-want +got):\n" + diff)
	}
}

func TestThisMachineNeedsNoConsent(t *testing.T) {
	client, _, _ := serve(t, recorded(t, http.StatusOK, "engine.json"))
	client.config.Allow = func(context.Context, Sending) error { return ErrNotAllowed }
	if _, err := say(t, client, transcribe.Hint{}); err != nil {
		t.Error(err)
	}
}

func TestConsentsRememberByHostAndPurpose(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "consent.json")
	consents := Consents{Path: path}
	now := func() time.Time { return time.Date(2026, 11, 23, 14, 5, 9, 0, time.UTC) }
	questions := 0
	answer := true
	allow := Consents{Path: path}.Allow(func(context.Context, Sending) (bool, error) { questions++; return answer, nil }, now)

	answer = false
	if err := allow(t.Context(), Sending{Host: "a.example", Purpose: Speech}); !errors.Is(err, ErrNotAllowed) {
		t.Errorf("a no gave %v", err)
	}
	answer = true
	for range 3 {
		if err := allow(t.Context(), Sending{Host: "a.example", Purpose: Transcription}); err != nil {
			t.Fatal(err)
		}
	}
	if questions != 2 {
		t.Errorf("asked %d times, want 2", questions)
	}
	for _, other := range []Sending{{Host: "a.example", Purpose: Speech}, {Host: "b.example", Purpose: Transcription}} {
		if ok, err := consents.Has(other.Host, other.Purpose); ok || err != nil {
			t.Errorf("%+v: %t, %v", other, ok, err)
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := consents.Forget("a.example", Transcription); err != nil {
		t.Fatal(err)
	}
	if ok, _ := consents.Has("a.example", Transcription); ok {
		t.Error("a consent outlived Forget")
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("left in the folder: %v, %v", left, err)
	}
}

func TestBrokenConsentsAllowNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "consent.json")
	for _, content := range []string{"", "{", "null", `{"version":2,"hosts":{"a.example":{"transcription":"2026-11-23T14:05:09Z"}}}`, `{"version":1,"hosts":[]}`} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if ok, err := (Consents{path}).Has("a.example", Transcription); ok || err != nil {
			t.Errorf("%q: %t, %v", content, ok, err)
		}
		if err := (Consents{path}).Remember("a.example", Transcription, time.Unix(0, 0)); err != nil {
			t.Errorf("%q: %v", content, err)
		}
	}
}
