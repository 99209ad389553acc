package api

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"rehearse/transcribe"
)

const testKey = "sk-test-0123456789abcdef"

// A scripted server answers each request with the next of its handlers, the
// last one for ever, and remembers what it was asked.
type scripted struct {
	mu       sync.Mutex
	handlers []http.HandlerFunc
	asked    []asked
}

type asked struct {
	form   map[string][]string
	sound  []byte
	body   []byte // of what is no form
	header http.Header
	path   string
}

func (s *scripted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	a := asked{header: r.Header.Clone(), path: r.URL.Path}
	if r.ParseMultipartForm(1<<26) == nil {
		a.form = r.MultipartForm.Value
		if file, _, err := r.FormFile("file"); err == nil {
			a.sound, _ = io.ReadAll(file)
		}
	} else {
		a.body, _ = io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(a.body)) // for the handler
	}
	handler := s.handlers[min(len(s.asked), len(s.handlers)-1)]
	s.asked = append(s.asked, a)
	s.mu.Unlock()
	handler(w, r)
}

func (s *scripted) requests() []asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

// serve starts a server on this machine and returns a client of it. Waits
// between tries are noted, not waited.
func serve(t *testing.T, handlers ...http.HandlerFunc) (*Client, *scripted, *[]time.Duration) {
	t.Helper()
	return serveFor(t, Transcription, handlers...)
}

func serveFor(t *testing.T, purpose Purpose, handlers ...http.HandlerFunc) (*Client, *scripted, *[]time.Duration) {
	t.Helper()
	script := &scripted{handlers: handlers}
	server := httptest.NewServer(script)
	t.Cleanup(server.Close)
	var waits []time.Duration
	return newClient(t, Config{
		BaseURL: server.URL + "/v1", Key: testKey, Model: "whisper-1", Purpose: purpose,
		Sleep: func(ctx context.Context, d time.Duration) error {
			waits = append(waits, d)
			return ctx.Err()
		},
		Chance: func() float64 { return 0 },
	}), script, &waits
}

func newClient(t *testing.T, c Config) *Client {
	t.Helper()
	c.Purpose = cmp.Or(c.Purpose, Transcription)
	client, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func status(code int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		io.WriteString(w, body)
	}
}

// recorded answers with a reply as a server gave it.
func recorded(t *testing.T, code int, name string) http.HandlerFunc {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		w.Write(body)
	}
}

// wavOf returns a WAV file of silence.
func wavOf(length time.Duration) []byte {
	const rate = 16000
	data := make([]byte, 2*rate*length/time.Second)
	var b bytes.Buffer
	b.WriteString("RIFF")
	binary.Write(&b, binary.LittleEndian, uint32(36+len(data)))
	b.WriteString("WAVEfmt ")
	binary.Write(&b, binary.LittleEndian, struct {
		Size             uint32
		Format, Channels uint16
		Rate, Bytes      uint32
		Align, Bits      uint16
	}{16, 1, 1, rate, 2 * rate, 2, 16})
	b.WriteString("data")
	binary.Write(&b, binary.LittleEndian, uint32(len(data)))
	b.Write(data)
	return b.Bytes()
}

// say sends four seconds of sound.
func say(t *testing.T, c *Client, hint transcribe.Hint) (transcribe.Transcript, error) {
	t.Helper()
	return c.Transcribe(t.Context(), bytes.NewReader(wavOf(4120*time.Millisecond)), hint)
}
