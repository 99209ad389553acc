package audio

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"
)

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
