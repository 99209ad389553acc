package main

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"rehearse/api"
	"rehearse/engine"
	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// vectors returns the embeddings by which t is judged against each of asked: of
// all texts that the scorer asks for, or nil, to judge by words alone. Half of
// them would make a verdict that knows half. It is nil where words leave nothing
// open, where there is no server, and where it failed; the person is told once.
func (a *app) vectors(ctx context.Context, t transcribe.Transcript, asked []prompts.Question) score.Vectors {
	e := a.embedder
	if e == nil {
		return nil
	}
	if e.gone.Load() { // perhaps while the person spoke, and nobody was told
		a.withoutVectors(ctx, e, e.lost)
		return nil
	}
	var windows []string
	for _, q := range asked {
		if windows = score.Windows(q.Spoken(), t); len(windows) > 0 {
			break // those of other groups of the same question are the same
		}
	}
	if len(windows) == 0 {
		return nil
	}
	points := pointsOf(asked)
	vectors, err := e.ask(ctx, e.prefixes.of(points, windows), e.patience)
	if err != nil {
		a.withoutVectors(ctx, e, err)
		return nil
	}
	known := make(map[string][]float32, len(vectors))
	for i, text := range slices.Concat(points, windows) {
		if known[text] == nil { // a window in the words of a point is as near to it as can be
			known[text] = vectors[i]
		}
	}
	return func(text string) []float32 { return known[text] }
}

// pointsOf returns the texts of the points of asked, each once.
func pointsOf(asked []prompts.Question) []string {
	var points []string
	for _, q := range asked {
		for _, p := range q.Spoken().Points {
			if !slices.Contains(points, p.Text) {
				points = append(points, p.Text)
			}
		}
	}
	return points
}

// longestEmbedded bounds a text, in letters: models read 512 tokens, and refuse
// or cut off what is longer.
const longestEmbedded = 1500

// of returns the texts as they are sent: points are looked for in windows.
func (p prefixes) of(points, windows []string) []string {
	var texts []string
	for _, text := range points {
		texts = append(texts, p.query+firstLetters(text, longestEmbedded))
	}
	for _, text := range windows {
		texts = append(texts, p.passage+firstLetters(text, longestEmbedded))
	}
	return texts
}

func firstLetters(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most])
	}
	return text
}

// withoutVectors says, once, that answers are judged by words alone, and why. To a
// program a machine without the engine is no news.
func (a *app) withoutVectors(ctx context.Context, e *embedder, err error) {
	if ctx.Err() != nil {
		return
	}
	e.told.Do(func() {
		if a.spinning != nil {
			a.spinning() // it would wipe what is said
		}
		switch {
		case !a.noEmbeddingsHere(err):
			a.tell("embed.failed", "Reason", a.explain(err, nil).Message)
		case a.settings.verbose || !a.settings.json:
			a.tell("embed.absent")
		}
	})
}

// noEmbeddingsHere tells that err is that of an engine which is not installed, or
// has no embeddings on this machine.
func (a *app) noEmbeddingsHere(err error) bool {
	refused, ok := errors.AsType[*api.Error](err)
	unfit := ok && refused.Status == http.StatusNotImplemented && a.settings.Embed.BaseURL == ""
	return unfit || errors.Is(err, engine.ErrNotInstalled) || errors.Is(err, errNoEmbeddings)
}
