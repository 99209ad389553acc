package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"rehearse/api"
	"rehearse/audio"
	"rehearse/engine"
	"rehearse/prompts"
	"rehearse/recordings"
	"rehearse/transcribe"
)

// Exit codes: fixed, scripts rely on them.
const (
	exitDone        = 0
	exitFailure     = 1
	exitUsage       = 2
	exitSound       = 3 // no microphone, no sound, silence
	exitServer      = 4 // the answer is kept
	exitInput       = 5 // a bank, a file, an attempt that is missing or wrong
	exitInterrupted = 130
)

var (
	errUsage       = errors.New("usage")
	errSilence     = errors.New("nobody speaks in this recording")
	errInterrupted = errors.New("interrupted")
	errNoPending   = errors.New("some answers are still waiting")
	errBatch       = errors.New("some lines could not be scored")
)

// usage makes err a mistake in how the program was called.
func usage(err error) error { return fmt.Errorf("%w: %w", errUsage, err) }

// interrupted marks what a signal ended.
func interrupted(err error) error { return fmt.Errorf("%w: %w", errInterrupted, err) }

// A failure is an error as a person or a script sees it.
type failure struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
	exit    int
}

// fail tells err and returns the exit code.
func (a *app) fail(command *cobra.Command, err error) int {
	f := a.explain(err, command)
	if a.settings.json {
		data, _ := json.Marshal(map[string]failure{"error": f})
		fmt.Fprintln(a.err, string(data))
		return f.exit
	}
	fmt.Fprintln(a.err, "rehearse: "+f.Message)
	if f.Hint != "" {
		fmt.Fprintln(a.err, indent(f.Hint, "  "))
	}
	return f.exit
}

// explain is the one switch from an error to a message, a next step and an
// exit code.
func (a *app) explain(err error, command *cobra.Command) failure {
	var (
		server   *api.Error
		address  *api.AddressError
		device   *audio.DeviceError
		format   *audio.FormatError
		find     *prompts.FindError
		group    *prompts.GroupError
		limit    *prompts.LimitError
		encoding *prompts.EncodingError
		damaged  *recordings.DamagedError
		config   *configError
		install  *engine.InstallError
		path     *fs.PathError
	)
	say := a.words.say
	switch {
	case errors.Is(err, errInterrupted), errors.Is(err, context.Canceled):
		return failure{"interrupted", say("error.interrupted"), "", exitInterrupted}
	case errors.Is(err, errUsage):
		message := strings.TrimPrefix(err.Error(), errUsage.Error()+": ")
		return failure{"usage", message, say("hint.usage", "Command", command.CommandPath()), exitUsage}
	case errors.Is(err, errSilence), errors.Is(err, transcribe.ErrSilence):
		return failure{"silence", say("error.silence"), say("hint.silence"), exitSound}
	case errors.Is(err, audio.ErrNoDevice):
		return failure{"no_microphone", say("error.no-microphone"), say("hint.no-microphone"), exitSound}
	case errors.As(err, &device):
		return failure{"device", say("error.device", "Name", device.Name, "Error", device.Err.Error()), say("hint.device"), exitSound}
	case errors.Is(err, engine.ErrNotInstalled):
		return failure{"engine_not_installed", say("error.engine-missing"), say("hint.engine-missing"), exitServer}
	case errors.As(err, &install):
		return failure{"engine_install", say("error.engine-install", "Error", install.Error()), say("hint.engine-install"), exitFailure}
	case errors.As(err, &server):
		return failure{"server_" + strings.ReplaceAll(string(server.Kind), "-", "_"), a.serverMessage(server), say("hint.server-" + string(server.Kind)), exitServer}
	case errors.As(err, &address):
		return failure{"base_url", say("error.base-url-" + string(address.Reason)), say("hint.base-url"), exitUsage}
	case errors.Is(err, api.ErrKey):
		return failure{"key", say("error.key"), "", exitUsage}
	case errors.Is(err, errNoPending):
		return failure{"pending", say("error.pending"), say("hint.pending"), exitServer}
	case errors.As(err, &find):
		return a.explainFind(find)
	case errors.As(err, &group):
		return failure{"group", say("error.group", "Group", group.Group), a.groupHint(group), exitInput}
	case errors.As(err, &format):
		return failure{"wav", say("error.wav", "Path", format.Path, "Reason", say("wav."+string(format.Reason), "Value", format.Value)), "", exitInput}
	case errors.As(err, &limit):
		return failure{"bank_limit", say("error.bank-limit", "Place", place(limit.Position), "Limit", limit.Limit, "What", say("limit."+limit.What)), "", exitInput}
	case errors.As(err, &encoding):
		return failure{"bank_encoding", say("error.bank-encoding", "Place", place(encoding.Position)), say("hint.bank-encoding"), exitInput}
	case errors.Is(err, errNoQuestions):
		return failure{"bank_empty", say("error.bank-empty"), say("hint.bank-empty"), exitInput}
	case errors.Is(err, errBatch):
		return failure{"batch", say("error.batch"), "", exitInput}
	case errors.Is(err, recordings.ErrNoAttempt):
		return failure{"no_attempt", say("error.no-attempt"), say("hint.no-attempt"), exitInput}
	case errors.As(err, &damaged):
		return failure{"damaged", say("error.damaged", "Dir", damaged.Dir, "Error", damaged.Err.Error()), say("hint.damaged", "Dir", damaged.Dir), exitInput}
	case errors.As(err, &config):
		return failure{"config", config.Error(), say("hint.config"), exitInput}
	case errors.Is(err, fs.ErrNotExist) && errors.As(err, &path):
		return failure{"no_file", say("error.no-file", "Path", path.Path), "", exitInput}
	case errors.Is(err, errNoSpace):
		return failure{"no_space", err.Error(), say("hint.no-space"), exitFailure}
	}
	return failure{"failure", err.Error(), "", exitFailure}
}

func (a *app) explainFind(e *prompts.FindError) failure {
	if len(e.Matches) == 0 {
		return failure{"no_question", a.words.say("error.no-question", "Query", e.Query), a.words.say("hint.no-question"), exitInput}
	}
	var lines []string
	for _, q := range e.Matches {
		lines = append(lines, fmt.Sprintf("%d. %s", q.Number, q.Text))
	}
	return failure{"ambiguous_question", a.words.say("error.ambiguous-question", "Query", e.Query), strings.Join(lines, "\n"), exitInput}
}

func (a *app) groupHint(e *prompts.GroupError) string {
	if len(e.Names) == 0 {
		return a.words.say("hint.no-groups")
	}
	return a.words.say("hint.groups", "Names", strings.Join(e.Names, ", "))
}

func (a *app) serverMessage(e *api.Error) string {
	message := a.words.say("error.server-"+string(e.Kind), "Host", e.Host)
	if e.Detail != "" {
		message += ": " + e.Detail
	}
	return message
}

func place(p prompts.Position) string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }
