package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf8"

	"rehearse/transcribe"
)

// endless writes until the client goes, at most 200 MB, and counts.
func endless(code int, sent *atomic.Int64) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		io.WriteString(w, `{"text":"`)
		chunk := []byte(strings.Repeat("да ", 1<<14))
		for sent.Load() < 200<<20 {
			n, err := w.Write(chunk)
			sent.Add(int64(n))
			if err != nil {
				return
			}
		}
	}
}

func TestEndlessReplyIsCutOff(t *testing.T) {
	for code, want := range map[int]Kind{http.StatusOK: BadReply, http.StatusBadRequest: BadRequest} {
		var sent atomic.Int64
		client, _, _ := serve(t, endless(code, &sent))
		e := failureFrom(t, client)
		if e.Kind != want {
			t.Errorf("status %d: %s", code, e.Kind)
		}
		if n := sent.Load(); n > 60<<20 {
			t.Errorf("status %d: took %d MB", code, n>>20)
		}
		if n := utf8.RuneCountInString(e.Detail); n > maxDetail+1 {
			t.Errorf("status %d: %d letters of detail", code, n)
		}
	}
}

func TestCompressedReplyIsMeasuredUnpacked(t *testing.T) {
	var bomb bytes.Buffer
	pack := gzip.NewWriter(&bomb)
	io.WriteString(pack, `{"text":"`)
	io.CopyN(pack, zeros{}, maxReply+1<<20)
	pack.Close()
	client, _, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(bomb.Bytes())
	})
	if e := failureFrom(t, client); e.Kind != BadReply || !strings.Contains(e.Detail, "longer than") {
		t.Errorf("%d packed bytes gave %v", bomb.Len(), e)
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	var visited atomic.Int64
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { visited.Add(1) }))
	t.Cleanup(elsewhere.Close)
	for _, code := range []int{301, 302, 303, 307, 308} {
		client, script, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+"/v1/steal", code)
		})
		e := failureFrom(t, client)
		if e.Kind != Redirected || e.Detail != "to "+elsewhere.URL || e.Status != code {
			t.Errorf("%d: %s %q", code, e.Kind, e.Detail)
		}
		if len(script.requests()) != 1 {
			t.Errorf("%d: asked %d times", code, len(script.requests()))
		}
	}
	if visited.Load() != 0 {
		t.Error("a redirect was followed")
	}
}

func TestSlowReplyEndsWithItsTime(t *testing.T) {
	drip := func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"text":"`)
		w.(http.Flusher).Flush()
		<-r.Context().Done() // one more letter never comes
	}
	t.Run("of a try", func(t *testing.T) {
		client, _, _ := serve(t, drip)
		x := &exchange{client: client, sending: Sending{Purpose: Transcription}, perTry: 20 * ms, read: func(b []byte) ([]byte, error) { return b, nil }}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, client.URL("audio/transcriptions"), nil)
		if err != nil {
			t.Fatal(err)
		}
		_, err = x.Do(req)
		var e *Error
		if !errors.As(err, &e) || e.Kind != Timeout || e.Tries != 1 {
			t.Errorf("got %v", err)
		}
	})
	t.Run("of the context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		client, _, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, `{"text":"`)
			w.(http.Flusher).Flush()
			cancel()
			<-r.Context().Done()
		})
		_, err := client.Transcribe(ctx, bytes.NewReader(wavOf(ms)), transcribe.Hint{})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

func TestDeadlineGrowsWithTheSound(t *testing.T) {
	if got := lengthOf(wavOf(4120 * ms)); got != 4120*ms {
		t.Errorf("length %v", got)
	}
	for _, wav := range []string{"", "RIFF", strings.Repeat("\x00", 100)} {
		if got := lengthOf([]byte(wav)); got != 0 {
			t.Errorf("%q lasts %v", wav, got)
		}
	}
}

func TestControlCharactersOfErrorsAreGone(t *testing.T) {
	client, _, _ := serve(t, status(400, "{\"error\":\"\\u001b]0;x\\u0007 no\\r\\nsuch \\u202efile\\u009b\"}"))
	if e := failureFrom(t, client); e.Detail != "]0;x no such file" {
		t.Errorf("got %q", e.Detail)
	}
}
