package audio

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func readBytes(t testing.TB, data []byte) []int16 {
	t.Helper()
	w, err := NewWAV(bytes.NewReader(data), int64(len(data)), "memory")
	if err != nil {
		t.Fatal(err)
	}
	got, err := ReadAll(w)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// unfinished is what go-audio/wav leaves behind without Close.
func TestAnUnfinishedRecordingIsReadToItsEnd(t *testing.T) {
	want := ramp(1000)
	data := wavBytes(1, Rate, 16, tagPCM, want)
	for _, size := range []uint32{0, 42, math.MaxUint32, 500_000} {
		binary.LittleEndian.PutUint32(data[4:], size)
		binary.LittleEndian.PutUint32(data[40:], size)
		if diff := cmp.Diff(want, readBytes(t, data)); diff != "" {
			t.Errorf("size %d: %s", size, diff)
		}
	}
	if diff := cmp.Diff(want[:978], readBytes(t, data[:2001])); diff != "" {
		t.Errorf("cut off within a sample: %s", diff)
	}
}

// wavBytes is a WAV file of samples, each said in bits.
func wavBytes(channels, rate, bits, tag int, samples []int16) []byte {
	b := wavHeader(channels, rate, bits, uint32(len(samples)*bits/8))
	binary.LittleEndian.PutUint16(b[20:], uint16(tag))
	for _, s := range samples {
		switch {
		case tag == tagFloat:
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(s)/32768))
		case bits == 8:
			b = append(b, byte(int(s)>>8+128))
		case bits == 16:
			b = binary.LittleEndian.AppendUint16(b, uint16(s))
		case bits == 24:
			b = append(b, 0x55, byte(s), byte(s>>8))
		case bits == 32:
			b = binary.LittleEndian.AppendUint32(b, uint32(int32(s)<<16|0x5555))
		}
	}
	return b
}

func TestEverySampleSizeIsRead(t *testing.T) {
	want := []int16{0, 256, -256, 32512, -32768, 12800, -12800, 512}
	for _, c := range []struct{ bits, tag int }{{8, tagPCM}, {16, tagPCM}, {24, tagPCM}, {32, tagPCM}, {32, tagFloat}} {
		if diff := cmp.Diff(want, readBytes(t, wavBytes(1, Rate, c.bits, c.tag, want))); diff != "" {
			t.Errorf("%d bits, tag %d: %s", c.bits, c.tag, diff)
		}
		pairs := readBytes(t, wavBytes(2, Rate, c.bits, c.tag, want))
		if diff := cmp.Diff([]int16{128, 16128, -9984, -6144}, pairs); diff != "" {
			t.Errorf("two channels of %d bits, tag %d: %s", c.bits, c.tag, diff)
		}
	}
}

func TestOtherRatesComeAtOurs(t *testing.T) {
	for _, rate := range usualRates {
		for _, channels := range []int{1, 2} {
			w, err := NewWAV(bytes.NewReader(wavBytes(channels, rate, 16, tagPCM, tone(500, rate*channels, rate*channels, 16384))), int64(44+2*rate*channels), "memory")
			if err != nil {
				t.Fatal(err)
			}
			if w.Length != time.Second || w.Rate != rate || w.Channels != channels {
				t.Errorf("%d Hz in %d channels: %v of %d Hz in %d", rate, channels, w.Length, w.Rate, w.Channels)
			}
			got, err := ReadAll(w)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != Rate {
				t.Errorf("%d Hz in %d channels: %d samples", rate, channels, len(got))
			}
			level, rest := power(got[1000:15000], 500, Rate)
			near(t, "the tone", level, -9.03, 0.3) // the mean of two channels half a sample apart
			if rest > -65 {
				t.Errorf("%d Hz in %d channels: %.0f dBFS beside the tone", rate, channels, rest)
			}
		}
	}
}

// chunk returns a chunk with its padding.
func chunk(id string, data []byte) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(id), uint32(len(data)))
	return append(append(b, data...), make([]byte, len(data)%2)...)
}

func TestOtherChunksAreSkipped(t *testing.T) {
	want := ramp(500)
	plain := wavBytes(1, Rate, 16, tagPCM, want)
	extensible := append([]byte{}, plain[20:36]...)
	binary.LittleEndian.PutUint16(extensible, tagExtensible)
	extensible = append(extensible, 22, 0, 16, 0, 4, 0, 0, 0, tagPCM, 0)
	extensible = append(extensible, extensibleTail...)
	for name, format := range map[string][]byte{"plain": plain[20:36], "extensible": extensible} {
		data := append([]byte{}, plain[:12]...)
		data = append(data, chunk("LIST", []byte("INFOodd"))...)
		data = append(data, chunk("fmt ", format)...)
		data = append(data, chunk("cue ", make([]byte, 33))...)
		data = append(data, chunk("data", plain[44:])...)
		data = append(data, chunk("LIST", []byte("INFO after the sound"))...)
		if diff := cmp.Diff(want, readBytes(t, data)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
