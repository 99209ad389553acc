package api

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

// An embeddings is a reply to Embed, in whatever encoding a server chose.
type embeddings struct {
	Data []struct {
		Index     *int   `json:"index"`
		Embedding vector `json:"embedding"`
	} `json:"data"`
	Usage tokens `json:"usage"`
}

func readEmbeddings(body []byte) (embeddings, error) {
	var r embeddings
	if err := readObject(body, &r); err != nil {
		return embeddings{}, err
	}
	if len(r.Data) == 0 {
		return embeddings{}, without("vector", body)
	}
	return r, nil
}

// vectors returns the vectors of n texts in the order of these. dimensions is
// how many each must have; 0 is as many as the first.
func (r embeddings) vectors(n, dimensions int) ([][]float32, error) {
	if len(r.Data) != n {
		return nil, fmt.Errorf("%d vectors for %d texts", len(r.Data), n)
	}
	if dimensions == 0 {
		dimensions = len(r.Data[0].Embedding)
	}
	ordered := make([][]float32, n)
	for i, one := range r.Data {
		if one.Index != nil {
			i = *one.Index
		}
		switch {
		case i < 0 || i >= n || ordered[i] != nil:
			return nil, errors.New("vectors whose indexes do not fit the texts")
		case len(one.Embedding) != dimensions || dimensions == 0:
			return nil, fmt.Errorf("a vector of %d dimensions, expected %d", len(one.Embedding), dimensions)
		case one.Embedding.isZero():
			return nil, errors.New("a vector of zeros, which points nowhere")
		}
		ordered[i] = one.Embedding
	}
	return ordered, nil
}

// A vector is a list of numbers, or the base64 of little-endian float32.
type vector []float32

var errNotFinite = errors.New("a vector with something in it that is no finite number")

func (v *vector) UnmarshalJSON(raw []byte) error {
	if bytes.HasPrefix(raw, []byte(`"`)) {
		return v.unpack(raw)
	}
	// A null would be taken for 0: it is what NaN becomes on its way through JSON.
	if bytes.Contains(raw, []byte("null")) || json.Unmarshal(raw, (*[]float32)(v)) != nil {
		return errNotFinite
	}
	return nil
}

func (v *vector) unpack(raw []byte) error {
	var packed string
	if err := json.Unmarshal(raw, &packed); err != nil {
		return err
	}
	content, err := base64.StdEncoding.DecodeString(packed)
	if err != nil || len(content)%4 != 0 {
		return errors.New("a vector that is no base64 of numbers")
	}
	*v = make(vector, len(content)/4)
	for i := range *v {
		(*v)[i] = math.Float32frombits(binary.LittleEndian.Uint32(content[4*i:]))
		if x := float64((*v)[i]); math.IsNaN(x) || math.IsInf(x, 0) {
			return errNotFinite
		}
	}
	return nil
}

func (v vector) isZero() bool {
	for _, x := range v {
		if x != 0 {
			return false
		}
	}
	return true
}
