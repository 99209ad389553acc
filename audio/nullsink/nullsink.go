// Package nullsink gives tests a sound card: a PulseAudio daemon of their own
// with one null sink. What is played into the sink is what the default
// microphone hears, and what a program plays is heard there too. It runs in
// real time.
package nullsink

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	sink    = "vmic"
	monitor = sink + ".monitor"
)

// A Sink is a running daemon. It ends with its test.
type Sink struct {
	tb     testing.TB
	dir    string
	env    []string
	daemon *exec.Cmd
	dead   bool
}

// Start starts a daemon. Where PulseAudio is missing the test is skipped, or
// fails under REHEARSE_MUST_RUN=1.
func Start(tb testing.TB) *Sink {
	tb.Helper()
	need(tb, "pulseaudio", "pactl", "paplay", "parec")
	s := &Sink{tb: tb, dir: folder(tb)}
	runtime := filepath.Join(s.dir, "pulse")
	if err := os.Mkdir(runtime, 0o700); err != nil {
		tb.Fatal(err)
	}
	s.env = append(alsa(tb, s.dir, overPulse),
		"HOME="+s.dir,
		"XDG_RUNTIME_DIR="+s.dir,
		"XDG_CONFIG_HOME="+s.dir,
		"PULSE_RUNTIME_PATH="+runtime,
		"PULSE_SERVER=unix:"+filepath.Join(runtime, "native"),
	)
	s.start()
	return s
}

// start starts the daemon as a child, so that a killed one is a zombie for no
// longer than Kill takes. Without clients it ends itself after two minutes, for
// tests that are killed.
func (s *Sink) start() {
	s.tb.Helper()
	s.daemon = s.command("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=120", "--disable-shm=yes",
		"--log-target=file:"+filepath.Join(s.dir, "daemon.log"),
		"-L", "module-native-protocol-unix",
		// norewinds: without it the first sound comes 1.7 s late.
		"-L", "module-null-sink sink_name="+sink+" rate=48000 channels=1 norewinds=1")
	if err := s.daemon.Start(); err != nil {
		s.tb.Fatalf("start pulseaudio: %v", err)
	}
	s.tb.Cleanup(s.Kill)
	for range 100 {
		if s.command("pactl", "set-default-source", monitor).Run() == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	log, _ := os.ReadFile(filepath.Join(s.dir, "daemon.log"))
	s.tb.Fatalf("pulseaudio does not answer: %s", log)
}

// Env returns the environment of this process with the sink's sound card in
// it, for programs that a test starts.
func (s *Sink) Env() []string { return append(os.Environ(), s.env...) }

// Setenv gives the sink's sound card to this process, until tb ends.
func (s *Sink) Setenv(tb testing.TB) { setenv(tb, s.env) }

// Play plays a sound file into the microphone and returns when it has ended.
func (s *Sink) Play(path string) {
	s.tb.Helper()
	s.PlayAsync(path)()
}

// PlayAsync begins to play a sound file into the microphone. The returned
// function waits for its end.
func (s *Sink) PlayAsync(path string) (wait func()) {
	s.tb.Helper()
	player := s.command("paplay", "--device="+sink, path)
	if err := player.Start(); err != nil {
		s.tb.Fatalf("play %s: %v", path, err)
	}
	return func() { player.Wait() } // a player whose daemon was killed fails, as it should
}

// Record writes to path, a WAV file, what is played into the sink, until the
// returned function is called.
func (s *Sink) Record(path string) (stop func()) {
	s.tb.Helper()
	recorder := s.command("parec", "--device="+monitor, "--file-format=wav", "--rate=16000", "--channels=1", "--latency-msec=20", path)
	if err := recorder.Start(); err != nil {
		s.tb.Fatalf("record to %s: %v", path, err)
	}
	return func() {
		recorder.Process.Signal(os.Interrupt)
		recorder.Wait()
	}
}

// Mute makes the microphone give exact zeros, or sound again.
func (s *Sink) Mute(on bool) { s.pactl("set-source-mute", monitor, flag(on)) }

// Suspend freezes the sink and its microphone, or thaws them.
func (s *Sink) Suspend(on bool) { s.pactl("suspend-sink", sink, flag(on)) }

// Volume sets the microphone's, in percent; over 100 it clips.
func (s *Sink) Volume(percent int) {
	s.pactl("set-source-volume", monitor, fmt.Sprintf("%d%%", percent))
}

// Unload takes the sound card away while the daemon lives on.
func (s *Sink) Unload() { s.pactl("unload-module", "module-null-sink") }

// Kill kills the daemon as kill -9 does.
func (s *Sink) Kill() {
	if s.dead {
		return
	}
	s.dead = true
	s.daemon.Process.Kill()
	s.daemon.Wait()
}

func (s *Sink) pactl(args ...string) {
	s.tb.Helper()
	if out, err := s.command("pactl", args...).CombinedOutput(); err != nil {
		s.tb.Fatalf("pactl %s: %v: %s", strings.Join(args, " "), err, out)
	}
}

func (s *Sink) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = s.Env()
	return cmd
}

func flag(on bool) string {
	if on {
		return "1"
	}
	return "0"
}
