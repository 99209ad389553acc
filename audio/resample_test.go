package audio

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// power returns the level of s in dBFS, and of what is left of it without hz.
func power(s []int16, hz, rate float64) (whole, rest float64) {
	var sin, cos, sum float64
	for i, v := range s {
		a := 2 * math.Pi * hz * float64(i) / rate
		sin += float64(v) * math.Sin(a)
		cos += float64(v) * math.Cos(a)
		sum += float64(v) * float64(v)
	}
	toned := 2 * (sin*sin + cos*cos) / float64(len(s))
	return decibels(sum, len(s)), decibels(sum-toned, len(s))
}

var usualRates = []int{8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000, 96000, 192000}

func TestTonesThroughTheResampler(t *testing.T) {
	for _, other := range usualRates {
		for _, way := range [][2]int{{other, Rate}, {Rate, other}} {
			from, to := way[0], way[1]
			if from == to {
				continue
			}
			t.Run(fmt.Sprintf("%d to %d", from, to), func(t *testing.T) {
				top := min(from, to) / 2
				for _, hz := range []int{100, 1000, top * 8 / 10} {
					whole, rest := through(t, hz, from, to)
					near(t, fmt.Sprintf("%d Hz", hz), whole, -9.03, 0.1)
					if rest > whole-60 {
						t.Errorf("%d Hz comes with %.0f dB of what it is not", hz, rest-whole)
					}
				}
				for _, hz := range []int{top + 1, top * 3 / 2, top * 5 / 2} {
					if hz >= from/2 {
						continue
					}
					if whole, _ := through(t, hz, from, to); whole > -9-60 {
						t.Errorf("%d Hz folds back at %.0f dBFS", hz, whole)
					}
				}
			})
		}
	}
}

// through sends half a second of a tone of −9 dBFS, and measures its middle.
func through(t *testing.T, hz, from, to int) (whole, rest float64) {
	t.Helper()
	out, err := ReadAll(Resample(FromSamples(tone(hz, from, from/2, 16384)), from, to))
	if err != nil {
		t.Fatal(err)
	}
	if len(out) != (to+1)/2 {
		t.Errorf("half a second became %d samples", len(out))
	}
	middle := out[to/20:][:to*2/5] // whole turns of every tone here
	return power(middle, float64(hz), float64(to))
}

func TestPiecesDoNotMatterToTheResampler(t *testing.T) {
	sound := tone(440, 44100, 5000, 9000)
	want, err := ReadAll(Resample(FromSamples(sound), 44100, Rate))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		r := NewResampler(44100, Rate)
		var got []int16
		for rest := sound; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "n")
			got = r.Append(got, rest[:n])
			rest = rest[n:]
		}
		got = r.Flush(got)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatal("another sound")
		}
	})
}

func TestAnyRatesKeepTheLength(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(minWAVRate, maxWAVRate).Draw(t, "from")
		n := rapid.IntRange(0, 20000).Draw(t, "n")
		out, err := ReadAll(Resample(FromSamples(make([]int16, n)), from, Rate))
		if err != nil {
			t.Fatal(err)
		}
		if want := math.Ceil(float64(n) * Rate / float64(from)); float64(len(out)) != want {
			t.Fatalf("%d samples, want %.0f", len(out), want)
		}
	})
}
