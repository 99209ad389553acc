package main

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rehearse/audio"
)

func TestTheWaveformFollowsTheSound(t *testing.T) {
	var wave waveform
	column := audio.Samples(columnTime)
	for _, height := range []int16{0, 100, 1000, 4000, 16000} {
		loud := make([]int16, column)
		for i := range loud {
			loud[i] = height * int16(1-2*(i%2))
		}
		for frame := range chunks(loud, audio.FrameLen) {
			wave.see(frame)
		}
	}
	want := []string{
		"       ▄█",
		"    ▁▁▇██",
	}
	got := drawWave(wave.last(9), 9, 2)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func chunks(s []int16, n int) func(func([]int16) bool) {
	return func(yield func([]int16) bool) {
		for len(s) > 0 && yield(s[:min(n, len(s))]) {
			s = s[min(n, len(s)):]
		}
	}
}

// However frames come, a column is full after a tenth of a second of sound; and
// an hour of sound is no more to keep than a minute.
func TestColumnsCountSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var wave waveform
		sizes := rapid.SliceOfN(rapid.IntRange(0, 2*audio.FrameLen), 1, 200).Draw(t, "frames")
		samples := 0
		for _, n := range sizes {
			wave.see(make([]int16, n))
			samples += n
		}
		if want := samples / audio.Samples(columnTime); len(wave.columns) != want {
			t.Errorf("%d samples make %d columns, want %d", samples, len(wave.columns), want)
		}
	})
	var wave waveform
	minute := make([]int16, audio.Samples(time.Minute))
	for range 10 {
		wave.see(minute)
	}
	if len(wave.columns) > 2*widestWave {
		t.Errorf("%d columns are kept", len(wave.columns))
	}
}

func TestTheBarTurnsAtTheTarget(t *testing.T) {
	for _, c := range []struct {
		spoken time.Duration
		want   string
	}{
		{0, "──────────"},
		{15 * time.Second, "━━━━━─────"},
		{30 * time.Second, "━━━━━━━━━━"},
		{31 * time.Second, "━━━━━━━━┃▒"},
		{60 * time.Second, "━━━━━┃▒▒▒▒"},
		{time.Hour, "┃▒▒▒▒▒▒▒▒▒"},
	} {
		if got := ansi.Strip(timeBar(c.spoken, 30*time.Second, 10)); got != c.want {
			t.Errorf("%v: %s, want %s", c.spoken, got, c.want)
		}
	}
	if got := ansi.Strip(timeBar(time.Minute, 0, 10)); got != strings.Repeat("─", 10) {
		t.Errorf("without a target: %s", got)
	}
}
