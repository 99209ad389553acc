package engine

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// real returns an engine that is installed for good, with a state folder of
// its own. Fetching takes some 440 MB: it is done where REHEARSE_TEST_CACHE names
// a folder that keeps it, or where tests must run.
func real(t *testing.T) *Engine {
	t.Helper()
	cache := os.Getenv("REHEARSE_TEST_CACHE")
	switch {
	case testing.Short():
		t.Skip("-short: the real engine is not tried")
	case cache == "" && os.Getenv("REHEARSE_MUST_RUN") != "1":
		t.Skip("the real engine is tried where REHEARSE_TEST_CACHE names a folder to install it in, or REHEARSE_MUST_RUN=1")
	case cache == "":
		cache = t.TempDir()
	}
	e := New(Dirs{Cache: cache, State: t.TempDir()})
	if err := e.Install(t.Context(), Base, nil); err != nil {
		t.Fatal(err)
	}
	stopAfter(t, e)
	return e
}

// serving starts e and returns its server.
func serving(t *testing.T, e *Engine) Server {
	t.Helper()
	s, err := e.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// speech returns a FLAC of shared speech and what it says.
func speech(t *testing.T, name string) []byte {
	t.Helper()
	shared := os.Getenv("REHEARSE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	b, err := os.ReadFile(filepath.Join(shared, "data", "speech", name))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("no shared speech: REHEARSE_SHARED does not name its folder")
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// silence returns a WAV file of n samples that are zero.
func silence(n int) []byte {
	var b bytes.Buffer
	b.WriteString("RIFF")
	_ = binary.Write(&b, binary.LittleEndian, uint32(36+2*n))
	b.WriteString("WAVEfmt ")
	for _, v := range []any{uint32(16), uint16(1), uint16(1), uint32(16000), uint32(32000), uint16(2), uint16(16)} {
		_ = binary.Write(&b, binary.LittleEndian, v)
	}
	b.WriteString("data")
	_ = binary.Write(&b, binary.LittleEndian, uint32(2*n))
	b.Write(make([]byte, 2*n))
	return b.Bytes()
}

// post asks s to transcribe sound; fields are pairs of name and value.
func post(ctx context.Context, s Server, sound []byte, fields ...string) (status int, body string, err error) {
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for pair := range slices.Chunk(fields, 2) {
		_ = w.WriteField(pair[0], pair[1])
	}
	if sound != nil {
		part, _ := w.CreateFormFile("file", "answer")
		_, _ = part.Write(sound)
	}
	w.Close()
	return ask(ctx, http.MethodPost, s.BaseURL+"/audio/transcriptions", s.Key, &form, w.FormDataContentType())
}

func ask(ctx context.Context, method, url, key string, body io.Reader, kind string) (int, string, error) {
	req, err := http.NewRequestWithContext(ctx, method, url, body)
	if err != nil {
		return 0, "", err
	}
	req.Header.Set("Authorization", "Bearer "+key)
	req.Header.Set("Content-Type", kind)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(b), err
}

func TestRealEngineHearsRussian(t *testing.T) {
	sound := speech(t, "agent-alreadyon.flac") // Этот оператор уже зарегистрирован. …
	s := serving(t, real(t))
	status, body, err := post(t.Context(), s, sound, "model", s.Model, "language", "ru-RU",
		"response_format", "verbose_json", "prompt", "оператор, регистрация",
		"timestamp_granularities[]", "word", "timestamp_granularities[]", "segment")
	if err != nil || status != http.StatusOK {
		t.Fatalf("%d %s %v", status, body, err)
	}
	type word struct {
		Word                    string
		Start, End, Probability float64
	}
	var heard struct {
		Text, Language string
		Duration       float64
		Words          []word
		Segments       []struct{ Words []word }
	}
	if err := json.Unmarshal([]byte(body), &heard); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(heard.Text, "оператор уже зарегистрирован") || heard.Language != "ru" {
		t.Errorf("heard %q in %q", heard.Text, heard.Language)
	}
	var nested []word
	for _, segment := range heard.Segments {
		nested = append(nested, segment.Words...)
	}
	if !slices.Equal(nested, heard.Words) || len(nested) < 8 {
		t.Errorf("%d words in segments, %d at the top", len(nested), len(heard.Words))
	}
	last := 0.0
	for _, w := range heard.Words {
		if w.Start < last || w.End < w.Start || w.End > heard.Duration || w.Probability <= 0 || w.Probability > 1 || strings.TrimSpace(w.Word) != w.Word {
			t.Errorf("not a word after %.2f s of %.2f s: %+v", last, heard.Duration, w)
		}
		last = w.Start
	}
}

func TestRealEngineKnowsFiveForms(t *testing.T) {
	sound := speech(t, "agent-alreadyon.flac")
	s := serving(t, real(t))
	for form, begin := range map[string]string{
		"json": `{"text":"Этот`, "text": "Этот", "srt": "1\n00:00:00,", "vtt": "WEBVTT\n\n00:00:00.", "verbose_json": `{"task":"transcribe"`,
	} {
		status, body, err := post(t.Context(), s, sound, "language", "ru", "model", "whisper-1", "response_format", form)
		if err != nil || status != http.StatusOK || !strings.HasPrefix(body, begin) {
			t.Errorf("%s: %d %v %q, want it to begin with %q", form, status, err, body, begin)
		}
	}
}

func TestRealEngineRefuses(t *testing.T) {
	s := serving(t, real(t))
	sound := silence(16000)
	long := silence(31 * 60 * 16000)[:20<<20] // its header promises more than there is
	for name, c := range map[string]struct {
		sound  []byte
		fields []string
		status int
	}{
		"noise for sound":        {[]byte(strings.Repeat("not sound ", 500)), nil, 400},
		"an empty file":          {[]byte{}, nil, 400},
		"a header alone":         {sound[:44], nil, 400},
		"no file":                {nil, []string{"model", Base}, 400},
		"a playlist":             {[]byte("#EXTM3U\n#EXTINF:9,\nfile:///etc/hostname\n"), nil, 400},
		"a session description":  {[]byte("v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n"), nil, 400},
		"an unknown model":       {sound, []string{"model", "large"}, 404},
		"an unknown form":        {sound, []string{"response_format", "xml"}, 400},
		"an unknown granularity": {sound, []string{"timestamp_granularities[]", "letter"}, 400},
		"an unknown language":    {sound, []string{"language", "qq"}, 400},
		"a temperature of nan":   {sound, []string{"temperature", "nan"}, 400},
		"a temperature of 2":     {sound, []string{"temperature", "2"}, 400},
		"27 MB":                  {make([]byte, 27_000_000), nil, 413},
	} {
		t.Run(name, func(t *testing.T) {
			status, body, err := post(t.Context(), s, c.sound, c.fields...)
			if err != nil {
				t.Fatal(err)
			}
			var reply struct {
				Error struct{ Message, Type, Code string }
			}
			if err := json.Unmarshal([]byte(body), &reply); err != nil {
				t.Fatalf("%v: %s", err, body)
			}
			if status != c.status || reply.Error.Message == "" || reply.Error.Type == "" || reply.Error.Code == "" {
				t.Errorf("%d %s, want %d", status, body, c.status)
			}
		})
	}
	if status, body, err := post(t.Context(), s, slow(long), "language", "ru"); err != nil || status != 400 {
		t.Errorf("an hour of sound in 20 MB: %d %s %v", status, body, err)
	}
}

// slow makes sound last four times as long, by its header alone.
func slow(wav []byte) []byte {
	binary.LittleEndian.PutUint32(wav[24:], 4000)
	binary.LittleEndian.PutUint32(wav[28:], 8000)
	return wav
}

func TestRealEngineAnswersNobodyWithoutItsKey(t *testing.T) {
	s := serving(t, real(t))
	root := strings.TrimSuffix(s.BaseURL, "/v1")
	for _, path := range []string{"/", "/health", "/v1/models", "/v1/audio/transcriptions", "/v1/embeddings", "/docs", "/../key", "/nowhere"} {
		for _, key := range []string{"", "wrong", s.Key + "x", s.Key[1:], "ключ"} {
			for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodOptions} {
				status, body, err := ask(t.Context(), method, root+path, key, nil, "")
				if err != nil || status != http.StatusUnauthorized || !strings.Contains(body, "invalid_api_key") {
					t.Errorf("%s %s with the key %q: %d %s %v", method, path, key, status, body, err)
				}
			}
		}
	}
	for path, want := range map[string]int{"/health": 200, "/v1/models": 200, "/v1/audio/transcriptions": 405, "/v1/embeddings": 405, "/nowhere": 404} {
		status, body, err := ask(t.Context(), http.MethodGet, root+path, s.Key, nil, "")
		if err != nil || status != want {
			t.Errorf("%s with the key: %d %s %v, want %d", path, status, body, err, want)
		}
	}
}

func TestRealEngineStopsForThoseWhoHangUp(t *testing.T) {
	e := real(t)
	s := serving(t, e)
	ctx, cancel := context.WithCancel(t.Context())
	gone := make(chan error, 1)
	go func() {
		// Minutes of work, were it not for the hanging up.
		_, _, err := post(ctx, s, silence(12*60*16000), "language", "ru", "temperature", "1")
		gone <- err
	}()
	root := strings.TrimSuffix(s.BaseURL, "/v1")
	waitUntil(t.Context(), func() bool { // the model is there and the work has begun
		_, body, err := ask(t.Context(), http.MethodGet, root+"/health", s.Key, nil, "")
		return err != nil || len(gone) > 0 || strings.Contains(body, `"busy":true`)
	})
	cancel()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Fatalf("the request was not cut off: %v", err)
	}
	left := waitUntil(t.Context(), func() bool {
		_, body, err := ask(t.Context(), http.MethodGet, root+"/health", s.Key, nil, "")
		return err == nil && strings.Contains(body, `"busy":false`)
	})
	log, err := os.ReadFile(e.state("log"))
	if !left || err != nil || !strings.Contains(string(log), "hung up") {
		t.Errorf("the work was done for nobody: %v, %v, log:\n%s", left, err, log)
	}
}

func TestRealEngineEndsItselfAndComesBack(t *testing.T) {
	e := real(t)
	e.Idle = time.Second
	first := serving(t, e)
	r, err := e.readState()
	if err != nil {
		t.Fatal(err)
	}
	waitUntil(t.Context(), r.gone)
	if s, err := e.Status(t.Context()); err != nil || s.Running {
		t.Fatalf("Status = %+v, %v", s, err)
	}
	e.Idle = 0
	second := serving(t, e)
	if second.Key == first.Key {
		t.Error("the key of a server that ended opens the next one")
	}
	r, err = e.readState()
	if err != nil {
		t.Fatal(err)
	}
	kill(t, r.PID) // kill -9: nothing is cleared up
	third := serving(t, e)
	if third.BaseURL == "" || third.Key == second.Key {
		t.Errorf("after kill -9: %+v", third)
	}
	if err := e.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s, err := e.Status(t.Context()); err != nil || s.Running {
		t.Errorf("after Stop: %+v, %v", s, err)
	}
}

func TestRealEngineLogsNothingThatWasSaid(t *testing.T) {
	sound := speech(t, "agent-alreadyon.flac")
	e := real(t)
	s := serving(t, e)
	for _, wav := range [][]byte{sound, []byte("секретный мусор")} {
		if _, _, err := post(t.Context(), s, wav, "language", "ru", "prompt", "секретная подсказка"); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"key", "log", "server.json"} {
		if info, err := os.Stat(e.state(name)); err != nil || info.Mode() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	b, err := os.ReadFile(e.state("log"))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"оператор", "секретн", s.Key} {
		if strings.Contains(string(b), secret) {
			t.Errorf("the log has %q:\n%s", secret, b)
		}
	}
}

func TestRealEngineTellsQuicklyThatNoHubIsThere(t *testing.T) {
	e := real(t)
	e.Env = append(os.Environ(), "HF_ENDPOINT=http://127.0.0.1:9") // the discard port: nobody listens
	e = &Engine{dirs: Dirs{Cache: e.dirs.Cache, State: t.TempDir()}, Env: e.Env}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	err := e.Install(ctx, "small", nil)
	var failed *InstallError
	if !errors.As(err, &failed) || failed.Model != "small" || failed.Step != StepModel {
		t.Fatalf("got %v, want an *InstallError of the model small", err)
	}
	if !strings.Contains(err.Error(), Base) {
		t.Errorf("the way out is not told: %v", err)
	}
	if s, err := e.Status(t.Context()); err != nil || !s.Installed || s.Model != Base {
		t.Errorf("%s does not work any more: %+v, %v", Base, s, err)
	}
}

func ExampleEngine_Start() {
	e := New(Dirs{Cache: "cache", State: "state"})
	_, err := e.Start(context.Background())
	fmt.Println(err)
	// Output: the local engine is not installed: run `rehearse engine install`
}
