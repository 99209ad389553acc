package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"rehearse/audio"
	"rehearse/prompts"
	"rehearse/recordings"
	"rehearse/transcribe"
)

// A spaceError tells that a recording would not fit.
type spaceError struct {
	free, need int64 // bytes
	length     time.Duration
}

func (e *spaceError) Error() string {
	return fmt.Sprintf("%d MB are free and %s of sound need %d MB", e.free>>20, length(e.length), e.need>>20)
}

// A microphone is a live source with an end.
type microphone interface {
	audio.Source
	io.Closer
	Name() string
	Dropped() time.Duration
}

// record asks q and keeps the answer. From its return on the sound is safe,
// whatever error comes with it.
func (a *app) record(ctx context.Context, store *recordings.Store, q prompts.Question, goal goal, flags practiceFlags, live *transcribe.Live) (recordings.Attempt, error) {
	a.ask(q, goal)
	if flags.speak || a.settings.Speak {
		if err := a.speak(ctx, q); err != nil {
			return recordings.Attempt{}, err
		}
	}
	if flags.answer == "" {
		if err := a.prepare(ctx, flags.prep); err != nil {
			return recordings.Attempt{}, err
		}
	}
	source, err := a.source(flags.answer)
	if err != nil {
		return recordings.Attempt{}, err
	}
	defer source.Close()
	longest := flags.max
	if file, ok := source.(recorded); ok {
		longest = file.Length
	} else if a.tty {
		a.dropKeys()
	}
	if err := enoughSpace(store, longest); err != nil {
		return recordings.Attempt{}, err
	}
	draft, err := store.Begin(q, goal.target, a.now())
	if err != nil {
		return recordings.Attempt{}, err
	}
	defer draft.Discard()
	heard, err := a.listen(ctx, draft, source, goal, flags, live)
	if heard == 0 && err != nil {
		return recordings.Attempt{}, err
	}
	attempt, kept := draft.Keep(source.Dropped())
	if kept != nil {
		return attempt, errors.Join(err, kept)
	}
	a.keeps = true
	a.tell("kept", "ID", attempt.ID, "Length", length(attempt.Length))
	for _, remark := range a.soundRemarks(attempt.Audio) {
		fmt.Fprintln(a.err, remark)
	}
	if errors.Is(err, audio.ErrLost) {
		a.warn("warn.lost", "Length", length(heard))
		err = nil
	}
	return attempt, err
}

// source opens the answer: the file that was given, else the microphone.
func (a *app) source(path string) (microphone, error) {
	if path != "" {
		wav, err := audio.OpenWAV(path)
		return recorded{wav}, err
	}
	return audio.OpenMicrophone(a.settings.Device)
}

// recorded is a file in place of a microphone.
type recorded struct{ *audio.WAV }

func (r recorded) Name() string { return "" }

func (r recorded) Dropped() time.Duration { return 0 }

// ask prints the question, and how long the answer should take.
func (a *app) ask(q prompts.Question, goal goal) {
	a.tell("ask", "Number", q.Number, "Text", q.Text, "Group", q.Group, "Target", length(goal.target))
	if goal.overload > 0 && goal.from == prompts.TargetOutline {
		a.tell("ask.overloaded", "By", length(goal.overload), "Target", length(goal.target))
	}
}

// listen moves sound from source into draft until the person, the limit, a
// signal or a failure ends it. It returns how much it took.
func (a *app) listen(ctx context.Context, draft *recordings.Draft, source microphone, goal goal, flags practiceFlags, live *transcribe.Live) (time.Duration, error) {
	if flags.answer != "" {
		return audio.Copy(ctx, draft, source)
	}
	stop := make(chan struct{})
	ended := make(chan struct{})
	defer close(ended)
	go a.waitForEnter(stop, ended)
	screen := a.meter(draft, goal.target)
	defer screen.end()
	answer := audio.Limit(audio.Until(source, stop), flags.max)
	if flags.untilSilence > 0 {
		answer = audio.UntilSilence(answer, flags.untilSilence)
	}
	answer = audio.Tap(answer, screen.see)
	if live != nil {
		answer = audio.Tap(answer, func(frame []int16) { live.Write(frame) })
	}
	return audio.Copy(ctx, draft, answer)
}

// enoughSpace checks that a recording of the given length fits.
func enoughSpace(store *recordings.Store, longest time.Duration) error {
	free, err := store.Free()
	need := 2*int64(audio.Samples(longest)) + 1<<20
	if err == nil && free < need {
		return &spaceError{free, need, longest}
	}
	return nil
}
