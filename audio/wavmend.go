package audio

import (
	"fmt"
	"io"
	"time"
)

// MendWAV makes a file valid that a WAVWriter left behind when its program was
// killed: the sizes in its header become those of the samples that are there.
// It returns their length, 0 when not even the header was written. The file
// length is in bytes.
func MendWAV(f interface {
	io.ReaderAt
	io.WriterAt
}, length int64) (time.Duration, error) {
	if length < wavHeaderSize {
		return 0, nil
	}
	var head [12]byte
	if _, err := f.ReadAt(head[:], 0); err != nil {
		return 0, fmt.Errorf("read the header of a recording: %w", err)
	}
	if !isWAVE(head) {
		return 0, nil
	}
	size, err := writeSizes(f, length-wavHeaderSize)
	return Duration(int(size / 2)), err
}
