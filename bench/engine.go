package main

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

//go:embed bare.py
var barePython string

// transcribing measures the ordinary way of an answer of two minutes, as a
// whole command, against the same pieces in the engine's own library without
// anything around it.
func transcribing(ctx context.Context, b *bench) ([]row, error) {
	e, err := b.startEngine(ctx)
	if err != nil {
		return nil, err
	}
	defer spend(e.command(ctx, "engine", "stop"))
	answer := filepath.Join(b.dir, "answer.wav")
	if err := b.speech(ctx, answer, pick(b, 120.0, 30.0)); err != nil {
		return nil, err
	}
	pieces, err := e.pieces(ctx, b, answer)
	if err != nil {
		return nil, err
	}
	python, err := e.bare(ctx, pieces)
	if err != nil {
		return nil, err
	}
	defer python.stop()
	ordinary := row{what: "transcribing 120 s: time beyond 0.3 s", against: "the same pieces in a bare script, model loaded", most: 1.05}
	// A real answer to the question whose terms are hinted: speech of other things
	// has them misheard everywhere, and each is checked.
	real := filepath.Join("examples", "answer.wav")
	hint := row{what: "scoring an answer of 18 s with a hint of its terms", against: "transcribing it without", most: 1.25}
	var ours, theirs, plain, hinted []time.Duration
	for range pick(b, 3, 1) {
		bare, err := python.hear()
		if err != nil {
			return nil, err
		}
		one, _, err := spend(e.command(ctx, "transcribe", answer, "--language", "ru"))
		if err != nil {
			return nil, err
		}
		without, _, err := spend(e.command(ctx, "transcribe", real, "--language", "ru"))
		if err != nil {
			return nil, err
		}
		with, _, err := spend(e.command(ctx, "score", "--question", "4", "--audio", real, "--language", "ru", "--no-embed"))
		if err != nil {
			return nil, err
		}
		ours, theirs = append(ours, one.wall), append(theirs, bare)
		plain, hinted = append(plain, without.wall), append(hinted, with.wall)
		ordinary.ratios = append(ordinary.ratios, (one.wall-300*time.Millisecond).Seconds()/bare.Seconds())
		hint.ratios = append(hint.ratios, with.wall.Seconds()/without.wall.Seconds())
	}
	ordinary.absolute = fmt.Sprintf("%.2f s against %.2f s, %d pieces", middle(ours).Seconds(), middle(theirs).Seconds(), len(pieces))
	hint.absolute = fmt.Sprintf("%.2f s against %.2f s", middle(hinted).Seconds(), middle(plain).Seconds())
	return []row{ordinary, hint}, nil
}

// An installed engine runs for this measurement alone.
type installed struct {
	program, cache string
	env            []string
	BaseURL        string `json:"base_url"`
	KeyFile        string `json:"key_file"`
	Model          string `json:"model"`
}

// startEngine starts the engine that is installed in the cache folder of this
// machine, with a state folder of its own.
func (b *bench) startEngine(ctx context.Context) (*installed, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	e := &installed{program: b.program, cache: cache, env: append(b.environment(b.dir), "XDG_CACHE_HOME="+cache)}
	_, out, err := spend(e.command(ctx, "engine", "start", "--json"))
	if err != nil {
		return nil, err
	}
	return e, json.Unmarshal([]byte(out), e)
}

func (e *installed) command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, e.program, args...)
	c.Env = e.env
	return c
}

// speech joins recorded Russian speech to about the given length.
func (b *bench) speech(ctx context.Context, path string, length float64) error {
	folder := filepath.Join(b.shared, "data", "speech")
	manifest, err := os.ReadFile(filepath.Join(folder, "manifest.tsv"))
	if err != nil {
		return err
	}
	args, total := []string{}, 0.0
	for line := range strings.Lines(string(manifest)) {
		fields := strings.Split(line, "\t")
		seconds := 0.0
		if len(fields) > 2 && fields[2] == "ru" {
			fmt.Sscan(fields[1], &seconds)
		}
		if seconds >= 4 && total+seconds <= length {
			args, total = append(args, filepath.Join(folder, fields[0])), total+seconds
		}
	}
	args = append(args, "-r", "16000", "-c", "1", "-b", "16", path)
	if out, err := exec.CommandContext(ctx, "sox", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("sox: %w: %s", err, out)
	}
	return nil
}

// pieces returns the files in which the program sends answer to the engine: a
// proxy keeps them.
func (e *installed) pieces(ctx context.Context, b *bench, answer string) ([]string, error) {
	target, err := url.Parse(strings.TrimSuffix(e.BaseURL, "/v1"))
	if err != nil {
		return nil, err
	}
	var pieces []string
	proxy := httputil.NewSingleHostReverseProxy(target)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		copied := r.Clone(ctx)
		copied.Body = io.NopCloser(bytes.NewReader(body))
		if file, _, err := copied.FormFile("file"); err == nil {
			piece := filepath.Join(b.dir, fmt.Sprintf("piece%d.wav", len(pieces)))
			sound, _ := io.ReadAll(file)
			if os.WriteFile(piece, sound, 0o600) == nil {
				pieces = append(pieces, piece)
			}
		}
		proxy.ServeHTTP(w, r)
	}))
	defer server.Close()
	key, err := os.ReadFile(e.KeyFile)
	if err != nil {
		return nil, err
	}
	c := e.command(ctx, "transcribe", answer, "--language", "ru", "--base-url", server.URL+"/v1", "--model", e.Model)
	c.Env = append(c.Env, "REHEARSE_API_KEY="+strings.TrimSpace(string(key)))
	_, _, err = spend(c)
	return pieces, err
}

// A bareScript has its model loaded and hears all pieces once for each line.
type bareScript struct {
	c   *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func (e *installed) bare(ctx context.Context, pieces []string) (*bareScript, error) {
	pythons, _ := filepath.Glob(filepath.Join(e.cache, "rehearse", "engine", "env-*", "bin", "python"))
	if len(pythons) == 0 {
		return nil, fmt.Errorf("the engine is not installed")
	}
	model := filepath.Join(e.cache, "rehearse", "engine", "models", e.Model)
	c := exec.CommandContext(ctx, pythons[0], append([]string{"-c", barePython, model}, pieces...)...)
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s := &bareScript{c, in, bufio.NewReader(out)}
	if err := c.Start(); err != nil {
		return nil, err
	}
	_, err = s.out.ReadString('\n') // it is ready
	return s, err
}

func (s *bareScript) hear() (time.Duration, error) {
	if _, err := io.WriteString(s.in, "go\n"); err != nil {
		return 0, err
	}
	line, err := s.out.ReadString('\n')
	if err != nil {
		return 0, err
	}
	var took float64
	_, err = fmt.Sscan(line, &took)
	return time.Duration(took * float64(time.Second)), err
}

func (s *bareScript) stop() {
	s.in.Close()
	s.c.Wait()
}
