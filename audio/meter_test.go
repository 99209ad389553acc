package audio

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func tone(hz, rate, n int, amplitude float64) []int16 {
	s := make([]int16, n)
	for i := range s {
		s[i] = int16(math.Round(amplitude * math.Sin(2*math.Pi*float64(hz)*float64(i)/float64(rate))))
	}
	return s
}

func measure(parts ...[]int16) Level {
	var m Meter
	for _, p := range parts {
		m.Write(p)
	}
	return m.Level()
}

func near(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if math.Abs(got-want) > by {
		t.Errorf("%s is %.4f, want %.4f ± %.4f", what, got, want, by)
	}
}

func TestLevels(t *testing.T) {
	silence := make([]int16, Rate)
	half := tone(1000, Rate, Rate, 16384)

	l := measure(half)
	near(t, "peak of half scale", l.Peak, -6.02, 0.01)
	near(t, "RMS of half scale", l.RMS, -9.03, 0.01)
	near(t, "recent of half scale", l.Recent, -9.03, 0.01)

	l = measure(silence, half)
	near(t, "RMS with a silent half", l.RMS, -12.04, 0.01)
	near(t, "recent after silence", l.Recent, -9.03, 0.01)
	if l.Zeros < time.Second || l.Zeros > time.Second+time.Millisecond || l.Silent != 0 {
		t.Errorf("begins with zeros for %v, is silent for %v", l.Zeros, l.Silent)
	}

	l = measure(half, silence)
	near(t, "recent in silence", l.Recent, SilenceDBFS, 0)
	if l.Silent < time.Second || l.Silent > time.Second+time.Millisecond {
		t.Errorf("silent for %v", l.Silent)
	}

	l = measure(tone(1000, Rate, Rate, 40000)) // wraps: never mind, it is loud
	if l.Peak > 0 || l.RMS > 0 {
		t.Errorf("louder than full scale: %+v", l)
	}

	l = measure([]int16{32767, -32768, 32766, 0, 0, 0, 0, 0})
	near(t, "clipped share", l.Clipped, 0.25, 0)
	near(t, "peak of the lowest sample", l.Peak, 0, 0)
}

// Levels go to JSON, which has no infinity.
func TestLevelsAreFinite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := measure(rapid.SliceOf(rapid.Int16()).Draw(t, "sound"))
		if _, err := json.Marshal(l); err != nil {
			t.Fatal(err)
		}
		if l.Peak < SilenceDBFS || l.RMS < SilenceDBFS || l.Recent < SilenceDBFS || l.RMS > l.Peak+1e-9 || l.Zeros > l.Length {
			t.Fatalf("%+v", l)
		}
	})
}

func TestSizesOfFramesDoNotMatter(t *testing.T) {
	sound := tone(313, Rate, 20000, 9000)
	want := measure(sound)
	rapid.Check(t, func(t *rapid.T) {
		var m Meter
		for rest := sound; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "n")
			m.See(rest[:n])
			rest = rest[n:]
		}
		if got := m.Level(); got != want {
			t.Fatalf("%+v, want %+v", got, want)
		}
	})
}
