package main

import (
	"context"
	"fmt"

	"rehearse/api"
)

// checkEmbeddings has a word embedded. That there are no embeddings here is no
// failure: words are enough.
func (a *app) checkEmbeddings(ctx context.Context) (string, error) {
	e := a.embedder
	if e == nil {
		return a.words.say("check.off"), nil
	}
	where := ""
	if address := a.settings.Embed.BaseURL; address != "" {
		server, err := api.New(api.Config{BaseURL: address, Purpose: api.Embeddings})
		if err != nil {
			return "", err
		}
		where = server.URL("embeddings") + ", "
	}
	vectors, took, err := e.request(ctx, []string{e.prefixes.query + "раз, два, три"}, e.patience)
	if a.noEmbeddingsHere(err) {
		return a.words.say("embed.absent"), nil
	}
	if err != nil {
		return where, err
	}
	return fmt.Sprintf("%s%s, %.1f s", where, a.words.say("check.numbers", "N", len(vectors[0])), took.Seconds()), nil
}

// checkJudge shows whom --judge would ask. It asks nothing: a reply may cost
// money.
func (a *app) checkJudge(context.Context) (string, error) {
	s := a.settings.Chat
	if s.BaseURL == "" {
		return a.words.say("check.off"), nil
	}
	server, err := api.New(api.Config{BaseURL: s.BaseURL, Purpose: api.Chat})
	if err != nil {
		return "", err
	}
	return server.URL("chat/completions") + ", " + s.Model, nil
}
