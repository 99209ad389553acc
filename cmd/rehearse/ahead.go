package main

import (
	"context"
	"strings"
	"sync"
	"time"

	"rehearse/api"
	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// An ahead embeds what is heard of an answer while the person goes on
// speaking, so that little is left to embed at its end. What it asks is kept by
// the cache of vectors; how it goes concerns nobody: scoring asks again.
type ahead struct {
	embed func(ctx context.Context, said string)

	mu   sync.Mutex
	said string
	wake chan struct{} // says that there is more
}

// newAhead begins with nothing said, which is the time to load a model and to
// embed the points. It ends with ctx.
func newAhead(ctx context.Context, embed func(ctx context.Context, said string)) *ahead {
	h := &ahead{embed: embed, wake: make(chan struct{}, 1)}
	h.wake <- struct{}{}
	go h.work(ctx)
	return h
}

// hear adds a piece to what was said, and returns at once.
func (h *ahead) hear(text string) {
	h.mu.Lock()
	h.said = strings.TrimSpace(h.said + " " + text)
	h.mu.Unlock()
	select {
	case h.wake <- struct{}{}:
	default: // it will see both pieces
	}
}

func (h *ahead) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.wake:
		}
		h.mu.Lock()
		said := h.said
		h.mu.Unlock()
		h.embed(ctx, said)
	}
}

// aheadPatience is how long a piece may be embedded for while the person speaks.
const aheadPatience = time.Minute

// embedAhead has an answer to q embedded as live hears it, until ctx ends. It
// never asks the person anything: what would need their yes waits for the end.
func (a *app) embedAhead(ctx context.Context, q prompts.Question, live *transcribe.Live) {
	e := a.embedder
	if e == nil || live == nil || !a.mayEmbed() {
		return
	}
	spoken, points := q.Spoken(), pointsOf([]prompts.Question{q})
	live.Heard = newAhead(ctx, func(ctx context.Context, said string) {
		windows := score.Early(spoken, transcribe.Transcript{Text: said})
		_, _ = e.ask(ctx, e.prefixes.of(points, windows), aheadPatience)
	}).hear
}

// mayEmbed tells whether texts may be embedded without a question to the
// person: on this machine, or where they allowed it before.
func (a *app) mayEmbed() bool {
	address := a.settings.Embed.BaseURL
	if address == "" {
		return true
	}
	client, err := api.New(api.Config{BaseURL: address, Purpose: api.Embeddings})
	if err != nil || client.Local() {
		return err == nil
	}
	allowed, err := a.consents().Has(client.Host(), api.Embeddings)
	return allowed && err == nil
}
