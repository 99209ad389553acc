package audio

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// ramp is a sound in which every sample tells its place.
func ramp(n int) []int16 {
	s := make([]int16, n)
	for i := range s {
		s[i] = int16(i)
	}
	return s
}

// sources are all kinds of Source over the same sound.
func sources(t testing.TB) map[string]func([]int16) Source {
	return map[string]func([]int16) Source{
		"samples": FromSamples,
		"until":   func(s []int16) Source { return Until(FromSamples(s), make(chan struct{})) },
		"limit":   func(s []int16) Source { return Limit(FromSamples(s), time.Hour) },
		"silence": func(s []int16) Source { return UntilSilence(FromSamples(s), time.Hour) },
		"tap":     func(s []int16) Source { return Tap(FromSamples(s), func([]int16) {}) },
		"paused":  func(s []int16) Source { return Paused(FromSamples(s), func() bool { return false }) },
		"wav": func(s []int16) Source {
			file := &memoryFile{}
			w, err := NewWAVWriter(file)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(s); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			wav, err := NewWAV(bytes.NewReader(file.data), int64(len(file.data)), "memory")
			if err != nil {
				t.Fatal(err)
			}
			return wav
		},
		"resampled": func(s []int16) Source { return Resample(FromSamples(s), Rate, Rate) },
		"hesitant":  func(s []int16) Source { return &hesitant{src: FromSamples(s)} },
	}
}

// A hesitant source gives nothing every other time, as a live one does.
type hesitant struct {
	src  Source
	turn bool
}

func (h *hesitant) Read(frame []int16) (int, error) {
	if h.turn = !h.turn; h.turn {
		return 0, nil
	}
	return h.src.Read(frame)
}

func TestEverySourceKeepsItsContract(t *testing.T) {
	for name, open := range sources(t) {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				want := ramp(rapid.IntRange(1, 3000).Draw(t, "length"))
				src := open(want)
				var got []int16
				for {
					frame := make([]int16, rapid.IntRange(1, 1000).Draw(t, "frame"))
					n, err := src.Read(frame)
					if n < 0 || n > len(frame) {
						t.Fatalf("Read of %d samples returned %d", len(frame), n)
					}
					got = append(got, frame[:n]...)
					if err == nil {
						continue
					}
					if !errors.Is(err, io.EOF) {
						t.Fatal(err)
					}
					break
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatal(diff)
				}
				for range 3 {
					n, err := src.Read(make([]int16, 10))
					if n != 0 || err != nil && !errors.Is(err, io.EOF) {
						t.Fatalf("after its end Read returned %d, %v", n, err)
					}
				}
			})
		})
	}
}

func TestUntilEndsAFrozenSource(t *testing.T) {
	stop := make(chan struct{})
	src := Until(frozen{}, stop)
	if n, err := src.Read(make([]int16, 10)); n != 0 || err != nil {
		t.Fatalf("a frozen source read %d, %v", n, err)
	}
	close(stop)
	if _, err := src.Read(make([]int16, 10)); !errors.Is(err, io.EOF) {
		t.Errorf("stopped, and Read returned %v", err)
	}
}

type frozen struct{}

func (frozen) Read([]int16) (int, error) { return 0, nil }

func TestLimitCountsSoundAlone(t *testing.T) {
	got, err := ReadAll(Limit(&hesitant{src: FromSamples(ramp(Rate))}, 100*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(ramp(Rate/10), got); diff != "" {
		t.Error(diff)
	}
}

func TestTapSeesWhatPasses(t *testing.T) {
	var seen Buffer
	got, err := ReadAll(Tap(&hesitant{src: FromSamples(ramp(1000))}, func(frame []int16) {
		if len(frame) == 0 {
			t.Error("an empty frame was shown")
		}
		seen.Write(frame)
	}))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got, []int16(seen)); diff != "" {
		t.Error(diff)
	}
}

// broken gives some sound, and with the last of it an error.
type broken struct{ left int }

var errBroken = errors.New("broken")

func (b *broken) Read(frame []int16) (int, error) {
	n := min(b.left, len(frame))
	b.left -= n
	if b.left == 0 {
		return n, errBroken
	}
	return n, nil
}

func TestWhatCameBeforeAnErrorIsKept(t *testing.T) {
	for name, wrap := range map[string]func(Source) Source{
		"plain":   func(s Source) Source { return s },
		"until":   func(s Source) Source { return Until(s, make(chan struct{})) },
		"limit":   func(s Source) Source { return Limit(s, time.Hour) },
		"silence": func(s Source) Source { return UntilSilence(s, time.Hour) },
		"tap":     func(s Source) Source { return Tap(s, func([]int16) {}) },
		"paused":  func(s Source) Source { return Paused(s, func() bool { return false }) },
	} {
		got, err := ReadAll(wrap(&broken{left: 1000}))
		if len(got) != 1000 || !errors.Is(err, errBroken) {
			t.Errorf("%s: %d samples, %v", name, len(got), err)
		}
	}
}
