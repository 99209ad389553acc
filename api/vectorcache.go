package api

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
)

// A VectorCache keeps the vectors of texts in one file for each model, so that
// scoring again asks for none of them. It may be deleted at any time.
type VectorCache struct{ Path string }

// maxVectorFile is when the file begins anew: some 20,000 texts of 384 numbers.
const maxVectorFile = 32 << 20

// vectorMagic begins the file; the length of its vectors follows.
const vectorMagic = "rehearse-vectors-1\n"

type textSum = [sha256.Size]byte

// Embed returns a vector for each of texts: known ones from the file, the
// others by embed, whose result is kept. A file that cannot be read or written
// costs time, not the answer.
func (v VectorCache) Embed(ctx context.Context, texts []string, embed func(context.Context, []string) ([][]float32, error)) ([][]float32, error) {
	known := v.load()
	vectors := make([][]float32, len(texts))
	var missing []string
	var places []int
	for i, text := range texts {
		if vectors[i] = known[sha256.Sum256([]byte(text))]; vectors[i] == nil {
			missing, places = append(missing, text), append(places, i)
		}
	}
	if len(missing) == 0 {
		return vectors, nil
	}
	fresh, err := embed(ctx, missing)
	if err != nil {
		return nil, err
	}
	for i, vector := range fresh {
		vectors[places[i]] = vector
	}
	_ = v.keep(missing, fresh) // next time they are asked for again
	return vectors, nil
}

// load reads the file; what is cut off or of another form is not known.
func (v VectorCache) load() map[textSum][]float32 {
	f, err := os.Open(v.Path)
	if err != nil {
		return nil
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxVectorFile+1))
	size, ok := vectorSize(data)
	if err != nil || !ok {
		return nil
	}
	known := map[textSum][]float32{}
	record := sha256.Size + 4*size
	for rest := data[len(vectorMagic)+4:]; len(rest) >= record; rest = rest[record:] {
		vector := make([]float32, size)
		for i := range vector {
			vector[i] = math.Float32frombits(binary.LittleEndian.Uint32(rest[sha256.Size+4*i:]))
		}
		known[textSum(rest[:sha256.Size])] = vector
	}
	return known
}

// vectorSize returns how many numbers a vector of the file has.
func vectorSize(data []byte) (int, bool) {
	if len(data) < len(vectorMagic)+4 || string(data[:len(vectorMagic)]) != vectorMagic {
		return 0, false
	}
	size := binary.LittleEndian.Uint32(data[len(vectorMagic):])
	return int(size), size > 0 && size <= 1<<16
}

// keep appends vectors by one write, so that two programs do not tear each
// other's; a file of another form, or one that is full, begins anew.
func (v VectorCache) keep(texts []string, vectors [][]float32) error {
	if err := os.MkdirAll(filepath.Dir(v.Path), 0o700); err != nil {
		return fmt.Errorf("keep vectors: %w", err)
	}
	f, err := os.OpenFile(v.Path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("keep vectors: %w", err)
	}
	defer f.Close()
	head := make([]byte, len(vectorMagic)+4)
	_, err = io.ReadFull(f, head)
	size, ok := vectorSize(head)
	info, statErr := f.Stat()
	var out []byte
	if err != nil || !ok || size != len(vectors[0]) || statErr != nil || info.Size() > maxVectorFile {
		if err := f.Truncate(0); err != nil {
			return fmt.Errorf("keep vectors: %w", err)
		}
		out = binary.LittleEndian.AppendUint32([]byte(vectorMagic), uint32(len(vectors[0])))
	}
	if torn := (info.Size() - int64(len(head))) % int64(sha256.Size+4*len(vectors[0])); len(out) == 0 && torn > 0 {
		if err := f.Truncate(info.Size() - torn); err != nil {
			return fmt.Errorf("keep vectors: %w", err)
		}
	}
	for i, vector := range vectors {
		sum := sha256.Sum256([]byte(texts[i]))
		out = append(out, sum[:]...)
		for _, x := range vector {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
		}
	}
	if _, err := f.Write(out); err != nil {
		return fmt.Errorf("keep vectors: %w", err)
	}
	return nil
}
