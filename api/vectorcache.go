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
	"sync"
)

// A VectorCache keeps the vectors of texts in one file for each model, so that
// scoring again asks for none of them. The file is read once and may be deleted
// at any time. A VectorCache is safe for parallel use.
type VectorCache struct {
	Path string

	mu    sync.Mutex
	known map[textSum][]float32 // nil until the file was read
}

// maxVectorFile is when the file begins anew: some 20,000 texts of 384 numbers.
const maxVectorFile = 32 << 20

// vectorMagic begins the file; the length of its vectors follows.
const vectorMagic = "rehearse-vectors-1\n"

type textSum = [sha256.Size]byte

// Embed returns a vector for each of texts: known ones from the file, the
// others by embed, whose result is kept. All are of one length: where embed
// gives another one than the file has, the model has changed under its name, and
// all are asked for again. A file that cannot be read or written costs time, not
// the answer.
func (v *VectorCache) Embed(ctx context.Context, texts []string, embed func(context.Context, []string) ([][]float32, error)) ([][]float32, error) {
	vectors, missing := v.recall(texts)
	if len(missing) == 0 {
		return vectors, nil
	}
	asked := make([]string, len(missing))
	for i, place := range missing {
		asked[i] = texts[place]
	}
	fresh, err := embed(ctx, asked)
	if err != nil {
		return nil, err
	}
	for i, place := range missing {
		vectors[place] = fresh[i]
	}
	if !sameLength(vectors) {
		v.forget()
		return v.Embed(ctx, texts, embed)
	}
	v.remember(asked, fresh)
	return vectors, nil
}

// recall returns the vectors that are known, and the places of those that are
// not.
func (v *VectorCache) recall(texts []string) (vectors [][]float32, missing []int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.known == nil {
		v.known = v.load()
	}
	vectors = make([][]float32, len(texts))
	for i, text := range texts {
		if vectors[i] = v.known[sha256.Sum256([]byte(text))]; vectors[i] == nil {
			missing = append(missing, i)
		}
	}
	return vectors, missing
}

func (v *VectorCache) remember(texts []string, vectors [][]float32) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for i, text := range texts {
		v.known[sha256.Sum256([]byte(text))] = vectors[i]
	}
	_ = v.keep(texts, vectors) // next time they are asked for again
}

func (v *VectorCache) forget() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.known = map[textSum][]float32{}
}

func sameLength(vectors [][]float32) bool {
	for _, vector := range vectors {
		if len(vector) != len(vectors[0]) {
			return false
		}
	}
	return true
}

// load reads the file; what is cut off or of another form is not known.
func (v *VectorCache) load() map[textSum][]float32 {
	known := map[textSum][]float32{}
	f, err := os.Open(v.Path)
	if err != nil {
		return known
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxVectorFile+1))
	size, ok := vectorSize(data)
	if err != nil || !ok {
		return known
	}
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
func (v *VectorCache) keep(texts []string, vectors [][]float32) error {
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
