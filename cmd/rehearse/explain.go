package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"rehearse/api"
	"rehearse/audio"
	"rehearse/engine"
	"rehearse/prompts"
	"rehearse/recordings"
	"rehearse/score"
	"rehearse/transcribe"
	"rehearse/voice"
)

// explain is the one place where an error becomes a message, a next step and
// an exit code.
func (a *app) explain(err error, command *cobra.Command) failure {
	if errors.Is(err, errUsage) {
		message := strings.TrimPrefix(err.Error(), errUsage.Error()+": ")
		return failure{"usage", message, a.words.say("hint.usage", "Command", command.CommandPath()), exitUsage}
	}
	for _, known := range []func(error) (failure, bool){a.explainPlain, a.explainSound, a.explainServer, a.explainEngine, a.explainBank, a.explainKept, a.explainSystem} {
		if f, ok := known(err); ok {
			return f
		}
	}
	return failure{"failure", oneLine(err), "", exitFailure}
}

// oneLine writes an error, or several joined, in one printable line.
func oneLine(err error) string {
	return printable(strings.ReplaceAll(err.Error(), "\n", "; "))
}

// explainSystem knows what a system refuses.
func (a *app) explainSystem(err error) (failure, bool) {
	say := a.words.say
	path := ""
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		path = printable(e.Path)
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return failure{"disk_full", say("error.disk-full"), say("hint.no-space"), exitFailure}, true
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return failure{"no_permission", say("error.no-permission", "Path", path), say("hint.no-permission"), exitFailure}, true
	case path != "" && errors.Is(err, fs.ErrNotExist):
		return failure{"no_file", say("error.no-file", "Path", path), say("hint.no-file"), exitInput}, true
	}
	return failure{}, false
}

// explainPlain knows the errors that carry nothing but themselves. Their texts
// are error.CODE and hint.CODE.
func (a *app) explainPlain(err error) (failure, bool) {
	for _, plain := range []struct {
		err  error
		code string
		exit int
	}{
		{errInterrupted, "interrupted", exitInterrupted},
		{context.Canceled, "interrupted", exitInterrupted},
		{transcribe.ErrSilence, "silence", exitSound},
		{transcribe.ErrEmpty, "empty", exitServer},
		{audio.ErrNoDevice, "no-microphone", exitSound},
		{audio.ErrLost, "lost", exitSound},
		{errZeros, "zeros", exitSound},
		{errNoSpeaker, "no-speaker", exitSound},
		{voice.ErrNoVoice, "no-voice", exitFailure},
		{voice.ErrNoText, "no-text", exitFailure},
		{api.ErrKey, "key", exitUsage},
		{engine.ErrNotInstalled, "engine-missing", exitServer},
		{engine.ErrNoPython, "no-python", exitFailure},
		{engine.ErrNoVenv, "no-venv", exitFailure},
		{errNoPending, "pending", exitServer},
		{errNoQuestions, "bank-empty", exitInput},
		{errBatch, "batch", exitInput},
		{errVerify, "verify", exitInput},
		{recordings.ErrNoAttempt, "no-attempt", exitInput},
	} {
		if errors.Is(err, plain.err) {
			code := strings.ReplaceAll(plain.code, "-", "_")
			hint := a.words.say("hint." + plain.code)
			if plain.exit == exitServer && !a.keeps { // the hint tells of a kept answer
				hint = a.words.say("hint.engine-install-first")
			}
			return failure{code, a.words.say("error." + plain.code), hint, plain.exit}, true
		}
	}
	return failure{}, false
}

func (a *app) explainSound(err error) (failure, bool) {
	say := a.words.say
	if e, ok := errors.AsType[*voice.ProgramError](err); ok { // it may wrap a FormatError of its own sound
		return failure{"voice", say("error.voice", "Name", printable(e.Program), "Error", printable(e.Error())), say("hint.no-voice"), exitFailure}, true
	}
	if e, ok := errors.AsType[*audio.DeviceError](err); ok {
		return failure{"device", say("error.device", "Name", printable(e.Name), "Error", printable(e.Err.Error())), say("hint.device"), exitSound}, true
	}
	if e, ok := errors.AsType[*audio.FormatError](err); ok {
		reason := say("wav."+string(e.Reason), "Value", e.Value)
		return failure{"wav", say("error.wav", "Path", printable(e.Path), "Reason", reason), say("hint.wav"), exitInput}, true
	}
	return failure{}, false
}

