package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"rehearse/transcribe"
)

// failureFrom asks c and returns the *Error that must come.
func failureFrom(t *testing.T, c *Client) *Error {
	t.Helper()
	_, err := say(t, c, transcribe.Hint{})
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want an *Error", err)
	}
	return e
}

func TestFailuresAreToldApart(t *testing.T) {
	const page = `<!doctype html><html><head><title>502 Bad
Gateway</title><style>x{}</style></head><body>nginx</body></html>`
	tests := map[string]struct {
		status int
		body   string
		kind   Kind
		detail string
		tries  int
	}{
		"wrong key":         {401, `{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}`, Refused, "Incorrect API key provided", 1},
		"forbidden":         {403, `{"detail":"Not authenticated"}`, Refused, "Not authenticated", 1},
		"no money left":     {429, `{"error":{"message":"You exceeded your quota","code":"insufficient_quota"}}`, Refused, "You exceeded your quota", 1},
		"wrong path":        {404, "404 page not found\n", NotFound, "404 page not found", 1},
		"no such thing":     {501, `{"error":{"message":"there are no embeddings for this system"}}`, NotFound, "there are no embeddings for this system", 1},
		"model missing":     {404, `{"detail":"Model 'tiny' is not installed locally"}`, NotFound, "Model 'tiny' is not installed locally", 1},
		"too large":         {413, page, TooLarge, "502 Bad Gateway", 1},
		"cannot decode":     {415, `{"detail":"Failed to decode audio"}`, BadRequest, "Failed to decode audio", 1},
		"error as a string": {400, `{"error":"no 'file' field in the request"}`, BadRequest, "no 'file' field in the request", 1},
		"list of details":   {422, `{"detail":[{"loc":["body","file"],"msg":"field required"},{"msg":"and more"}]}`, BadRequest, "file: field required; and more", 1},
		"an empty error":    {400, ``, BadRequest, "", 1},
		"a gateway's page":  {502, page, Busy, "502 Bad Gateway", 5},
		"a page of text":    {500, `<html><script>alert(1)</script><body><h1>Oops</h1>no title</body>`, Busy, "Oops no title", 5},
		"overloaded":        {503, `{"error":{"message":["loading","model"]}}`, Busy, "", 5},
		"no content":        {204, ``, BadReply, "an empty reply", 1},
		"an empty object":   {200, `{}`, BadReply, "a reply without a text", 1},
		"an error with 200": {200, `{"error":{"message":"out of memory"}}`, BadReply, "out of memory", 1},
		"cut off":           {200, `{"text":"Мы выкаты`, BadReply, "the JSON is cut off", 1},
		"a page with 200":   {200, page, BadReply, "no JSON object, but: 502 Bad Gateway", 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			client, script, _ := serve(t, status(test.status, test.body))
			e := failureFrom(t, client)
			if e.Kind != test.kind || e.Detail != test.detail {
				t.Errorf("got %s %q, want %s %q", e.Kind, e.Detail, test.kind, test.detail)
			}
			if got := len(script.requests()); got != test.tries || e.Tries != test.tries {
				t.Errorf("asked %d times, says %d, want %d", got, e.Tries, test.tries)
			}
			if test.status >= 400 && e.Status != test.status {
				t.Errorf("status %d", e.Status)
			}
			if !strings.Contains(e.Error(), client.Host()) || !strings.Contains(e.Error(), e.Detail) {
				t.Errorf("the text names neither host nor detail: %s", e)
			}
		})
	}
}

func TestKeyIsInNoError(t *testing.T) {
	echoes := []string{
		`{"error":{"message":"bad key ` + testKey + `"}}`,
		`{"error":"Bearer ` + testKey + ` is unknown"}`,
		`{"detail":"Incorrect API key provided: sk-test-0***cdef."}`,
		`<title>` + testKey + `</title>`,
		`key=` + testKey[:10] + "\u200b" + testKey[10:],
	}
	for _, code := range []int{200, 302, 400, 401, 404, 413, 429, 500} {
		for _, body := range echoes {
			client, _, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Location", "http://"+testKey+".example/"+testKey)
				w.Header().Set("Retry-After", testKey)
				status(code, body)(w, r)
			})
			e := failureFrom(t, client)
			for shown := error(e); shown != nil; shown = errors.Unwrap(shown) {
				text := fmt.Sprintf("%v %+v %#v", shown, shown, *e)
				if strings.Contains(text, testKey[:8]) {
					t.Errorf("status %d, body %s: the key is in %s", code, body, text)
				}
			}
		}
	}
	if _, err := New(Config{BaseURL: "https://api.example.com/v1", Key: testKey + "\nX: y"}); !errors.Is(err, ErrKey) || strings.Contains(err.Error(), testKey[:8]) {
		t.Errorf("a key with a line break: %v", err)
	}
}

func TestServerThatIsNotRunningIsToldSoon(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	waited := time.Duration(0)
	client := newClient(t, Config{
		BaseURL: "http://" + address + "/v1",
		Chance:  func() float64 { return 0.999 },
		Sleep:   func(_ context.Context, d time.Duration) error { waited += d; return nil },
	})
	e := failureFrom(t, client)
	if e.Kind != Unreachable || e.Tries != maxTriesLocal || !strings.Contains(e.Detail, "refused") {
		t.Errorf("got %s %q after %d tries", e.Kind, e.Detail, e.Tries)
	}
	if waited > time.Second {
		t.Errorf("it waits %v before it tells", waited)
	}
}

func TestSoundOverTheLimitIsNotSent(t *testing.T) {
	client, script, _ := serve(t, status(200, `{"text":"?"}`))
	_, err := client.Transcribe(t.Context(), io.LimitReader(zeros{}, maxSound+5), transcribe.Hint{})
	var e *Error
	if !errors.As(err, &e) || e.Kind != TooLarge || e.Bytes != maxSound+1 {
		t.Errorf("got %v", err)
	}
	if n := len(script.requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestSoundThatCannotBeReadIsNotSent(t *testing.T) {
	client, script, _ := serve(t, status(200, `{"text":"?"}`))
	_, err := client.Transcribe(t.Context(), io.MultiReader(strings.NewReader("RIFF"), broken{}), transcribe.Hint{})
	if !errors.Is(err, io.ErrClosedPipe) || len(script.requests()) != 0 {
		t.Errorf("got %v after %d requests", err, len(script.requests()))
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }
