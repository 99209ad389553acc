package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"rehearse/api"
	"rehearse/engine"
)

// embedPatience is how long scoring waits for embeddings: they add little to
// the words, and a server that is slower than this is not worth the wait. The
// time that a person takes to allow the sending does not count.
const embedPatience = 10 * time.Second

// usualEmbeddingModel is what a server is asked for when the person names none:
// OpenAI's small one, whose name other servers take for their own.
const usualEmbeddingModel = "text-embedding-3-small"

// An embedder gets the vectors that scoring asks for, from the person's server,
// else from the local engine. After its first failure it asks no more: each
// answer would wait for nothing. One serves a whole sitting; it is safe for
// parallel use.
type embedder struct {
	open     func(context.Context) (*api.Client, error) // may take its time
	cache    *api.VectorCache
	prefixes prefixes
	patience time.Duration
	agree    func(ctx context.Context, c *api.Client, bytes int64) error
	learned  func(*api.Client) // called after each success

	turn sync.Mutex  // one request at a time: no limit runs out in a queue
	lost error       // of the first failure
	gone atomic.Bool // there was one

	told sync.Once // that scoring goes on without
}

// prefixes are what a model was trained to see before a text that is looked
// for, and before one that is looked through.
type prefixes struct{ query, passage string }

// prefixesOf returns what the authors of the E5 models want; other models that
// are served widely want nothing.
func prefixesOf(model string) prefixes {
	if strings.Contains(strings.ToLower(model), "e5") {
		return prefixes{"query: ", "passage: "}
	}
	return prefixes{}
}

// newEmbedder returns the embedder of the settings, nil when they want none. It
// opens nothing.
func (a *app) newEmbedder() *embedder {
	s := a.settings.Embed
	if s.Off {
		return nil
	}
	e := &embedder{open: a.engineEmbedding, agree: a.agree, learned: func(*api.Client) {}, patience: embedPatience}
	where, model := "engine", engine.EmbeddingModel
	if s.BaseURL != "" {
		where, model = s.BaseURL, firstOf(s.Model, usualEmbeddingModel)
		config := api.Config{BaseURL: where, Model: model, Purpose: api.Embeddings}
		e.learned = a.remember
		var client *api.Client // which remembers the person's yes
		e.open = func(ctx context.Context) (_ *api.Client, err error) {
			if client == nil {
				client, err = a.client(ctx, config)
			}
			return client, err
		}
	}
	sum := sha256.Sum256([]byte(where + "\n" + model))
	e.cache = &api.VectorCache{Path: filepath.Join(a.folders.cache, "vectors", hex.EncodeToString(sum[:8]))}
	e.prefixes = prefixesOf(model)
	return e
}

// errNoEmbeddings tells of a system that the engine has no embeddings for.
var errNoEmbeddings = errors.New("the local engine has no embeddings on this system")

// engineEmbedding starts the engine, which takes half a second, where it is
// installed. It is asked for each time: it ends when nobody needs it for long.
func (a *app) engineEmbedding(ctx context.Context) (*api.Client, error) {
	server, err := a.engine().Start(ctx)
	if err != nil {
		return nil, err
	}
	if server.EmbeddingModel == "" {
		return nil, errNoEmbeddings
	}
	return api.New(api.Config{BaseURL: server.BaseURL, Key: server.Key, Model: server.EmbeddingModel, Purpose: api.Embeddings})
}

// atOnce is how many texts a request carries: what it brought is kept, also when
// the next one comes too late.
const atOnce = 16

// ask returns a vector for each of texts, as they are sent, or none when that
// takes longer than most. Without a text that is new, no server is needed.
func (e *embedder) ask(ctx context.Context, texts []string, most time.Duration) ([][]float32, error) {
	var vectors [][]float32
	for some := range slices.Chunk(texts, atOnce) {
		found, err := e.cache.Embed(ctx, some, func(ctx context.Context, fresh []string) ([][]float32, error) {
			got, took, err := e.request(ctx, fresh, min(most, e.patience))
			most -= took
			return got, err
		})
		if err != nil {
			return nil, err
		}
		if len(vectors) > 0 && len(found[0]) != len(vectors[0]) {
			return nil, errMixed
		}
		vectors = append(vectors, found...)
	}
	return vectors, nil
}

// errMixed tells of a model that changed under its name amid an answer; the next
// answer gets all of the new one.
var errMixed = errors.New("the embeddings are of two models")

// request asks for texts within limit and says how long that took. A failure is
// the last, unless more time might have helped.
func (e *embedder) request(ctx context.Context, texts []string, limit time.Duration) (_ [][]float32, took time.Duration, err error) {
	e.turn.Lock()
	defer e.turn.Unlock()
	if e.lost != nil {
		return nil, 0, e.lost
	}
	defer func() {
		late, ok := errors.AsType[*api.Error](err)
		hurried := ok && late.Kind == api.Timeout && limit < e.patience
		if err != nil && ctx.Err() == nil && !hurried {
			e.lost = err
			e.gone.Store(true)
		}
	}()
	client, err := e.reach(ctx)
	if err != nil {
		return nil, 0, err
	}
	bytes := 0
	for _, text := range texts {
		bytes += len(text)
	}
	if err := e.agree(ctx, client, int64(bytes)); err != nil {
		return nil, 0, err
	}
	began := time.Now()
	hurry, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	vectors, err := client.Embed(hurry, texts)
	if err != nil && hurry.Err() != nil && ctx.Err() == nil {
		err = &api.Error{Kind: api.Timeout, Purpose: api.Embeddings, Host: client.Host()}
	}
	if err == nil {
		e.learned(client)
	}
	return vectors, time.Since(began), err
}

// reach opens the server. One that takes too long goes on starting: the next
// answer may find it ready.
func (e *embedder) reach(ctx context.Context) (*api.Client, error) {
	type reached struct {
		client *api.Client
		err    error
	}
	opened := make(chan reached, 1)
	go func() {
		client, err := e.open(ctx)
		opened <- reached{client, err}
	}()
	timer := time.NewTimer(e.patience)
	defer timer.Stop()
	select {
	case r := <-opened:
		return r.client, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-timer.C:
		return nil, &api.Error{Kind: api.Timeout, Purpose: api.Embeddings, Host: "127.0.0.1"}
	}
}
