//go:build cgo

package audio

import (
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/audio/nullsink"
)

// warble is a sound that fits itself at no other place: a rising tone in
// uneven syllables.
func warble(d time.Duration) []int16 {
	s := make([]int16, Samples(d))
	phase := 0.0
	for i := range s {
		at := float64(i) / Rate
		phase += 2 * math.Pi * (200 + 300*at) / Rate
		s[i] = int16(8000 * math.Sin(phase) * (0.6 + 0.4*math.Sin(2*math.Pi*(3+at)*at)))
	}
	return s
}

// likeness returns the correlation of want with the part of got that fits it
// best.
func likeness(want, got []int16) float64 {
	if len(got) < len(want) {
		return 0
	}
	head := want[:Rate/4]
	best, at := -1.0, 0
	for lag := 0; lag+len(want) <= len(got); lag++ {
		if c := correlation(head, got[lag:lag+len(head)]); c > best {
			best, at = c, lag
		}
	}
	return correlation(want, got[at:at+len(want)])
}

func correlation(a, b []int16) float64 {
	var ab, aa, bb float64
	for i := range a {
		x, y := float64(a[i]), float64(b[i])
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	return ab / math.Sqrt(aa*bb+1)
}

func saveWAV(t *testing.T, s []int16) string {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "sound.wav"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := NewWAVWriter(f)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return f.Name()
}

func openMic(t *testing.T) *Microphone {
	t.Helper()
	mic, err := OpenMicrophone("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { mic.Close() })
	return mic
}

// reads counts the outcomes of n reads, and stops at an error.
func reads(src Source, n int) (sound []int16, empty int, err error) {
	frame := make([]int16, FrameLen)
	for range n {
		got, err := src.Read(frame)
		sound = append(sound, frame[:got]...)
		if err != nil {
			return sound, empty, err
		}
		if got == 0 {
			empty++
		}
	}
	return sound, empty, nil
}

func TestMicrophoneHearsWhatIsPlayed(t *testing.T) {
	card := nullsink.Start(t)
	card.Setenv(t)
	mic := openMic(t)
	want := warble(2 * time.Second)
	played := make(chan struct{})
	path := saveWAV(t, want)
	go func() {
		defer close(played)
		card.Play(path)
	}()
	got, err := ReadAll(Limit(Until(mic, played), 10*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	rest, _, err := reads(mic, 30) // what was on its way when the player ended
	if err != nil {
		t.Fatal(err)
	}
	if c := likeness(want, append(got, rest...)); c < 0.95 {
		t.Errorf("the recording correlates %.3f with what was played", c)
	}
	if d := mic.Dropped(); d > 0 {
		t.Errorf("%v dropped while nothing was wrong", d)
	}
}

func TestMicrophoneGivesWhatTheDriverGives(t *testing.T) {
	want := warble(time.Second)
	raw := make([]byte, 0, 2*len(want))
	for _, s := range want {
		raw = binary.LittleEndian.AppendUint16(raw, uint16(s))
	}
	path := filepath.Join(t.TempDir(), "in.raw")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	nullsink.File(t, path)
	got, err := ReadAll(Limit(openMic(t), Duration(len(want))))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSpeakerIsHeard(t *testing.T) {
	card := nullsink.Start(t)
	card.Setenv(t)
	path := filepath.Join(t.TempDir(), "heard.wav")
	stop := card.Record(path)
	speaker, err := OpenSpeaker()
	if err != nil {
		t.Fatal(err)
	}
	defer speaker.Close()
	silence := make([]int16, Rate/2) // until the recorder listens
	want := warble(2 * time.Second)
	for _, s := range [][]int16{silence, want} {
		if _, err := speaker.Write(s); err != nil {
			t.Fatal(err)
		}
	}
	if p := speaker.Position(); p <= 0 || p >= 2500*time.Millisecond {
		t.Errorf("while the end waits to be heard the position is %v", p)
	}
	if err := speaker.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p := speaker.Position(); p < 2450*time.Millisecond || p > 2500*time.Millisecond {
		t.Errorf("all is heard, and the position is %v", p)
	}
	if _, err := speaker.Write(make([]int16, Rate/2)); err != nil { // while the recorder's own delay passes
		t.Fatal(err)
	}
	if err := speaker.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	stop()
	wav, err := OpenWAV(path)
	if err != nil {
		t.Fatal(err)
	}
	defer wav.Close()
	got, err := ReadAll(wav)
	if err != nil {
		t.Fatal(err)
	}
	if c := likeness(want, got); c < 0.95 {
		t.Errorf("what was heard correlates %.3f with what was written", c)
	}
}

// A second of sound, then nothing: a Read waits 50 ms, so the device is given
// up between 25 and 40 empty reads.
func wantLost(t *testing.T, mic *Microphone) {
	t.Helper()
	_, empty, err := reads(mic, 400)
	if !errors.Is(err, ErrLost) {
		t.Fatalf("after %d empty reads: %v, want ErrLost", empty, err)
	}
	if empty < 20 || empty > 40 {
		t.Errorf("given up after %d empty reads", empty)
	}
	if err := mic.Close(); err != nil {
		t.Logf("closing it says: %v", err) // a device that is gone may say so
	}
}

func TestMicrophoneIsTakenAway(t *testing.T) {
	for name, take := range map[string]func(*nullsink.Sink){
		"unplugged":     (*nullsink.Sink).Unload,
		"daemon killed": (*nullsink.Sink).Kill,
	} {
		t.Run(name, func(t *testing.T) {
			card := nullsink.Start(t)
			card.Setenv(t)
			mic := openMic(t)
			if sound, _, err := reads(mic, 20); len(sound) == 0 || err != nil {
				t.Fatalf("heard %d samples, %v", len(sound), err)
			}
			take(card)
			wantLost(t, mic)
		})
	}
}

func TestMicrophoneIsMutedThenFreezes(t *testing.T) {
	card := nullsink.Start(t)
	card.Setenv(t)
	mic := openMic(t)
	path := saveWAV(t, warble(3*time.Second))
	card.PlayAsync(path)
	var meter Meter
	for meter.Level().Peak < -40 { // until the player is heard
		if _, err := ReadAll(Limit(Tap(mic, meter.See), 100*time.Millisecond)); err != nil {
			t.Fatal(err)
		}
	}
	card.Mute(true)
	if _, err := ReadAll(Limit(Tap(mic, meter.See), time.Second)); err != nil {
		t.Fatal(err)
	}
	if silent := meter.Level().Silent; silent < 500*time.Millisecond {
		t.Errorf("muted for a second, and the zeros last %v", silent)
	}
	card.Suspend(true)
	wantLost(t, mic)
}

func TestSpeakerIsLost(t *testing.T) {
	card := nullsink.Start(t)
	card.Setenv(t)
	speaker, err := OpenSpeaker()
	if err != nil {
		t.Fatal(err)
	}
	defer speaker.Close()
	if _, err := speaker.Write(make([]int16, Rate/10)); err != nil {
		t.Fatal(err)
	}
	card.Suspend(true)
	if _, err := speaker.Write(make([]int16, 2*Rate)); !errors.Is(err, ErrLost) {
		t.Errorf("writing to a frozen device says %v, want ErrLost", err)
	}
}
