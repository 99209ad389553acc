package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// nobody is a server that refuses connections at once: what is measured ends
// when the answer is kept.
const nobody = "http://127.0.0.1:9/v1"

// record measures the processor time of recording against PulseAudio's own
// recorder. Both hear the same sound in the same minute.
func record(ctx context.Context, b *bench) ([]row, error) {
	sink, err := startSink(ctx, b)
	if err != nil {
		return nil, err
	}
	defer sink.stop()
	length := pick(b, time.Minute, 10*time.Second)
	r := row{what: "recording: processor time", against: "`parecord`", most: 2}
	var ours, theirs []time.Duration
	for range pick(b, 3, 1) {
		speaking := sink.command(ctx, "pacat", "--playback", "--device=vmic", "--rate=16000", "--channels=1", "--volume=6000", "--raw", "/dev/urandom")
		if err := speaking.Start(); err != nil {
			return nil, err
		}
		other := sink.command(ctx, "parecord", "--rate=16000", "--channels=1", "--file-format=wav", filepath.Join(b.dir, "parecord.wav"))
		if err := other.Start(); err != nil {
			return nil, err
		}
		c := exec.CommandContext(ctx, b.program, "practice", "4", "--no-live", "--no-input", "--max", fmt.Sprint(length), "--base-url", nobody)
		c.Env = b.environment(b.dir, sink.env...)
		one, _, err := spend(c, 3, 4) // nobody speaks, or nobody listens
		other.Process.Signal(os.Interrupt)
		other.Wait()
		speaking.Process.Kill()
		speaking.Wait()
		if err != nil {
			return nil, err
		}
		parecord := other.ProcessState.UserTime() + other.ProcessState.SystemTime()
		ours, theirs = append(ours, one.cpu), append(theirs, parecord)
		r.ratios = append(r.ratios, one.cpu.Seconds()/parecord.Seconds())
	}
	minutes := length.Minutes()
	r.absolute = fmt.Sprintf("%.2f s against %.2f s for a minute, start and keeping included", middle(ours).Seconds()/minutes, middle(theirs).Seconds()/minutes)
	return []row{r}, nil
}

// A sink is a PulseAudio daemon of our own with a null sink.
type sink struct {
	env    []string
	daemon *exec.Cmd
}

func startSink(ctx context.Context, b *bench) (*sink, error) {
	runtime := filepath.Join(b.dir, "pulse")
	if err := os.Mkdir(runtime, 0o700); err != nil {
		return nil, err
	}
	config := filepath.Join(b.dir, "asound.conf")
	if err := os.WriteFile(config, []byte("pcm.!default { type pulse }\nctl.!default { type pulse }\n"), 0o600); err != nil {
		return nil, err
	}
	s := &sink{env: []string{"XDG_RUNTIME_DIR=" + b.dir, "PULSE_RUNTIME_PATH=" + runtime, "PULSE_SERVER=unix:" + filepath.Join(runtime, "native"), "ALSA_CONFIG_PATH=" + config}}
	s.daemon = s.command(ctx, "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=120", "--disable-shm=yes", "--log-target=null",
		"-L", "module-native-protocol-unix", "-L", "module-null-sink sink_name=vmic rate=48000 channels=1 norewinds=1")
	if err := s.daemon.Start(); err != nil {
		return nil, err
	}
	for range 100 {
		if s.command(ctx, "pactl", "set-default-source", "vmic.monitor").Run() == nil {
			return s, nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.stop()
	return nil, fmt.Errorf("pulseaudio does not answer")
}

func (s *sink) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, args...)
	c.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.TempDir()}, s.env...)
	return c
}

func (s *sink) stop() {
	s.daemon.Process.Kill()
	s.daemon.Wait()
}

// memory measures what the program holds while it records an hour, from a
// microphone that is faster than time: ALSA's file plugin.
func memory(ctx context.Context, b *bench) ([]row, error) {
	minute, err := b.holds(ctx, time.Minute)
	if err != nil {
		return nil, err
	}
	hour, err := b.holds(ctx, pick(b, time.Hour, 10*time.Minute))
	if err != nil {
		return nil, err
	}
	return []row{{
		what: "memory while recording an hour", against: "a minute", ratios: []float64{float64(hour) / float64(minute)}, most: 1.1,
		absolute: fmt.Sprintf("%.1f MB against %.1f MB (bar 60 MB)", float64(hour)/1024, float64(minute)/1024),
	}}, nil
}

// holds returns the most memory, in KB, that the program had while a draft was
// being written.
func (b *bench) holds(ctx context.Context, length time.Duration) (int, error) {
	dir := filepath.Join(b.dir, "memory-"+length.String())
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return 0, err
	}
	raw := filepath.Join(dir, "in.raw")
	if err := os.WriteFile(raw, noise(length), 0o600); err != nil {
		return 0, err
	}
	config := filepath.Join(dir, "asound.conf")
	plugin := fmt.Sprintf("pcm.!default { type plug  slave { pcm \"filemic\" format S16_LE channels 1 } }\n"+
		"pcm.filemic  { type file  slave.pcm \"nul\"  file /dev/null  infile %q  format \"raw\" }\npcm.nul { type null }\nctl.!default { type null }\n", raw)
	if err := os.WriteFile(config, []byte(plugin), 0o600); err != nil {
		return 0, err
	}
	c := exec.CommandContext(ctx, b.program, "practice", "4", "--no-live", "--no-input", "--max", fmt.Sprint(length), "--base-url", nobody)
	c.Env = b.environment(dir, "ALSA_CONFIG_PATH="+config)
	var talk bytes.Buffer
	c.Stderr = &talk
	if err := c.Start(); err != nil {
		return 0, err
	}
	ended := make(chan struct{})
	go func() { c.Wait(); close(ended) }()
	most, seen := 0, 0
	for {
		select {
		case <-ended:
			if seen == 0 {
				return 0, fmt.Errorf("no recording was seen: %s", talk.String())
			}
			return most, nil
		case <-time.After(5 * time.Millisecond):
		}
		drafts, _ := filepath.Glob(filepath.Join(dir, "data", "rehearse", "recordings", "*", "answer.wav.part"))
		if len(drafts) > 0 {
			seen++
			most = max(most, resident(c.Process.Pid))
		}
	}
}

// resident returns the memory of a process in KB, 0 where it is gone.
func resident(pid int) int {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range bytes.Lines(status) {
		if rest, ok := bytes.CutPrefix(line, []byte("VmRSS:")); ok {
			kb := 0
			fmt.Sscan(string(rest), &kb)
			return kb
		}
	}
	return 0
}

// noise is raw sound that is not silent.
func noise(length time.Duration) []byte {
	raw := make([]byte, 2*16000*int(length.Seconds()))
	state := uint32(1)
	for i := range raw {
		state = state*1664525 + 1013904223
		raw[i] = byte(state >> 24)
		if i%2 == 1 {
			raw[i] = byte(int8(raw[i]) / 16)
		}
	}
	return raw
}