func (a *app) explainServer(err error) (failure, bool) {
	say := a.words.say
	ofSound := []api.Kind{api.TooLarge, api.BadReply, api.Redirected} // their texts tell of a recording
	if e, ok := errors.AsType[*score.JudgeError](err); ok && errors.Is(err, score.ErrNoVerdicts) {
		return failure{"judge_reply", say("error.judge-reply", "Reply", printable(e.Reply)), say("hint.server-other"), exitServer}, true
	}
	if e, ok := errors.AsType[*api.Error](err); ok {
		message := say("error.server-"+string(e.Kind), "Host", e.Host)
		if e.Purpose != api.Transcription && slices.Contains(ofSound, e.Kind) {
			message = say("error.other-"+string(e.Kind), "Host", e.Host)
		}
		if e.Detail != "" && e.Kind != api.Timeout { // which says the same in English
			message += ": " + e.Detail
		}
		code := "server_" + strings.ReplaceAll(string(e.Kind), "-", "_")
		hint := say("hint.server-"+string(e.Kind), "Variable", api.KeyVariable(e.Purpose))
		if e.Purpose != api.Transcription || !a.keeps { // the texts tell of a kept answer
			hint = say("hint.server-other")
		}
		return failure{code, message, hint, exitServer}, true
	}
	if e, ok := errors.AsType[*api.KeyFileError](err); ok {
		return failure{"key_file", say("error.key-file-"+string(e.Reason), "Path", printable(e.Path)), say("hint.key-file-"+string(e.Reason), "Path", printable(e.Path)), exitUsage}, true
	}
	if e, ok := errors.AsType[*api.AddressError](err); ok {
		return failure{"base_url", say("error.base-url-" + string(e.Reason)), say("hint.base-url"), exitUsage}, true
	}
	return failure{}, false
}

func (a *app) explainEngine(err error) (failure, bool) {
	say := a.words.say
	if e, ok := errors.AsType[*engine.ModelError](err); ok {
		return failure{"model", say("error.model", "Name", printable(e.Name)), say("hint.model", "Models", strings.Join(e.Known, ", ")), exitUsage}, true
	}
	if e, ok := errors.AsType[*engine.StartError](err); ok {
		return failure{"engine_start", say("error.engine-start", "Error", e.Err.Error(), "Output", e.Output), say("hint.engine-start", "Log", e.Log), exitServer}, true
	}
	if e, ok := errors.AsType[*engine.InstallError](err); ok {
		return failure{"engine_install", say("error.engine-install", "Error", e.Error()), say("hint.engine-install"), exitFailure}, true
	}
	return failure{}, false
}

func (a *app) explainBank(err error) (failure, bool) {
	say := a.words.say
	if e, ok := errors.AsType[*prompts.FindError](err); ok {
		return a.explainFind(e), true
	}
	if e, ok := errors.AsType[*prompts.GroupError](err); ok {
		hint := say("hint.no-groups")
		if len(e.Names) > 0 {
			hint = say("hint.groups", "Names", strings.Join(e.Names, ", "))
		}
		return failure{"group", say("error.group", "Group", printable(e.Group)), hint, exitInput}, true
	}
	if e, ok := errors.AsType[*prompts.LimitError](err); ok {
		message := say("error.bank-limit", "Place", place(e.Position), "Limit", e.Limit, "What", say("limit."+e.What))
		return failure{"bank_limit", message, say("hint.bank-limit"), exitInput}, true
	}
	if e, ok := errors.AsType[*prompts.EncodingError](err); ok {
		return failure{"bank_encoding", say("error.bank-encoding", "Place", place(e.Position)), say("hint.bank-encoding"), exitInput}, true
	}
	return failure{}, false
}

func (a *app) explainFind(e *prompts.FindError) failure {
	query := printable(e.Query)
	if len(e.Matches) == 0 {
		return failure{"no_question", a.words.say("error.no-question", "Query", query), a.words.say("hint.no-question"), exitInput}
	}
	var lines []string
	for _, q := range e.Matches {
		lines = append(lines, fmt.Sprintf("%d. %s", q.Number, q.Text))
	}
	return failure{"ambiguous_question", a.words.say("error.ambiguous-question", "Query", query), strings.Join(lines, "\n"), exitInput}
}

// explainKept knows what can be wrong with files that we or the person keep.
func (a *app) explainKept(err error) (failure, bool) {
	say := a.words.say
	if e, ok := errors.AsType[*recordings.VersionError](err); ok {
		return failure{"version", say("error.version", "Version", e.Version), say("hint.version"), exitInput}, true
	}
	if e, ok := errors.AsType[*recordings.IndexError](err); ok {
		return failure{"index", say("error.index", "Path", printable(e.Path), "Error", oneLine(e.Err)), say("hint.index"), exitFailure}, true
	}
	if e, ok := errors.AsType[*recordings.DamagedError](err); ok {
		return failure{"damaged", say("error.damaged", "Dir", e.Dir, "Error", printable(e.Err.Error())), say("hint.damaged", "Dir", e.Dir), exitInput}, true
	}
	if e, ok := errors.AsType[*configError](err); ok {
		return failure{"config", printable(e.Error()), say("hint.config"), exitInput}, true
	}
	if e, ok := errors.AsType[*spaceError](err); ok {
		return failure{"no_space", say("error.no-space", "Free", e.free>>20, "Need", e.need>>20, "Length", length(e.length)), say("hint.no-space"), exitFailure}, true
	}
	if e, ok := errors.AsType[*existsError](err); ok {
		return failure{"exists", say("error.exists", "Path", printable(e.path)), say("hint.exists"), exitInput}, true
	}
	if e, ok := errors.AsType[*recordings.AmbiguousError](err); ok {
		return failure{"ambiguous_attempt", say("error.ambiguous-attempt", "Name", printable(e.Name)), strings.Join(e.IDs, "\n"), exitInput}, true
	}
	return failure{}, false
}

func place(p prompts.Position) string {
	return fmt.Sprintf("%s:%d:%d", printable(p.File), p.Line, p.Column)
}
