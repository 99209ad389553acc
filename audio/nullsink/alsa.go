package nullsink

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// File gives this process a sound card without a daemon, until tb ends: its
// microphone hears the raw samples of path, 16 bits, one channel, at the rate of
// whoever records, faster than time. It is for bytes, not for clocks.
func File(tb testing.TB, path string) {
	tb.Helper()
	dir := folder(tb)
	setenv(tb, alsa(tb, dir, fmt.Sprintf(`
pcm.!default { type plug  slave { pcm "filemic" format S16_LE channels 1 } }
pcm.filemic  { type file  slave.pcm "nul"  file %q  infile %q  format "raw" }
pcm.nul      { type null }
ctl.!default { type null }
`, filepath.Join(dir, "out.raw"), path)))
}

// Nothing returns the environment of this process with a sound system that
// has lost its daemon, for programs that a test starts.
func Nothing(tb testing.TB) []string {
	tb.Helper()
	dir := folder(tb)
	env := append(alsa(tb, dir, overPulse), "HOME="+dir, "PULSE_SERVER=unix:"+filepath.Join(dir, "none"))
	return append(os.Environ(), env...)
}

// overPulse leads every ALSA program to PulseAudio.
const overPulse = `
pcm.!default { type pulse }
ctl.!default { type pulse }
`

// alsa writes an ALSA configuration and returns what points at it.
func alsa(tb testing.TB, dir, config string) []string {
	tb.Helper()
	path := filepath.Join(dir, "asound.conf")
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		tb.Fatal(err)
	}
	return []string{"ALSA_CONFIG_PATH=" + path}
}

func setenv(tb testing.TB, env []string) {
	tb.Helper()
	for _, pair := range env {
		name, value, _ := strings.Cut(pair, "=")
		tb.Setenv(name, value)
	}
}

// folder returns a fresh folder with a short name: the path of a socket may
// have some 100 bytes, and names of tests are longer.
func folder(tb testing.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp("", "sink")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func need(tb testing.TB, programs ...string) {
	tb.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err == nil {
			continue
		}
		if os.Getenv("REHEARSE_MUST_RUN") == "1" {
			tb.Fatalf("%s is not installed", p)
		}
		tb.Skipf("%s is not installed", p)
	}
}
