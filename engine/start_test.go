package engine

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
)

// started returns a fake engine whose server runs until the test ends.
func started(t *testing.T) (*Engine, Server) {
	t.Helper()
	e := fake(t)
	place(t, e)
	s, err := e.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	stopAfter(t, e)
	return e, s
}

// stopAfter leaves no server behind: t.Context has ended when cleanups run.
func stopAfter(t *testing.T, e *Engine) {
	t.Cleanup(func() {
		if r, err := e.readState(); err == nil {
			if p, err := os.FindProcess(r.PID); err == nil && r.PID != os.Getpid() {
				_ = p.Kill()
			}
		}
	})
}

func TestStartNeedsAnInstallation(t *testing.T) {
	e := New(Dirs{Cache: t.TempDir(), State: t.TempDir()})
	if _, err := e.Start(t.Context()); !errors.Is(err, ErrNotInstalled) {
		t.Errorf("got %v, want ErrNotInstalled", err)
	}
	s, err := e.Status(t.Context())
	if err != nil || s.Installed || s.Running || s.BaseURL != "" || s.Model != Base {
		t.Errorf("Status = %+v, %v", s, err)
	}
	if err := e.Stop(t.Context()); err != nil {
		t.Errorf("Stop of nothing: %v", err)
	}
}

func TestStatusLooksWithoutTouching(t *testing.T) {
	dir := t.TempDir()
	e := New(Dirs{Cache: dir + "/c", State: dir + "/s"})
	if _, err := e.Status(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := e.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("made %v", left)
	}
}

func TestStartUsesTheServerThatRuns(t *testing.T) {
	e, first := started(t)
	if first.Model != Base || first.EmbeddingModel != "e5" {
		t.Errorf("the server is %+v", first)
	}
	second, err := New(e.dirs).Start(t.Context()) // as another process would
	if err != nil || second != first {
		t.Errorf("got %+v, %v; want %+v", second, err, first)
	}
	s, err := e.Status(t.Context())
	if err != nil || !s.Running || s.BaseURL != first.BaseURL || s.KeyFile != e.state("key") {
		t.Errorf("Status = %+v, %v", s, err)
	}
	if err := e.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s, err := e.Status(t.Context()); err != nil || s.Running {
		t.Errorf("after Stop: %+v, %v", s, err)
	}
}

func TestStartsAtOnceStartOneServer(t *testing.T) {
	e := fake(t)
	place(t, e)
	stopAfter(t, e)
	var all sync.WaitGroup
	servers := make([]Server, 8)
	errs := make([]error, len(servers))
	for i := range servers {
		all.Go(func() {
			mine := New(e.dirs)
			mine.Env = e.Env
			servers[i], errs[i] = mine.Start(t.Context())
		})
	}
	all.Wait()
	for i, s := range servers {
		if errs[i] != nil || s != servers[0] {
			t.Errorf("start %d: %+v, %v; want %+v", i, s, errs[i], servers[0])
		}
	}
	if n := strings.Count(strings.Join(calls(t, e), " "), "serve"); n != 1 {
		t.Errorf("%d servers were started", n)
	}
}

func TestStartReplacesAServer(t *testing.T) {
	for name, break_ := range map[string]func(t *testing.T, e *Engine, r running){
		"that was killed": func(t *testing.T, e *Engine, r running) { kill(t, r.PID) },
		"of another version": func(t *testing.T, e *Engine, r running) {
			kill(t, r.PID)
			other := e.serverCommand(Base)
			for i, arg := range other.Args {
				if arg == programVersion() {
					other.Args[i] = "older"
				}
			}
			if err := errors.Join(os.Remove(e.state("server.json")), other.Start()); err != nil {
				t.Fatal(err)
			}
			go other.Wait()
			waitUntil(t.Context(), func() bool { _, ok := e.find(t.Context()); return ok })
		},
		"whose state file is torn": func(t *testing.T, e *Engine, r running) {
			kill(t, r.PID)
			if err := os.WriteFile(e.state("server.json"), []byte(`{"addr`), 0o600); err != nil {
				t.Fatal(err)
			}
		},
		"of another model": func(t *testing.T, e *Engine, r running) {
			if err := e.Install(t.Context(), "small", nil); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			e, first := started(t)
			r, err := e.readState()
			if err != nil {
				t.Fatal(err)
			}
			break_(t, e, r)
			broken, _ := e.readState()
			second, err := e.Start(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if second.Key == first.Key || second.BaseURL == first.BaseURL {
				t.Errorf("the server is still %+v", first)
			}
			if broken.PID != 0 && broken.PID != os.Getpid() && !broken.gone() {
				t.Error("the one before still runs")
			}
		})
	}
}

// A stranger who listens at the old address is neither used nor told the key
// of the next server.
func TestStartTrustsNobodyAtTheOldAddress(t *testing.T) {
	e, _ := started(t)
	r, err := e.readState()
	if err != nil {
		t.Fatal(err)
	}
	kill(t, r.PID)
	var told string
	stranger := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		told = req.Header.Get("Authorization")
		_ = json.NewEncoder(w).Encode(healthReply{"ok", Base, 1, "another"})
	}))
	defer stranger.Close()
	r.Address, r.PID = strings.TrimPrefix(stranger.URL, "http://"), os.Getpid()
	state, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(e.state("server.json"), state, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := e.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(s.BaseURL, stranger.URL) || strings.Contains(told, s.Key) {
		t.Errorf("the stranger got %q and is used as %+v", told, s)
	}
}

func TestStartTellsWhatTheServerSaidLast(t *testing.T) {
	e := fake(t, "FAKE_FAIL=serve")
	place(t, e)
	_, err := e.Start(t.Context())
	var failed *StartError
	if !errors.As(err, &failed) {
		t.Fatalf("got %v, want a *StartError", err)
	}
	if failed.Output != "ERROR: no such luck" || failed.Log != e.state("log") {
		t.Errorf("got %+v", failed)
	}
}

func TestKeyAndLogAreTheirOwnersAlone(t *testing.T) {
	e, s := started(t)
	for _, name := range []string{"key", "log", "server.json"} {
		info, err := os.Stat(e.state(name))
		if err != nil || info.Mode() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	log, err := os.ReadFile(e.state("log"))
	if err != nil || strings.Contains(string(log), s.Key) {
		t.Errorf("the log has the key, or cannot be read: %v", err)
	}
}

func TestALongLogBeginsAnew(t *testing.T) {
	path := t.TempDir() + "/log"
	for _, c := range []struct{ before, after int64 }{{maxLog, maxLog}, {maxLog + 1, 0}} {
		if err := os.WriteFile(path, make([]byte, c.before), 0o644); err != nil {
			t.Fatal(err)
		}
		f, err := openLog(path)
		if err != nil {
			t.Fatal(err)
		}
		info, err := f.Stat()
		if err != nil || info.Size() != c.after || info.Mode() != 0o600 {
			t.Errorf("of %d bytes: %v bytes, mode %v, %v", c.before, info.Size(), info.Mode(), err)
		}
		f.Close()
	}
}

func kill(t *testing.T, pid int) {
	t.Helper()
	p, err := os.FindProcess(pid)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Kill(); err != nil {
		t.Fatal(err)
	}
	waitUntil(t.Context(), func() bool { return !alive(pid) })
}
