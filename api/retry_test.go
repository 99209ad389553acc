package api

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/transcribe"
)

func TestBusyServerIsAskedAgainWithTheWholeSound(t *testing.T) {
	hangUp := func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			conn.Close()
		}
	}
	client, script, waits := serve(t,
		status(http.StatusServiceUnavailable, "loading"), status(http.StatusTooManyRequests, ""), hangUp,
		recorded(t, http.StatusOK, "engine.json"))
	client.local = false // so that a broken connection counts as the network's
	client.agreed = true
	if _, err := say(t, client, transcribe.Hint{}); err != nil {
		t.Fatal(err)
	}
	asked := script.requests()
	if len(asked) != 4 {
		t.Fatalf("asked %d times", len(asked))
	}
	for i, a := range asked {
		if !bytes.Equal(a.sound, wavOf(4120*ms)) {
			t.Errorf("try %d carried %d bytes of sound", i+1, len(a.sound))
		}
	}
	if diff := cmp.Diff([]time.Duration{250 * ms, 500 * ms, 1000 * ms}, *waits); diff != "" {
		t.Error("waits (-want +got):\n" + diff)
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	now := time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		header string
		wait   time.Duration // 0: gives up
	}{
		"seconds":      {"7", 7 * time.Second},
		"fractions":    {"0.5", 500 * ms},
		"a date":       {now.Add(90 * time.Second).Format(http.TimeFormat), 90 * time.Second},
		"past":         {now.Add(-time.Hour).Format(http.TimeFormat), 250 * ms},
		"nonsense":     {"soon", 250 * ms},
		"not a number": {"NaN", 250 * ms},
		"too long":     {"3600", 0},
		"endless":      {"1e300", 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			client, script, waits := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Retry-After", test.header)
				status(http.StatusTooManyRequests, "slow down")(w, r)
			}, recorded(t, http.StatusOK, "engine.json"))
			client.config.Now = func() time.Time { return now }
			_, err := say(t, client, transcribe.Hint{})
			if test.wait == 0 {
				var e *Error
				if !errors.As(err, &e) || e.Kind != Busy || e.RetryAfter < maxRetryAfter || len(script.requests()) != 1 {
					t.Errorf("got %v after %d requests", err, len(script.requests()))
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]time.Duration{test.wait}, *waits); diff != "" {
				t.Error("waits (-want +got):\n" + diff)
			}
		})
	}
}

func TestEndOfContextEndsTheWaiting(t *testing.T) {
	client, script, _ := serve(t, status(http.StatusServiceUnavailable, ""))
	ctx, cancel := context.WithCancel(t.Context())
	client.config.Sleep = func(ctx context.Context, _ time.Duration) error {
		cancel()
		return sleep(ctx, time.Hour)
	}
	_, err := client.Transcribe(ctx, bytes.NewReader(wavOf(time.Second)), transcribe.Hint{})
	if !errors.Is(err, context.Canceled) || len(script.requests()) != 1 {
		t.Errorf("got %v after %d requests", err, len(script.requests()))
	}
}

func TestWaitsGrowAndAreSpread(t *testing.T) {
	client := newClient(t, Config{BaseURL: "https://api.example.com/v1"})
	for try, longest := range map[int]time.Duration{1: firstWait, 2: 2 * firstWait, 4: 8 * firstWait} {
		for _, chance := range []float64{0, 0.5, 0.99} {
			client.config.Chance = func() float64 { return chance }
			wait, again := client.again(&Error{Kind: Busy, Tries: try})
			if !again || wait < longest/2 || wait > longest {
				t.Errorf("after try %d: %v (%t)", try, wait, again)
			}
		}
	}
}
