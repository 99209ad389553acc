package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"rehearse/audio"
	"rehearse/transcribe"
)

// checkSound says «раз, два, три»: something to transcribe on any machine.
//
//go:embed check.wav
var checkSound []byte

// A check looks at one thing that a newcomer trips over. It returns what it
// saw, also with an error.
type check struct {
	name string // its text is check.NAME
	look func(context.Context) (string, error)
}

// A checkLine is a line of `check --json`.
type checkLine struct {
	Check  string `json:"check"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
	Hint   string `json:"hint"`
}

func (a *app) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: a.words.say("cmd.check.short"),
		Long:  a.words.say("cmd.check.long"),
		Args:  a.takes(0, 0),
		RunE:  func(c *cobra.Command, _ []string) error { return a.check(c.Context()) },
	}
}

// check prints a line for each thing: ok, or what to do. It returns the first
// error, already told.
func (a *app) check(ctx context.Context) error {
	var failed error
	for _, c := range []check{
		{"bank", a.checkBank}, {"data", a.checkData}, {"microphone", a.checkMicrophone},
		{"speaker", a.checkSpeaker}, {"voice", a.checkVoice}, {"recogniser", a.checkRecogniser},
		{"embeddings", a.checkEmbeddings}, {"judge", a.checkJudge},
	} {
		detail, err := c.look(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		line := checkLine{Check: c.name, OK: err == nil, Detail: printable(detail)}
		if err != nil {
			f := a.explain(err, nil)
			line.Detail, line.Hint = f.Message, f.Hint
			if detail != "" {
				line.Detail = printable(detail) + ": " + f.Message
			}
			failed = firstError(failed, &toldError{err})
		}
		if err := a.printCheck(line); err != nil {
			return err
		}
	}
	return failed
}

func firstError(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func (a *app) printCheck(line checkLine) error {
	if a.settings.json {
		return a.printJSON(line)
	}
	mark := "✓"
	if !line.OK {
		mark = "✗"
	}
	text := hanging(mark+" ", a.words.say("check."+line.Check)+": "+line.Detail, a.width())
	if line.Hint != "" {
		text += "\n" + wrap(line.Hint, "    ", a.width())
	}
	_, err := fmt.Fprintln(a.out, text)
	return err
}

func (a *app) checkBank(context.Context) (string, error) {
	bank, err := a.bank()
	if err != nil {
		return "", err
	}
	name := bank.Name
	if len(a.settings.Banks) == 0 {
		name = a.words.say("check.sample")
	}
	return name + ", " + a.words.say("check.questions", "N", len(bank.Questions)), nil
}

func (a *app) checkData(context.Context) (string, error) {
	store, err := a.store()
	if err != nil {
		return a.settings.Data, err
	}
	if err := enoughSpace(store, usualMax); err != nil {
		return a.settings.Data, err
	}
	list, err := store.List()
	return a.settings.Data + ", " + a.words.say("check.attempts", "N", len(list)), err
}

// errNoSpeaker tells that there is nothing to play to.
var errNoSpeaker = errors.New("no loudspeaker was found")

// errZeros tells of a microphone that gives exact zeros: muted, or not allowed.
var errZeros = errors.New("the microphone gives nothing but zeros")

// checkMicrophone listens for a second.
func (a *app) checkMicrophone(ctx context.Context) (string, error) {
	mic, err := audio.OpenMicrophone(a.settings.Device)
	if err != nil {
		return "", err
	}
	defer mic.Close()
	var meter audio.Meter
	limit, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	_, err = audio.Copy(limit, &meter, audio.Limit(mic, time.Second))
	level := meter.Level()
	switch {
	case ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded):
		return mic.Name(), audio.ErrLost
	case err != nil:
		return mic.Name(), err
	case level.Peak <= audio.SilenceDBFS:
		return mic.Name(), errZeros
	}
	return fmt.Sprintf("%s, %.0f dBFS", mic.Name(), level.RMS), nil
}

func (a *app) checkSpeaker(context.Context) (string, error) {
	speaker, err := audio.OpenSpeaker()
	if errors.Is(err, audio.ErrNoDevice) {
		return "", errNoSpeaker
	}
	if err != nil {
		return "", err
	}
	return a.words.say("check.opens"), speaker.Close()
}

// checkRecogniser has three words transcribed and looks at what comes back.
func (a *app) checkRecogniser(ctx context.Context) (string, error) {
	recogniser, err := a.recogniser(ctx)
	if err != nil {
		return a.settings.BaseURL, err
	}
	where := ""
	if located, ok := recogniser.(interface{ URL(string) string }); ok {
		where = located.URL("/audio/transcriptions")
	}
	began := time.Now()
	text, err := recogniser.Transcribe(ctx, bytes.NewReader(checkSound), transcribe.Hint{Language: "ru"})
	if err != nil {
		return where, err
	}
	took := time.Since(began)
	id := "check.no-times"
	if len(text.Segments) > 0 {
		id = "check.segment-times"
		if len(text.Segments[0].Words) > 0 {
			id = "check.word-times"
		}
	}
	return fmt.Sprintf("%s, «%s», %.1f s, %s", where, text.Text, took.Seconds(), a.words.say(id)), nil
}
