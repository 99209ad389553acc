package api

import (
	"context"
	"errors"
	"time"

	"github.com/sashabaranov/go-openai"
)

const (
	maxBatch     = 64 // texts a request; servers that take less say so: 32, 25 and 10 were seen
	perEmbedding = 2 * time.Minute
)

// Embed returns a vector for each of texts, in their order. All have the same
// dimensions, none is zero, and every number in them is finite. The error is an
// *Error, or that of ctx; then there are no vectors, not some.
func (c *Client) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	var vectors [][]float32
	can := c.Abilities()
	for len(vectors) < len(texts) {
		rest := texts[len(vectors):]
		batch := rest[:min(len(rest), can.batch())]
		some, err := c.embed(ctx, batch, vectors)
		if less, ok := can.smaller(len(batch), err); ok {
			can = less
			continue
		}
		if err != nil {
			return nil, err
		}
		vectors = append(vectors, some...)
	}
	c.learn(can)
	return vectors, nil
}

// embed asks for the vectors of one batch, which must be like those before it.
func (c *Client) embed(ctx context.Context, batch []string, before [][]float32) ([][]float32, error) {
	bytes := 0
	for _, text := range batch {
		bytes += len(text)
	}
	dimensions := 0
	if len(before) > 0 {
		dimensions = len(before[0])
	}
	var vectors [][]float32
	x := &exchange{
		client:  c,
		sending: c.texts(Embeddings, int64(bytes)),
		perTry:  perEmbedding,
		read: func(body []byte) ([]byte, error) {
			reply, err := readEmbeddings(body)
			if err != nil {
				return nil, err
			}
			c.spend(reply.Usage)
			vectors, err = reply.vectors(len(batch), dimensions)
			return []byte("{}"), err
		},
	}
	// The encoding is left to the server: some refuse the name of the usual one.
	request := openai.EmbeddingRequestStrings{Input: batch, Model: openai.EmbeddingModel(c.config.Model)}
	if _, err := c.openai(x).CreateEmbeddings(ctx, request); err != nil {
		return nil, failureOf(err)
	}
	return vectors, nil
}

// batch returns how many texts to send at once.
func (a Abilities) batch() int {
	if a.Batch < 1 || a.Batch > maxBatch {
		return maxBatch
	}
	return a.Batch
}

// smaller returns the abilities to try after a server refused a batch of size
// for its size. A failure of its own that speaks of batches is llama.cpp's, for
// one text that is too long: that a smaller batch does not help.
func (a Abilities) smaller(size int, err error) (less Abilities, ok bool) {
	var refused *Error
	if !errors.As(err, &refused) || refused.Kind == Busy || refused.Status < 400 || size < 2 || !containsAny(refused.Detail, "batch") {
		return a, false
	}
	a.Batch = size / 2
	return a, true
}
