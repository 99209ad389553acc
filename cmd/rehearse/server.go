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
		return a.client(ctx, api.Config{
			BaseURL: a.settings.BaseURL, Model: firstOf(a.settings.Model, usualModel), Purpose: api.Transcription,
		})
	}
	server, err := a.engine().Start(ctx)
	if err != nil {
		return nil, err
	}
	return api.New(api.Config{BaseURL: server.BaseURL, Key: server.Key, Model: server.Model, Purpose: api.Transcription})
}

// client returns a client of a person's server: with the key for its purpose,
// with what is known of the server, asking before anything leaves this machine.
func (a *app) client(ctx context.Context, config api.Config) (*api.Client, error) {
	key, err := api.Keys{Env: a.env, Dir: filepath.Join(a.folders.config, "keys")}.Find(ctx, config.Purpose)
	if err != nil {
		return nil, err
	}
	config.Key = key.Value
	if _, err := api.New(config); err != nil { // the address, before anything is looked up by it
		return nil, err
	}
	if config.Abilities, err = a.abilities().Recall(config, a.now()); err != nil {
		a.warn("warn.state", "Error", err.Error())
	}
	config.Allow = a.consents().Allow(a.askConsent, a.now)
	return api.New(config)
}

// consents remember what the person allowed to leave this machine.
func (a *app) consents() api.Consents {
	return api.Consents{Path: filepath.Join(a.folders.state, "consents.json")}
}

// abilities remember what a server could not do, so that it is asked once.
func (a *app) abilities() api.Remembered {
	return api.Remembered{Path: filepath.Join(a.folders.state, "abilities.json")}
}

// learned keeps what a client found out about a recogniser on another machine:
// the engine's address is a new one each time.
func (a *app) learned(client any) {
	if bounded, ok := client.(limit); ok {
		client = bounded.Transcriber
	}
	if c, ok := client.(*api.Client); ok && !c.Local() {
		a.remember(c)
	}
}

// remember keeps what a client found out about a server that the person named.
func (a *app) remember(c *api.Client) {
	if err := a.abilities().Keep(c, a.now()); err != nil {
		a.warn("warn.state", "Error", err.Error())
	}
}

// engine returns the local engine, which need not be installed.
func (a *app) engine() *engine.Engine {
	return engine.New(engine.Dirs{Cache: a.folders.cache, State: a.folders.state})
}

var errNobodyToAsk = errors.New("nobody is there to allow the sending")

// agree has the person asked, where they have to be, before texts of about so
// many bytes are sent: one question at a time, also for many answers at once.
func (a *app) agree(ctx context.Context, client *api.Client, bytes int64) error {
	a.asking.Lock()
	defer a.asking.Unlock()
	return client.Agree(ctx, bytes)
}

// askConsent asks the person before anything leaves this machine.
func (a *app) askConsent(ctx context.Context, s api.Sending) (bool, error) {
	if !a.interactive() {
		return false, errNobodyToAsk
	}
	if a.spinning != nil {
		a.spinning() // it would wipe the question
	}
	var what []string
	for _, matter := range s.What {
		what = append(what, a.words.say("matter."+string(matter)))
	}
	fmt.Fprint(a.err, a.words.say("consent", "Host", s.Host, "What", strings.Join(what, ", "), "KB", (s.Bytes+1023)/1024)+" ")
	answer, err := a.readLine(ctx)
	return answer != "" && strings.ContainsRune(a.words.say("consent.yes"), []rune(strings.ToLower(answer))[0]), err
}
