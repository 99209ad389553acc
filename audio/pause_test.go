package audio

import (
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// steepest returns the largest step between neighbours in s.
func steepest(s []int16) int {
	most := 0
	for i := 1; i < len(s); i++ {
		most = max(most, int(s[i])-int(s[i-1]), int(s[i-1])-int(s[i]))
	}
	return most
}

// Whenever a pause begins and ends, what is left joins without a click, and
// only the pause, and no more than its two fades, is changed.
func TestAPauseLeavesNoClick(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sound := tone(440, Rate, Rate, 20000)           // a hard seam would be a step of up to 40000
		begin := rapid.IntRange(0, 30).Draw(t, "begin") // in reads
		end := begin + rapid.IntRange(1, 20).Draw(t, "reads")
		size := rapid.IntRange(1, 2*FrameLen).Draw(t, "frame")
		reads, paused := 0, false
		src := Paused(FromSamples(sound), func() bool { return paused })
		var got []int16
		for {
			paused = reads >= begin && reads < end
			reads++
			frame := make([]int16, size)
			n, err := src.Read(frame)
			got = append(got, frame[:n]...)
			if errors.Is(err, io.EOF) {
				break
			}
		}
		natural := steepest(sound)
		if most := natural + 20000/pauseFade + 1; steepest(got) > most {
			t.Errorf("a step of %d, where the sound has %d", steepest(got), natural)
		}
		if diff := cmp.Diff(sound[:min(begin*size, len(sound))], got[:min(begin*size, len(sound))]); diff != "" {
			t.Errorf("the sound before the pause is another:\n%s", diff)
		}
		if last := len(sound) - end*size - pauseFade; last > 0 {
			if diff := cmp.Diff(sound[len(sound)-last:], got[len(got)-last:]); diff != "" {
				t.Errorf("the sound after the pause is another:\n%s", diff)
			}
		}
	})
}

// A pause swallows sound: the source is read on.
func TestAPauseIsNotInTheSound(t *testing.T) {
	paused := false
	src := Paused(FromSamples(ramp(3*Rate)), func() bool { return paused })
	frame := make([]int16, FrameLen)
	kept := 0
	for read := range 150 {
		paused = read >= 50 && read < 100
		n, err := src.Read(frame)
		if err != nil {
			t.Fatal(err)
		}
		kept += n
	}
	if want := 2*Rate + pauseFade; kept != want {
		t.Errorf("%d samples, want %d", kept, want)
	}
	if n, err := src.Read(frame); n != 0 || !errors.Is(err, io.EOF) {
		t.Errorf("the end is %d, %v", n, err)
	}
}

func TestADeviceLostInAPauseIsToldOf(t *testing.T) {
	src := Paused(&broken{left: 10}, func() bool { return true })
	if _, err := src.Read(make([]int16, FrameLen)); !errors.Is(err, errBroken) {
		t.Errorf("the error is %v", err)
	}
}
