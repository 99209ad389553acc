package audio

import (
	"bytes"
	"errors"
	"io"
	"testing"

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
