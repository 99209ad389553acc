package main

import (
	"context"

	"rehearse/api"
	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// live begins to transcribe an answer to q while the person still speaks, so
// that little is left to do when they end. It returns nil where the whole
// answer goes afterwards: with --no-live, for a file, and for a server that is
// not on this machine unless the configuration says live = true: many small
// requests may cost more there.
func (a *app) live(ctx context.Context, q prompts.Question, server recogniser, flags practiceFlags) *transcribe.Live {
	if flags.noLive || flags.answer != "" || !a.mayLive() {
		return nil
	}
	return transcribe.NewLive(ctx, server, a.hint(q), 1)
}

// mayLive tells whether pieces of an answer may be sent before its end.
func (a *app) mayLive() bool {
	if a.settings.BaseURL == "" {
		return true
	}
	client, err := api.New(api.Config{BaseURL: a.settings.BaseURL, Purpose: api.Transcription})
	if err != nil || client.Local() {
		return err == nil
	}
	// Who was not asked yet is asked after the answer, not in the middle of it.
	allowed, err := a.consents().Has(client.Host(), api.Transcription)
	return a.settings.Live && allowed && err == nil
}

// hint tells the recogniser what an answer to q may hold.
func (a *app) hint(q prompts.Question) transcribe.Hint {
	return transcribe.Hint{Language: a.answerLanguage(q), Terms: score.Terms(q.Spoken())}
}
