package transcribe

import (
	"errors"

	"rehearse/audio"
)

// wavFile returns sound as the bytes of a WAV file.
func wavFile(sound []int16) ([]byte, error) {
	file := make(memory, 0, 44+2*len(sound))
	w, err := audio.NewWAVWriter(&file)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(sound); err != nil {
		return nil, err
	}
	return file, w.Close()
}

// memory is a file in memory, as far as a WAVWriter needs one.
type memory []byte

func (m *memory) Write(p []byte) (int, error) {
	*m = append(*m, p...)
	return len(p), nil
}

func (m *memory) WriteAt(p []byte, at int64) (int, error) {
	return copy((*m)[at:], p), nil
}

func (m *memory) Seek(int64, int) (int64, error) { return 0, errors.ErrUnsupported }
