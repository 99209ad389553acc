package audio

import (
	"encoding/binary"
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
	size := uint32(min(length-wavHeaderSize, maxSound)) &^ 1
	for at, value := range map[int64]uint32{dataSizeAt: size, riffSizeAt: size + wavHeaderSize - 8} {
		if _, err := f.WriteAt(binary.LittleEndian.AppendUint32(nil, value), at); err != nil {
			return 0, fmt.Errorf("write the header of a recording: %w", err)
		}
	}
	return Duration(int(size / 2)), nil
}

// maxSound is what a WAV file's 32-bit sizes can tell of.
const maxSound = 1<<32 - 1 - wavHeaderSize
