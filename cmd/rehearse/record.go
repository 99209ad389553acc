package main

import (
	"context"
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

// record asks the question and keeps the answer. From its return on the sound is
// safe, whatever error comes with it.
func (a *app) record(ctx context.Context, r *rehearsal) (recordings.Attempt, error) {
	a.ask(r.q, r.goal)
	if r.flags.speak || a.settings.Speak {
		if err := a.speak(ctx, r.q); err != nil {
			return recordings.Attempt{}, err
		}
	}
	if r.flags.answer == "" {
		if err := a.prepare(ctx, r.flags.prep); err != nil {
			return recordings.Attempt{}, err
		}
	}
	source, err := a.source(r.flags.answer)
	if err != nil {
		return recordings.Attempt{}, err
	}
	defer source.Close()
	longest := r.flags.max
	if file, ok := source.(recorded); ok {
		longest = file.Length
	} else if a.tty {
		a.dropKeys()
	}
	if err := enoughSpace(r.store, longest); err != nil {
		return recordings.Attempt{}, err
	}
	if a.wantsScreen(r.flags) {
		a.screen = a.openScreen(a.screenOf(r), func(live *transcribe.Live) pointsMsg { return a.pointsSoFar(r, live) })
	}
	if a.leaving {
		return recordings.Attempt{}, errInterrupted
	}
	return a.recordTakes(ctx, r, source)
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

// enoughSpace checks that a recording of the given length fits.
func enoughSpace(store *recordings.Store, longest time.Duration) error {
	free, err := store.Free()
	need := 2*int64(audio.Samples(longest)) + 1<<20
	if err == nil && free < need {
		return &spaceError{free, need, longest}
	}
	return nil
}
