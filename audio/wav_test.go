package audio

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A memoryFile is a file in memory; full bytes are its disk.
type memoryFile struct {
	data []byte
	at   int64
	full int
}

func (f *memoryFile) Write(p []byte) (int, error) {
	n, err := f.WriteAt(p, f.at)
	f.at += int64(n)
	return n, err
}

func (f *memoryFile) WriteAt(p []byte, at int64) (int, error) {
	room := len(p)
	if f.full > 0 {
		room = max(0, min(room, f.full-int(at)))
	}
	if end := int(at) + room; end > len(f.data) {
		f.data = append(f.data, make([]byte, end-len(f.data))...)
	}
	copy(f.data[at:], p[:room])
	if room < len(p) {
		return room, errFull
	}
	return room, nil
}

var errFull = errors.New("no space left")

func (f *memoryFile) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekStart:
		f.at = offset
	case io.SeekCurrent:
		f.at += offset
	case io.SeekEnd:
		f.at = int64(len(f.data)) + offset
	}
	return f.at, nil
}

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

func TestARecordingIsValidAtEveryHeader(t *testing.T) {
	file := &memoryFile{}
	w, err := NewWAVWriter(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wavHeader(1, Rate, 16, 0), file.data); diff != "" {
		t.Errorf("before the first sample: %s", diff)
	}
	want := ramp(10 * FrameLen)
	for i := 0; i < len(want); i += FrameLen {
		if _, err := w.Write(want[i : i+FrameLen]); err != nil {
			t.Fatal(err)
		}
		if err := w.Header(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[:i+FrameLen], readBytes(t, file.data)); diff != "" {
			t.Fatal(diff)
		}
	}
	for range 2 { // twice is safe
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(wavHeader(1, Rate, 16, uint32(2*len(want))), file.data[:44]); diff != "" {
			t.Error(diff)
		}
	}
}

