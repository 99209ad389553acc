package audio

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"time"

	goaudio "github.com/go-audio/audio"
	gowav "github.com/go-audio/wav"
)

// wavPiece is how many samples of each channel are decoded at a time: a file
// is never in memory as a whole.
const wavPiece = 4096

// A WAV is the sound of a file, as a Source at Rate and in one channel,
// whatever the file has.
type WAV struct {
	Rate     int           // of the file, samples a second
	Channels int           // of the file
	Length   time.Duration // of the sound

	name    string
	file    io.Closer // nil when somebody else owns the file
	layout  layout
	decoder *gowav.Decoder
	piece   *goaudio.IntBuffer
	mono    []int16
	source  Source // at Rate
}

// OpenWAV opens a WAV file: PCM of 8, 16, 24 or 32 bits or 32-bit float, one or
// two channels, 8 to 192 kHz. A recording that was cut off is read as far as it
// goes. Anything else is a *FormatError; a file that cannot be opened is the
// system's *fs.PathError.
func OpenWAV(path string) (*WAV, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open the recording: %w", err)
	}
	if !info.Mode().IsRegular() { // a pipe would be waited for
		return nil, &FormatError{Path: path, Reason: NotRegular}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the recording: %w", err)
	}
	w, err := NewWAV(f, info.Size(), path)
	if err != nil {
		f.Close()
		return nil, err
	}
	w.file = f
	return w, nil
}

// NewWAV reads a WAV file of the given length from r, as OpenWAV does. Errors
// call it name.
func NewWAV(r io.ReaderAt, length int64, name string) (*WAV, error) {
	l, bad := readLayout(r, length)
	if bad != nil {
		bad.Path = name
		return nil, bad
	}
	w := &WAV{
		Rate:     l.rate,
		Channels: l.channels,
		Length:   time.Duration(l.size/int64(l.block())) * time.Second / time.Duration(l.rate),
		name:     name,
		layout:   l,
		decoder:  gowav.NewDecoder(cleanView(r, l)),
		piece:    &goaudio.IntBuffer{Data: make([]int, wavPiece*l.channels)},
		mono:     make([]int16, wavPiece),
	}
	w.source = Resample(&wavSamples{WAV: w}, l.rate, Rate)
	return w, nil
}

// Read gives the sound at Rate. After an error it gives no more.
func (w *WAV) Read(frame []int16) (int, error) { return w.source.Read(frame) }

// Close closes the file. It is safe to call twice.
func (w *WAV) Close() error {
	if w.file == nil {
		return nil
	}
	f := w.file
	w.file = nil
	return f.Close()
}

// wavSamples is the sound of a WAV in one channel, at the file's own rate.
type wavSamples struct {
	*WAV
	left []int16
}

func (w *wavSamples) Read(frame []int16) (int, error) {
	if len(w.left) == 0 {
		n, err := w.decoder.PCMBuffer(w.piece)
		if err != nil {
			return 0, fmt.Errorf("read the sound of %s: %w", w.name, err)
		}
		if n == 0 {
			return 0, io.EOF
		}
		w.left = w.mix(w.piece.Data[:n])
	}
	n := copy(frame, w.left)
	w.left = w.left[n:]
	return n, nil
}

// mix brings samples of the file to 16 bits and its channels to their mean.
func (w *wavSamples) mix(data []int) []int16 {
	channels := w.layout.channels
	n := len(data) / channels
	for i := range n {
		sum := 0
		for _, v := range data[i*channels : (i+1)*channels] {
			sum += w.layout.sample(v)
		}
		w.mono[i] = int16(sum / channels)
	}
	return w.mono[:n]
}

// sample brings v, as go-audio/wav decodes it, to 16 bits.
func (l layout) sample(v int) int {
	switch {
	case l.tag == tagFloat:
		f := float64(math.Float32frombits(uint32(int32(v))))
		if math.IsNaN(f) {
			return 0
		}
		return int(math.Round(max(math.MinInt16, min(math.MaxInt16, f*(1<<15)))))
	case l.bits == 8: // the only size that is unsigned
		return (v - 128) << 8
	}
	return v >> (l.bits - 16)
}

// cleanView shows the sound of r behind a header of our own making, so that
// the decoder meets no size and no chunk that readLayout did not check.
func cleanView(r io.ReaderAt, l layout) io.ReadSeeker {
	size := uint32(min(l.size, math.MaxUint32-64))
	size -= size % uint32(l.block())
	head := wavHeader(l.channels, l.rate, l.bits, size)
	return view{io.MultiReader(bytes.NewReader(head), io.NewSectionReader(r, l.start, int64(size)))}
}

// A view can be read once. The decoder seeks only in files with chunks that
// cleanView leaves out.
type view struct{ io.Reader }

// Read never gives bytes together with the end, which the decoder would take
// for a count of samples when a file shrinks while it is read.
func (v view) Read(p []byte) (int, error) {
	n, err := v.Reader.Read(p)
	if n > 0 && err == io.EOF {
		err = nil
	}
	return n, err
}

func (view) Seek(int64, int) (int64, error) { return 0, io.ErrNoProgress }

// wavHeader returns the 44 bytes before size bytes of PCM sound.
func wavHeader(channels, rate, bits int, size uint32) []byte {
	le := binary.LittleEndian
	block := channels * bits / 8
	h := append([]byte{}, "RIFF"...)
	h = le.AppendUint32(h, size+36)
	h = append(h, "WAVEfmt "...)
	h = le.AppendUint32(h, 16)
	h = le.AppendUint16(h, tagPCM)
	h = le.AppendUint16(h, uint16(channels))
	h = le.AppendUint32(h, uint32(rate))
	h = le.AppendUint32(h, uint32(rate*block))
	h = le.AppendUint16(h, uint16(block))
	h = le.AppendUint16(h, uint16(bits))
	h = append(h, "data"...)
	return le.AppendUint32(h, size)
}
