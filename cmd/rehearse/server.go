package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"rehearse/api"
	"rehearse/engine"
	"rehearse/transcribe"
)

// A recogniser is asked for when the answer is there; until then it gets ready.
type recogniser func() (transcribe.Transcriber, error)

// warmServer begins to get the recogniser ready: the local engine takes about
// a second to load, and the person speaks longer than that.
func (a *app) warmServer(ctx context.Context) recogniser {
	ready := sync.OnceValues(func() (transcribe.Transcriber, error) { return a.recogniser(ctx) })
	if a.settings.BaseURL == "" { // a person's own server is asked when it is needed
		go ready()
	}
	return ready
}

// usualModel is what servers are asked for when the person names none: the
// name that OpenAI gave it, which most others take for their default.
const usualModel = "whisper-1"

// recogniser returns the person's server, else the local engine, started.
func (a *app) recogniser(ctx context.Context) (transcribe.Transcriber, error) {
	if a.settings.BaseURL != "" {
		return a.client(a.settings.BaseURL, a.env("REHEARSE_API_KEY"), firstOf(a.settings.Model, usualModel))
	}
	server, err := a.engine().Start(ctx)
	if err != nil {
		return nil, err
	}
	return a.client(server.BaseURL, server.Key, server.Model)
}

func (a *app) client(baseURL, key, model string) (*api.Client, error) {
	consents := api.Consents{Path: filepath.Join(a.folders.state, "consents.json")}
	return api.New(api.Config{
		BaseURL: baseURL,
		Key:     key,
		Model:   model,
		Purpose: api.Transcription,
		Allow:   consents.Allow(a.askConsent, a.now),
	})
}

// engine returns the local engine, which need not be installed.
func (a *app) engine() *engine.Engine {
	return engine.New(engine.Dirs{Cache: a.folders.cache, State: a.folders.state})
}

var errNobodyToAsk = errors.New("nobody is there to allow the sending")

// askConsent asks the person before anything leaves this machine.
func (a *app) askConsent(ctx context.Context, s api.Sending) (bool, error) {
	if !a.interactive() {
		return false, errNobodyToAsk
	}
	var what []string
	for _, matter := range s.What {
		what = append(what, a.words.say("matter."+string(matter)))
	}
	fmt.Fprint(a.err, a.words.say("consent", "Host", s.Host, "What", strings.Join(what, ", "), "KB", (s.Bytes+1023)/1024)+" ")
	answer, err := a.readLine(ctx)
	return answer != "" && strings.ContainsRune(a.words.say("consent.yes"), []rune(strings.ToLower(answer))[0]), err
}