func TestAFullDiskKeepsWhatWasWritten(t *testing.T) {
	file := &memoryFile{full: 44 + 2*FrameLen + 101}
	w, err := NewWAVWriter(file)
	if err != nil {
		t.Fatal(err)
	}
	want := ramp(3 * FrameLen)
	n, err := Copy(t.Context(), w, FromSamples(want))
	if !errors.Is(err, errFull) || n != Duration(FrameLen+50) {
		t.Errorf("took %v, %v", n, err)
	}
	if _, err := w.Write(want); !errors.Is(err, errFull) {
		t.Errorf("a later write says %v", err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[:FrameLen+50], readBytes(t, file.data)); diff != "" {
		t.Error(diff)
	}
}

func TestWritingMakesNoGarbage(t *testing.T) {
	w, err := NewWAVWriter(&memoryFile{data: make([]byte, 1<<20)})
	if err != nil {
		t.Fatal(err)
	}
	frame := ramp(FrameLen)
	if n := testing.AllocsPerRun(100, func() { w.Write(frame) }); n > 1 {
		t.Errorf("%.0f allocations a frame", n)
	}
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

func TestAKilledRecordingIsMended(t *testing.T) {
	file := &memoryFile{}
	w, err := NewWAVWriter(file)
	if err != nil {
		t.Fatal(err)
	}
	want := ramp(1000)
	if _, err := w.Write(want); err != nil {
		t.Fatal(err)
	}
	file.data = append(file.data, 7) // half a sample
	length, err := MendWAV(readWriter{bytes.NewReader(file.data), file}, int64(len(file.data)))
	if err != nil || length != Duration(1000) {
		t.Errorf("mended %v, %v", length, err)
	}
	if diff := cmp.Diff(wavHeader(1, Rate, 16, 2000), file.data[:44]); diff != "" {
		t.Error(diff)
	}
}

type readWriter struct {
	io.ReaderAt
	io.WriterAt
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

func TestFilesThatAreRefused(t *testing.T) {
	good := wavBytes(1, Rate, 16, tagPCM, ramp(100))
	with := func(at int, b ...byte) []byte {
		data := append([]byte{}, good...)
		copy(data[at:], b)
		return data
	}
	for name, c := range map[string]struct {
		data []byte
		want FormatError
	}{
		"empty":             {nil, FormatError{Reason: NotWAV}},
		"text":              {[]byte("a question that is no sound at all, only words"), FormatError{Reason: NotWAV}},
		"RF64":              {with(0, []byte("RF64")...), FormatError{Reason: NotWAV}},
		"cut in the format": {good[:30], FormatError{Reason: NoFormat}},
		"cut before data":   {good[:36], FormatError{Reason: NoData}},
		"no samples":        {wavBytes(1, Rate, 16, tagPCM, nil), FormatError{Reason: NoSound}},
		"mu-law":            {with(20, 7), FormatError{Reason: BadEncoding, Value: 7}},
		"block that lies":   {with(32, 3), FormatError{Reason: BadEncoding, Value: tagPCM}},
		"no channels":       {with(22, 0), FormatError{Reason: BadChannels}},
		"five channels":     {with(22, 5), FormatError{Reason: BadChannels, Value: 5}},
		"rate 0":            {with(24, 0, 0, 0, 0), FormatError{Reason: BadRate}},
		"rate 4000":         {with(24, 0xA0, 0x0F), FormatError{Reason: BadRate, Value: 4000}},
		"12 bits":           {with(34, 12), FormatError{Reason: BadBits, Value: 12}},
		"64 bits":           {with(34, 64), FormatError{Reason: BadBits, Value: 64}},
	} {
		_, err := NewWAV(bytes.NewReader(c.data), int64(len(c.data)), "it")
		var got *FormatError
		if !errors.As(err, &got) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		c.want.Path = "it"
		if diff := cmp.Diff(&c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestWhatIsNoFileIsRefused(t *testing.T) {
	var format *FormatError
	if _, err := OpenWAV(t.TempDir()); !errors.As(err, &format) || format.Reason != NotRegular {
		t.Errorf("a folder: %v", err)
	}
	if _, err := OpenWAV(filepath.Join(t.TempDir(), "none.wav")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// sharedData returns a folder of data that is kept beside the repository.
func sharedData(tb testing.TB, name string) string {
	tb.Helper()
	shared := os.Getenv("REHEARSE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	dir := filepath.Join(shared, "data", name)
	if _, err := os.Stat(dir); err != nil {
		tb.Skipf("no %s here: set REHEARSE_SHARED to a folder with data/%s", name, name)
	}
	return dir
}

// These files make trusting readers loop for ever or ask for gigabytes.
func TestHostileFilesCostNothing(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(sharedData(t, "hostile-wav"), "*.wav"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d hostile files, %v", len(files), err)
	}
	for _, path := range files {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := OpenWAV(path)
		runtime.ReadMemStats(&after)
		var format *FormatError
		if !errors.As(err, &format) || format.Path != path {
			t.Errorf("%s: %v", path, err)
		}
		if cost := after.TotalAlloc - before.TotalAlloc; cost > 64<<10 {
			t.Errorf("%s cost %d bytes", path, cost)
		}
	}
}

// A million empty chunks are a small file, and would be read one by one.
func TestEndlessChunksAreNotWalked(t *testing.T) {
	data := append([]byte{}, wavHeader(1, Rate, 16, 0)[:36]...)
	data = append(data, bytes.Repeat(chunk("JUNK", nil), 1<<20)...)
	reader := &countedReads{ReaderAt: bytes.NewReader(data)}
	if _, err := NewWAV(reader, int64(len(data)), "junk"); err == nil {
		t.Error("read as sound")
	}
	if reader.n > 2*maxChunks {
		t.Errorf("%d reads", reader.n)
	}
}

type countedReads struct {
	io.ReaderAt
	n int
}

func (c *countedReads) ReadAt(p []byte, at int64) (int, error) {
	c.n++
	return c.ReaderAt.ReadAt(p, at)
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		file := &memoryFile{}
		w, err := NewWAVWriter(file)
		if err != nil {
			t.Fatal(err)
		}
		want := rapid.SliceOfN(rapid.Int16(), 1, 9000).Draw(t, "sound")
		if _, err := w.Write(want); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		wav, err := NewWAV(bytes.NewReader(file.data), int64(len(file.data)), "memory")
		if err != nil {
			t.Fatal(err)
		}
		got, err := ReadAll(wav)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Whatever a file says, it is refused, or gives no more sound than it has.
func FuzzWAV(f *testing.F) {
	for _, bits := range []int{8, 16, 24, 32} {
		f.Add(wavBytes(2, 44100, bits, tagPCM, ramp(40)))
	}
	f.Add(wavBytes(1, 8000, 32, tagFloat, ramp(40)))
	f.Add(append(wavHeader(1, Rate, 16, 0)[:36], chunk("LIST", []byte("INFO"))...))
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := NewWAV(bytes.NewReader(data), int64(len(data)), "fuzz")
		if err != nil {
			var format *FormatError
			if !errors.As(err, &format) {
				t.Fatalf("an error of no type: %v", err)
			}
			return
		}
		got, err := ReadAll(w)
		if err != nil {
			t.Fatal(err)
		}
		if most := (len(data)-44)*Rate/w.Rate + 1; len(got) > most {
			t.Fatalf("%d bytes gave %d samples", len(data), len(got))
		}
	})
}
