package audio

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// voice is a buzz of changing vowels: speech enough for a detector, and made
// anywhere.
func voice(d time.Duration) []int16 {
	s := make([]int16, Samples(d))
	for i := range s {
		at := float64(i) / Rate
		pitch := 2 * math.Pi * (120*at + 3*math.Sin(2*at))
		v := 0.0
		for k := 1.0; k <= 25; k++ {
			v += math.Sin(k*pitch) / math.Sqrt(k)
		}
		s[i] = int16(2000 * v * (0.55 + 0.45*math.Sin(2*math.Pi*4*at)))
	}
	return s
}

// hushed is d of quiet noise.
func hushed(d time.Duration, level float64, r *rand.Rand) []int16 {
	return overNoise(level, r, make([]int16, Samples(d)))
}

// overNoise joins parts over noise of a level in dBFS.
func overNoise(level float64, r *rand.Rand, parts ...[]int16) []int16 {
	joined := scene{sound: slices.Concat(parts...)}
	return joined.add(noises["hiss"](len(joined.sound), r), level)
}

func pause(d time.Duration) []int16 { return make([]int16, Samples(d)) }

func TestNoiseIsNoSpeech(t *testing.T) {
	const length = 20 * Rate
	for _, name := range []string{"hiss", "hum", "keys", "street"} {
		for _, level := range []float64{-60, -40, -20} {
			r := rand.New(rand.NewPCG(4, 5))
			silent := scene{sound: make([]int16, length)}
			sound := silent.add(noises[name](length, r), level)
			got, err := Detect(FromSamples(sound))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(Speech{Length: Duration(length), Spans: []Span{}}, got); diff != "" {
				t.Errorf("%s at %.0f dBFS: %s", name, level, diff)
			}
		}
	}
}

func TestNothingIsNoSpeech(t *testing.T) {
	for _, n := range []int{0, 1, lookLen - 1, lookLen, Rate} {
		got, err := Detect(FromSamples(make([]int16, n)))
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Spans) > 0 || got.Length != Duration(n) {
			t.Errorf("%d zeros: %+v", n, got)
		}
	}
}

// Somebody who thinks aloud holds one vowel longer than the floor looks around.
func TestADrawnOutVowelIsSpeech(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 13))
	vowel := make([]int16, 4*Rate)
	for k := 1; k < 20; k++ {
		for i, v := range tone(150*k, Rate, len(vowel), 3000/float64(k)) {
			vowel[i] += v
		}
	}
	got, err := Detect(FromSamples(overNoise(-50, r, pause(3*time.Second), vowel, pause(3*time.Second))))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Spans) != 1 || (got.Voiced()-4*time.Second).Abs() > 50*time.Millisecond {
		t.Errorf("four seconds from 3 s on are heard as %v", got.Spans)
	}
}

// A PulseAudio monitor gives exact zeros until something plays: they must not
// become the floor that the noise of the room then stands above.
func TestZerosAreNoFloor(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 7))
	sound := append(make([]int16, 5*Rate), hushed(5*time.Second, -50, r)...)
	got, err := Detect(FromSamples(sound))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Spans) > 0 {
		t.Errorf("noise after zeros is heard as speech: %v", got.Spans)
	}
}

func TestUntilSilenceWaitsForSpeechAndThenForItsEnd(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	sound := overNoise(-55, r,
		pause(6*time.Second), // long, and nobody has spoken yet
		voice(2*time.Second), pause(time.Second), voice(2*time.Second), pause(10*time.Second))
	got, err := ReadAll(UntilSilence(FromSamples(sound), 2*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	want := 13 * time.Second
	if off := Duration(len(got)) - want; off < -100*time.Millisecond || off > 200*time.Millisecond {
		t.Errorf("ended after %v, want about %v", Duration(len(got)), want)
	}
}

func TestALiveDetectorFollowsTheVoice(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 11))
	sound := overNoise(-50, r, pause(2*time.Second), voice(3*time.Second), pause(3*time.Second))
	d := NewDetector()
	at := func(moment time.Duration) bool {
		d.Write(sound[d.samples:Samples(moment)])
		return d.Speaking()
	}
	for _, c := range []struct {
		moment time.Duration
		want   bool
	}{
		{time.Second, false}, {1900 * time.Millisecond, false}, {2500 * time.Millisecond, true},
		{4 * time.Second, true}, {4900 * time.Millisecond, true}, {5500 * time.Millisecond, false}, {8 * time.Second, false},
	} {
		if got := at(c.moment); got != c.want {
			t.Errorf("after %v somebody speaks: %v", c.moment, got)
		}
	}
	if quiet, spoke := d.Quiet(); !spoke || (quiet-3*time.Second).Abs() > 100*time.Millisecond {
		t.Errorf("quiet for %v, spoke %v", quiet, spoke)
	}
}

// A live Detector judges early, with little around, and must not take the
// beginning of a noise for a word.
func TestALiveDetectorHearsNoVoiceInNoise(t *testing.T) {
	for _, name := range []string{"hiss", "hum", "keys", "street"} {
		r := rand.New(rand.NewPCG(16, 17))
		silent := scene{sound: make([]int16, 30*Rate)}
		d := NewDetector()
		for rest := silent.add(noises[name](len(silent.sound), r), -40); len(rest) > 0; rest = rest[FrameLen:] {
			d.Write(rest[:FrameLen])
			if d.Speaking() {
				t.Errorf("%s is a voice after %v", name, Duration(d.samples))
				break
			}
		}
	}
}

// Speech is ordered, apart and inside the sound, whatever the sound is.
func TestSpansAreInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		var sound []int16
		for range rapid.IntRange(0, 4).Draw(t, "turns") {
			d := time.Duration(r.IntN(600)) * time.Millisecond
			sound = append(sound, voice(d)...)
			sound = append(sound, hushed(d, -80+60*r.Float64(), r)...)
		}
		got, err := Detect(FromSamples(sound))
		if err != nil {
			t.Fatal(err)
		}
		end := time.Duration(-1)
		for _, span := range got.Spans {
			if span.Start <= end || span.End <= span.Start || span.End > got.Length {
				t.Fatalf("%v in a sound of %v", got.Spans, got.Length)
			}
			end = span.End
		}
	})
}
