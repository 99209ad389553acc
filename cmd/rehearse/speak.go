package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"rehearse/api"
	"rehearse/audio"
	"rehearse/prompts"
	"rehearse/voice"
)

// findVoice returns what speaks a question on this machine. Programs are asked
// once in a sitting: some take a second to answer.
func (a *app) findVoice(ctx context.Context, lang string) (voice.Voice, error) {
	if found, ok := a.voices[lang]; ok {
		return found, nil
	}
	found, err := voice.Search{
		Lang: lang, OS: runtime.GOOS, LookPath: exec.LookPath, Env: os.Environ(), Piper: a.settings.Piper,
	}.Find(ctx)
	if err == nil {
		if a.voices == nil {
			a.voices = map[string]voice.Voice{}
		}
		a.voices[lang] = found
	}
	return found, err
}

// speaking returns the person's speech server, else a voice of this machine.
func (a *app) speaking(ctx context.Context, q prompts.Question) (voice.Cached, error) {
	dir := filepath.Join(a.folders.cache, "voice")
	server := a.settings.Speech
	if server.BaseURL == "" {
		local, err := a.findVoice(ctx, q.Language)
		return voice.Cached{Dir: dir, Speaker: local, Key: local.Key()}, err
	}
	model := firstOf(server.Model, usualSpeechModel)
	client, err := a.client(ctx, api.Config{BaseURL: server.BaseURL, Model: model, Voice: server.Voice, Purpose: api.Speech})
	return voice.Cached{Dir: dir, Speaker: client, Key: server.BaseURL + " " + model + " " + server.Voice}, err
}

// usualSpeechModel is the name that OpenAI gave its first one; most servers
// take it for their default.
const usualSpeechModel = "tts-1"

// speak says q aloud. Where that cannot be done the printed question is enough:
// the person is told why, once in a sitting.
func (a *app) speak(ctx context.Context, q prompts.Question) error {
	err := a.sayAloud(ctx, q)
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	if !a.mute {
		a.mute = true
		a.warn("warn.not-spoken", "Reason", a.explain(err, nil).Message)
	}
	return nil
}

func (a *app) sayAloud(ctx context.Context, q prompts.Question) error {
	speaking, err := a.speaking(ctx, q)
	if err != nil {
		return err
	}
	path, err := speaking.Speak(ctx, q.Text)
	if err != nil {
		return err
	}
	wav, err := audio.OpenWAV(path)
	if err != nil {
		return err
	}
	defer wav.Close()
	speaker, err := audio.OpenSpeaker()
	if err != nil {
		return err
	}
	defer speaker.Close()
	if _, err := audio.Copy(ctx, speaker, wav); err != nil {
		return err
	}
	return speaker.Drain(ctx)
}

func (a *app) checkVoice(ctx context.Context) (string, error) {
	bank, err := a.bank()
	if err != nil {
		return "", err
	}
	found, err := a.findVoice(ctx, bank.Questions[0].Language)
	return found.Name, err
}
