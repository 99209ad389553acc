package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"rehearse/api"
	"rehearse/audio"
	"rehearse/prompts"
	"rehearse/recordings"
	"rehearse/score"
	"rehearse/transcribe"
)

// A hearing is a sound with what we heard in it before anybody is asked.
type hearing struct {
	samples []int16
	speech  audio.Speech
}

// hear reads a recording and finds the speech in it.
func hear(path string) (hearing, error) {
	wav, err := audio.OpenWAV(path)
	if err != nil {
		return hearing{}, err
	}
	defer wav.Close()
	samples, err := audio.ReadAll(wav)
	if err != nil {
		return hearing{}, fmt.Errorf("read %s: %w", path, err)
	}
	speech, err := audio.Detect(audio.FromSamples(samples))
	return hearing{samples, speech}, err
}

// finish has a kept answer transcribed and scores it. Each step saves what it
// adds, so that an error leaves the attempt as far as it came; `score last`
// goes on from there, by this same way. live listened while the person spoke; nil
// when nobody did.
func (a *app) finish(ctx context.Context, store *recordings.Store, attempt recordings.Attempt, server recogniser, live *transcribe.Live) (recordings.Attempt, error) {
	a.keeps = true
	release, _ := store.Claim(attempt.ID) // so that `score --pending` beside us leaves it alone
	defer release()
	sound, err := hear(store.Sound(attempt.ID))
	if errors.Is(err, fs.ErrNotExist) { // removed by hand: it will not come back by trying
		attempt.State, attempt.Failure = recordings.Failed, "no sound"
		return attempt, errors.Join(err, store.Save(attempt))
	}
	if err != nil {
		return attempt, err
	}
	if attempt.Transcript == nil {
		text, err := a.transcribe(ctx, sound, attempt.Question, server, live)
		if err != nil {
			return attempt, errors.Join(err, postpone(store, &attempt, err))
		}
		attempt.Transcript = &text
		attempt.State, attempt.Failure = recordings.Recorded, ""
		if err := store.Save(attempt); err != nil {
			return attempt, err
		}
	}
	err = a.score(ctx, &attempt, &sound.speech)
	return attempt, errors.Join(err, store.Save(attempt))
}

// postpone writes down how far an attempt came: it is tried again later unless
// trying again cannot help.
func postpone(store *recordings.Store, attempt *recordings.Attempt, why error) error {
	attempt.State = recordings.Queued
	var server *api.Error
	switch {
	case errors.Is(why, context.Canceled):
		attempt.State = recordings.Recorded
	case errors.Is(why, transcribe.ErrSilence):
		attempt.State, attempt.Failure = recordings.Failed, "silence"
	case errors.As(why, &server) && server.Kind == api.TooLarge:
		attempt.State, attempt.Failure = recordings.Failed, string(server.Kind)
	}
	return store.Save(*attempt)
}

// transcribe asks the recogniser what is said in sound, an answer to q. Where
// live listened, only what it has not heard yet is asked.
func (a *app) transcribe(ctx context.Context, sound hearing, q prompts.Question, server recogniser, live *transcribe.Live) (transcribe.Transcript, error) {
	if len(sound.speech.Spans) == 0 {
		return transcribe.Transcript{}, transcribe.ErrSilence
	}
	defer a.busy("transcribing")()
	t, err := server()
	if err != nil {
		return transcribe.Transcript{}, err
	}
	defer a.learned(t)
	if live != nil {
		text, _, err := live.Finish(ctx, sound.samples, sound.speech)
		return text, err
	}
	return transcribe.Sound(ctx, t, sound.samples, sound.speech, a.hint(q))
}

// answerLanguage returns the language of an answer to q: the person's word,
// else what the bank says or is written in; for no question, the recogniser's
// guess.
func (a *app) answerLanguage(q prompts.Question) string {
	if a.settings.Language != "" || q.Text == "" {
		return a.settings.Language
	}
	return q.Language
}

// evaluate judges by the points as one would say them, and reports them as the
// bank writes them, with its reasons in the person's words.
func (a *app) evaluate(q prompts.Question, t transcribe.Transcript, s *audio.Speech, v score.Vectors, options score.Options) score.Report {
	report := score.Evaluate(q.Spoken(), t, s, v, options)
	for i, p := range q.Points {
		report.Points[i].Text = p.Text
		report.Points[i].Why = a.why(report.Points[i])
	}
	return report
}

// score judges the transcript of attempt. Of groups that are alternatives the
// best one counts; attempt is narrowed to it. The report is there beside the
// error, which is that of ctx: an interrupted wait for a server costs what the
// server would have added.
func (a *app) score(ctx context.Context, attempt *recordings.Attempt, speech *audio.Speech) error {
	asked := attempt.Question
	alternatives := []prompts.Question{asked}
	if asked.GroupMode == prompts.GroupsAny && asked.Group == "" {
		alternatives = asked.Alternatives()
	}
	options := score.Options{Target: attempt.Target, Language: a.answerLanguage(asked)}
	done := func() {}
	if a.tty && a.embedder != nil {
		done = a.busy("embedding")
	}
	vectors := a.vectors(ctx, *attempt.Transcript, alternatives)
	done()
	attempt.Report = nil
	for _, q := range alternatives {
		report := a.evaluate(q, *attempt.Transcript, speech, vectors, options)
		if attempt.Report == nil || report.Coverage > attempt.Report.Coverage {
			attempt.Question, attempt.Report = q, &report
		}
	}
	a.follow(attempt) // the person's own verdicts go before a judge's
	a.askJudge(ctx, attempt)
	attempt.State = recordings.Done
	return ctx.Err()
}

// askJudge has the judge, if there is one, look at the report of attempt.
func (a *app) askJudge(ctx context.Context, attempt *recordings.Attempt) {
	attempt.Judging = nil
	if a.judge == nil {
		return
	}
	show := func() (done func()) { return a.busy("judging") }
	report, judging := a.judged(ctx, attempt.Question, *attempt.Transcript, *attempt.Report, show)
	attempt.Report, attempt.Judging = &report, judging
}
