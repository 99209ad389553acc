package audio

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
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

// A tally counts pauses of half a second and more. A pause is right when one of
// 0.3 s or more on the other side overlaps it by half of both.
type tally struct {
	there, heard int // true pauses, and those of them that were found
	found, right int // found pauses, and those of them that are there
	edges, near  int // of the true pauses that were found; within 80 ms
	first        time.Duration
}

func compare(want, got Speech) tally {
	var t tally
	const shortest, partner = 500 * time.Millisecond, 300 * time.Millisecond
	for _, w := range want.Pauses(shortest) {
		t.there++
		g, ok := match(w, got.Pauses(partner))
		if !ok {
			continue
		}
		t.heard++
		for _, off := range []time.Duration{g.Start - w.Start, g.End - w.End} {
			t.edges++
			if off.Abs() <= 80*time.Millisecond {
				t.near++
			}
		}
	}
	for _, g := range got.Pauses(shortest) {
		t.found++
		if _, ok := match(g, want.Pauses(partner)); ok {
			t.right++
		}
	}
	t.first = time.Hour
	if len(got.Spans) > 0 {
		t.first = got.Spans[0].Start - want.Spans[0].Start
	}
	return t
}

func match(s Span, others []Span) (Span, bool) {
	for _, o := range others {
		common := min(s.End, o.End) - max(s.Start, o.Start)
		if common*2 >= s.Len() && common*2 >= o.Len() {
			return o, true
		}
	}
	return Span{}, false
}

func (t tally) add(o tally) tally {
	t.there, t.heard, t.found, t.right = t.there+o.there, t.heard+o.heard, t.found+o.found, t.right+o.right
	t.edges, t.near = t.edges+o.edges, t.near+o.near
	if o.first.Abs() > t.first.Abs() {
		t.first = o.first
	}
	return t
}

func (t tally) f1() float64 {
	precision, recall := float64(t.right)/float64(max(1, t.found)), float64(t.heard)/float64(max(1, t.there))
	return 2 * precision * recall / max(1e-9, precision+recall)
}

func (t tally) String() string {
	return fmt.Sprintf("F1 %.3f of %3d pauses  edges %3d of %3d  first %+4d ms", t.f1(), t.there, t.near, t.edges, t.first.Milliseconds())
}

var sentences = []string{
	"agent-alreadyon", "astcc-followed-by-the-pound-key", "confbridge-lock-extended", "confbridge-mute-extended", "demo-enterkeywords",
	"demo-nogo", "dictate_both_help", "dir-intro", "privacy-prompt", "queue-callswaiting", "vm-enter-num-to-call", "pls-hold-while-try",
	"digits_5", "hello", "followme_status", "tt-allbusy", "vm-review", "vm-instructions", "agent-pass", "activated", "calling", "conf-extended",
	"invalid", "goodbye",
}

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
	for _, name := range []string{"hiss", "hum", "keys"} {
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

// Speech is ordered, apart and inside the sound, whatever the sound is.
func TestSpansAreInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		var sound []int16
		for range rapid.IntRange(0, 8).Draw(t, "turns") {
			d := time.Duration(r.IntN(900)) * time.Millisecond
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

// Recorded speech with known silences under noise of known level. With -v it
// prints what README.md says of the detector.
func TestPausesInSpeech(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	clips := speechClips(t, sentences...)
	var all tally
	late := 0
	for _, name := range []string{"hum", "keys", "street"} {
		for _, level := range []float64{-50, -40, -30, -25} {
			var sum tally
			for _, longest := range []float64{4000, 1500} {
				r.Shuffle(len(clips), func(i, j int) { clips[i], clips[j] = clips[j], clips[i] })
				s := makeScene(clips[:10], longest, r)
				sound := s.add(noises[name](len(s.sound), r), level)
				got, err := Detect(FromSamples(sound))
				if err != nil {
					t.Fatal(err)
				}
				one := compare(Speech{Length: Duration(len(sound)), Spans: s.spans}, got)
				if one.first.Abs() > 100*time.Millisecond {
					late++
				}
				sum = sum.add(one)
			}
			t.Logf("%-6s %4.0f dBFS  %v", name, level, sum)
			all = all.add(sum)
		}
	}
	t.Logf("all  %v, first speech off by more than 0.1 s in %d of 24", all, late)
	if all.f1() < 0.97 {
		t.Errorf("F1 of pauses is %.3f", all.f1())
	}
	if share := float64(all.near) / float64(all.edges); share < 0.9 {
		t.Errorf("%.0f %% of edges are within 80 ms", 100*share)
	}
	if late > 3 {
		t.Errorf("first speech is off by more than 0.1 s in %d of 24", late)
	}
}
