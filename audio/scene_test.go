package audio

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// clips of one speaker, read aloud, a few seconds each.
func speechClips(tb testing.TB, names ...string) [][]int16 {
	tb.Helper()
	dir := sharedData(tb, "speech")
	if _, err := exec.LookPath("flac"); err != nil {
		if os.Getenv("REHEARSE_MUST_RUN") == "1" {
			tb.Fatal("flac is not installed")
		}
		tb.Skip("flac is not installed")
	}
	var clips [][]int16
	for _, name := range names {
		raw, err := exec.Command("flac", "-dcs", "--force-raw-format", "--endian=little", "--sign=signed",
			filepath.Join(dir, name+".flac")).Output()
		if err != nil {
			tb.Fatal(err)
		}
		clip := make([]int16, len(raw)/2)
		for i := range clip {
			clip[i] = int16(binary.LittleEndian.Uint16(raw[2*i:]))
		}
		clips = append(clips, clip)
	}
	return clips
}

const truthStep = Rate / 100

// trueSpans is the rule by which a clean clip is cut: speech is where 10 ms of
// it are within 40 dB of its loudest 10 ms, pieces closer than 200 ms belong
// together.
func trueSpans(clip []int16) []Span {
	var level []float64
	loudest := SilenceDBFS
	for i := 0; i+truthStep <= len(clip); i += truthStep {
		sum := 0.0
		for _, s := range clip[i : i+truthStep] {
			sum += float64(s) * float64(s)
		}
		level = append(level, decibels(sum, truthStep))
		loudest = max(loudest, level[len(level)-1])
	}
	var spans []Span
	for i, l := range level {
		if l < loudest-40 {
			continue
		}
		start, end := Duration(i*truthStep), Duration((i+1)*truthStep)
		if n := len(spans); n > 0 && start-spans[n-1].End < 200*time.Millisecond {
			spans[n-1].End = end
			continue
		}
		spans = append(spans, Span{start, end})
	}
	return spans
}

// A scene is speech with known silences in it.
type scene struct {
	sound []int16
	spans []Span
}

// makeScene joins trimmed clips by silences of 0.3 to 4 s.
func makeScene(clips [][]int16, longest float64, r *rand.Rand) scene {
	var s scene
	silence := func(d time.Duration) { s.sound = append(s.sound, make([]int16, Samples(d))...) }
	silence(time.Duration(500+r.IntN(1500)) * time.Millisecond)
	for _, clip := range clips {
		spans := trueSpans(clip)
		from, to := spans[0].Start, spans[len(spans)-1].End
		at := Duration(len(s.sound))
		for _, span := range spans {
			s.spans = append(s.spans, Span{at + span.Start - from, at + span.End - from})
		}
		s.sound = append(s.sound, clip[Samples(from):Samples(to)]...)
		silence(time.Duration(300*math.Pow(longest/300, r.Float64())) * time.Millisecond)
	}
	return s
}

// noises are unit-power disturbances.
var noises = map[string]func(n int, r *rand.Rand) []float64{
	"hiss": func(n int, r *rand.Rand) []float64 {
		s := make([]float64, n)
		for i := range s {
			s[i] = r.NormFloat64()
		}
		return s
	},
	"hum": func(n int, r *rand.Rand) []float64 {
		s := make([]float64, n)
		for i := range s {
			for k, a := range []float64{1, 0.5, 0.35, 0.2, 0.15, 0.1, 0.08, 0.05} {
				s[i] += a * math.Sin(2*math.Pi*50*float64(k+1)*float64(i)/Rate+float64(k))
			}
			s[i] += 0.02 * r.NormFloat64()
		}
		return s
	},
	"keys": func(n int, r *rand.Rand) []float64 { // 3 to 8 keys a second, each a press and a release of some 10 ms
		s := make([]float64, n)
		for at := 0; at < n; at += Rate/8 + r.IntN(Rate/5) {
			for _, hit := range []struct {
				at  int
				amp float64
			}{{at, 1}, {at + Rate/20 + r.IntN(Rate/20), 0.5}} {
				for i := hit.at; i < min(n, hit.at+Rate/30); i++ {
					s[i] += hit.amp * r.NormFloat64() * math.Exp(-float64(i-hit.at)/(0.004*Rate))
				}
			}
		}
		for i := range s {
			s[i] += 0.01 * r.NormFloat64()
		}
		return s
	},
	"street": func(n int, r *rand.Rand) []float64 { // low noise that swells as cars pass
		s := make([]float64, n)
		low, mid, phase := 0.0, 0.0, r.Float64()*6
		for i := range s {
			w := r.NormFloat64()
			low += 0.02 * (w - low)
			mid += 0.2 * (w - mid)
			swell := math.Pow(10, 0.3*math.Sin(2*math.Pi*float64(i)/Rate/5+phase))
			s[i] = swell * (10*low + 0.8*mid + 0.05*w)
		}
		return s
	},
}

// add returns the scene's sound with noise at a level in dBFS.
func (s scene) add(noise []float64, level float64) []int16 {
	power := 0.0
	for _, v := range noise {
		power += v * v
	}
	gain := 32768 * math.Pow(10, level/20) / math.Sqrt(power/float64(len(noise)))
	out := make([]int16, len(s.sound))
	for i, v := range s.sound {
		out[i] = int16(max(-32768, min(32767, math.Round(float64(v)+gain*noise[i]))))
	}
	return out
}
