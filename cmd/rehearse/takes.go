package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rehearse/audio"
	"rehearse/prompts"
	"rehearse/recordings"
	"rehearse/transcribe"
)

// A rehearsal is one question that is asked and answered.
type rehearsal struct {
	store  *recordings.Store
	q      prompts.Question
	goal   goal
	flags  practiceFlags
	server recogniser
	live   *transcribe.Live   // hears the take that is recorded; nil: all of it is heard afterwards
	over   context.CancelFunc // ends what embeds this take while it is heard
	leave  context.CancelFunc // ends the rehearsal; what was said is kept
}

// hearAnew makes live hear a new take in place of the last.
func (r *rehearsal) hearAnew(ctx context.Context, a *app) {
	r.discard()
	r.live = a.live(ctx, r.q, r.server, r.flags)
	speaking, over := context.WithCancel(ctx)
	r.over = over
	a.embedAhead(speaking, r.q, r.live)
}

// discard ends what goes on behind the recorder.
func (r *rehearsal) discard() {
	if r.over != nil {
		r.over()
	}
	if r.live != nil {
		r.live.Discard()
	}
}

// recordTakes records the answer until a take is the one. Those that the person did
// over are in the trash.
func (a *app) recordTakes(ctx context.Context, r *rehearsal, source microphone) (recordings.Attempt, error) {
	for {
		r.hearAnew(ctx, a)
		if r.flags.livePoints && r.live == nil {
			a.tell("warn.no-live-points")
		}
		attempt, again, err := a.take(ctx, r, source)
		if !again || err != nil {
			return attempt, err
		}
		if _, err := r.store.Remove(attempt.ID); err != nil {
			return attempt, err
		}
		a.tell("removed", "ID", attempt.ID)
	}
}

// take records one take and keeps it, also when an error comes with it. again
// tells that the person starts over.
func (a *app) take(ctx context.Context, r *rehearsal, source microphone) (attempt recordings.Attempt, again bool, err error) {
	before := source.Dropped()
	draft, err := r.store.Begin(r.q, r.goal.target, a.now())
	if err != nil {
		return recordings.Attempt{}, false, err
	}
	defer func() { // also when this program breaks: the next start keeps what was said
		if draft.Level().Length == 0 {
			draft.Discard()
		}
	}()
	control := newRemote(r.leave)
	heard, err := a.listen(ctx, draft, source, control, r)
	if heard == 0 && err != nil {
		return recordings.Attempt{}, false, err
	}
	attempt, kept := draft.Keep(source.Dropped() - before)
	if kept != nil {
		return attempt, false, errors.Join(err, kept)
	}
	a.keeps = true
	if control.again && err == nil {
		return attempt, true, nil
	}
	a.tell("kept", "ID", attempt.ID, "Length", length(attempt.Length))
	for _, remark := range a.soundRemarks(attempt.Audio) {
		fmt.Fprintln(a.err, remark)
	}
	if errors.Is(err, audio.ErrLost) {
		a.warn("warn.lost", "Length", length(heard))
		err = nil
	}
	return attempt, false, err
}

// listen moves sound from source into draft until the person, the limit, a
// signal or a failure ends it. It returns how much it took.
func (a *app) listen(ctx context.Context, draft *recordings.Draft, source microphone, control *remote, r *rehearsal) (time.Duration, error) {
	if r.flags.answer != "" {
		return audio.Copy(ctx, draft, source)
	}
	see, done := a.watch(draft, source, control, r)
	defer done()
	answer := audio.Until(audio.Paused(source, control.paused.Load), control.stop)
	answer = audio.Limit(answer, r.flags.max)
	if r.flags.untilSilence > 0 {
		answer = audio.UntilSilence(answer, r.flags.untilSilence)
	}
	answer = audio.Tap(answer, see)
	if r.live != nil {
		answer = audio.Tap(answer, func(frame []int16) { r.live.Write(frame) })
	}
	return audio.Copy(ctx, draft, answer)
}

// watch shows a take while it is recorded, and has the person's keys steer it:
// on the screen, or on a line where there is none.
func (a *app) watch(draft *recordings.Draft, source microphone, control *remote, r *rehearsal) (see func([]int16), done func()) {
	if a.screen != nil {
		before := source.Dropped()
		a.screen.begin(control, r.live)
		return a.screen.watch(draft.Level, func() time.Duration { return source.Dropped() - before }), func() {
			if !control.again {
				a.screen.finish()
			}
		}
	}
	ended := make(chan struct{})
	go a.waitForEnter(control.end, ended)
	meter := a.meter(draft, r.goal.target)
	return meter.see, func() {
		close(ended)
		meter.end()
	}
}
