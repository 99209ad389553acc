package audio

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"math"

	gowav "github.com/go-audio/wav"
)

// A WAVFile is what a WAVWriter needs of a file. An *os.File is one, unless it
// was opened with O_APPEND.
type WAVFile interface {
	io.WriteSeeker
	io.WriterAt
}

// Where the two sizes stand in the header that go-audio/wav writes.
const (
	riffSizeAt    = 4
	dataSizeAt    = 40
	wavHeaderSize = 44
)

// A WAVWriter is a Sink that writes a WAV file of 16 bits, one channel, at
// Rate. The file is valid after NewWAVWriter, Header and Close; between them
// its header tells of less sound than there is.
type WAVWriter struct {
	file    WAVFile
	out     *counter
	encoder *gowav.Encoder
	bytes   []byte
	err     error // of the first write that failed
}

// NewWAVWriter writes a header to the beginning of f. It does not own f.
func NewWAVWriter(f WAVFile) (*WAVWriter, error) {
	out := &counter{WriteSeeker: f}
	w := &WAVWriter{
		file:    f,
		out:     out,
		encoder: gowav.NewEncoder(out, Rate, 16, 1, tagPCM),
		bytes:   make([]byte, 0, 2*FrameLen),
	}
	err := w.encoder.WriteFrame([]byte{})
	if err = cmp.Or(out.err, err); err != nil { // the encoder forgets errors of its header
		return nil, fmt.Errorf("write the header of a recording: %w", err)
	}
	if err := w.Header(); err != nil {
		return nil, err
	}
	return w, nil
}

// Write appends frame. After an error the file may end within a sample: every
// later Write returns the same error, while Header and Close still work.
func (w *WAVWriter) Write(frame []int16) (int, error) {
	if w.err != nil || len(frame) == 0 {
		return 0, w.err
	}
	w.bytes = w.bytes[:0]
	for _, s := range frame {
		w.bytes = binary.LittleEndian.AppendUint16(w.bytes, uint16(s))
	}
	before := w.out.n
	// The encoder would count this call as one sample; its own idea of sizes is
	// never used. In this form it makes one write and no garbage a sample.
	if err := w.encoder.WriteFrame(w.bytes); err != nil {
		w.err = fmt.Errorf("write a recording: %w", err)
		return int(w.out.n-before) / 2, w.err
	}
	return len(frame), nil
}

// Header makes the file valid as it is now: both sizes tell of the whole
// samples that were written. It does not move the place of the next Write.
func (w *WAVWriter) Header() error {
	_, err := writeSizes(w.file, w.out.n-wavHeaderSize)
	return err
}

// Close writes the final header. It is safe to call twice, and leaves the file
// open to its owner.
func (w *WAVWriter) Close() error { return w.Header() }

// writeSizes makes the header of f tell of that many bytes of sound, whole
// samples only and no more than a WAV file can have, 37 hours. It returns how
// many it tells of.
func writeSizes(f io.WriterAt, sound int64) (uint32, error) {
	size := uint32(max(0, min(sound, math.MaxUint32-wavHeaderSize))) &^ 1
	for _, field := range []struct {
		at    int64
		value uint32
	}{{dataSizeAt, size}, {riffSizeAt, size + wavHeaderSize - 8}} {
		if _, err := f.WriteAt(binary.LittleEndian.AppendUint32(nil, field.value), field.at); err != nil {
			return 0, fmt.Errorf("write the header of a recording: %w", err)
		}
	}
	return size, nil
}

// A counter counts the bytes that reached the file, also of a write that failed.
type counter struct {
	io.WriteSeeker
	n   int64
	err error // the first
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.WriteSeeker.Write(p)
	c.n += int64(n)
	c.err = cmp.Or(c.err, err)
	return n, err
}
