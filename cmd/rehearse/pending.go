package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"rehearse/prompts"
	"rehearse/recordings"
	"rehearse/transcribe"
)

// A queue is what is common to the attempts that scoreMany works on.
type queue struct {
	store  *recordings.Store
	bank   prompts.Bank // read once, whatever the number of attempts
	server recogniser
	all    bool // also those that are scored already
}

// A finished attempt of a queue, or how far it came.
type finished struct {
	attempt recordings.Attempt
	err     error
	skipped bool // there was nothing to do, or somebody else does it
}

// mostReady bounds the answers that are read and wait for the server: each holds
// some two megabytes for a minute of sound.
const mostReady = 32

// scoreMany finishes all attempts that wait, or scores all again, the oldest
// first. The server is sent at most jobs of them at a time. One that fails does not stop the others. Each
// is saved when it is done: who is interrupted goes on from there.
func (a *app) scoreMany(ctx context.Context, all bool, jobs int) error {
	store, err := a.store()
	if err != nil {
		return err
	}
	ids, err := a.queued(ctx, store, all)
	if err != nil {
		return err
	}
	q := queue{store: store, bank: a.bankForScoring(store), all: all}
	if len(ids) > 0 {
		q.server = limited(a.warmServer(ctx), jobs)
	}
	workers := jobs + min(jobs, mostReady) // while the server works on jobs of them, as many are got ready
	done, waiting := 0, 0
	results := inOrder(ctx, workers, slices.Values(ids), func(id string) finished { return a.finishQueued(ctx, q, id) })
	for r := range results {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case r.skipped:
		case r.err != nil:
			if r.attempt.State != recordings.Failed {
				waiting++
			}
			a.warn("pending.failed", "ID", r.attempt.ID, "Message", a.explain(r.err, nil).Message)
		default:
			done++
			if err := a.showFinished(r.attempt); err != nil {
				return err
			}
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	a.tellJudging()
	a.tell("pending.done", "N", done)
	if waiting > 0 {
		return errNoPending
	}
	return nil
}

// A limit is a transcriber that is asked by a bounded number at a time.
type limit struct {
	transcribe.Transcriber
	slots chan struct{}
}

// limited bounds how many requests server has at a time.
func limited(server recogniser, jobs int) recogniser {
	slots := make(chan struct{}, jobs)
	return func() (transcribe.Transcriber, error) {
		t, err := server()
		return limit{t, slots}, err
	}
}

func (l limit) Transcribe(ctx context.Context, wav io.Reader, hint transcribe.Hint) (transcribe.Transcript, error) {
	select {
	case l.slots <- struct{}{}:
		defer func() { <-l.slots }()
		return l.Transcriber.Transcribe(ctx, wav, hint)
	case <-ctx.Done():
		return transcribe.Transcript{}, ctx.Err()
	}
}

// queued returns the attempts that may have to be worked on, the oldest first.
func (a *app) queued(ctx context.Context, store *recordings.Store, all bool) ([]string, error) {
	if all {
		return store.IDs()
	}
	var ids []string
	for _, state := range []recordings.State{recordings.Recorded, recordings.Queued} {
		list, err := store.Search(ctx, recordings.Filter{State: state})
		if err != nil {
			a.warn("warn.damaged", "Error", err.Error())
		}
		for _, m := range list {
			ids = append(ids, m.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// finishQueued works on one attempt as it is now: since the queue was made
// somebody else may have finished it, or be at it.
func (a *app) finishQueued(ctx context.Context, q queue, id string) finished {
	release, ok := q.store.Claim(id)
	defer release()
	if !ok {
		return finished{skipped: true}
	}
	attempt, err := q.store.Load(id)
	if err != nil {
		attempt.ID = id
		return finished{attempt: attempt, err: err, skipped: errors.Is(err, recordings.ErrNoAttempt)}
	}
	pending := attempt.State == recordings.Recorded || attempt.State == recordings.Queued
	if !pending && !(q.all && attempt.Transcript != nil) {
		return finished{skipped: true}
	}
	worker := *a // what finishing one answer notes is not for the others
	worker.settings.quiet = true
	attempt, err = worker.finish(ctx, q.store, refreshed(q.bank, attempt), q.server, nil)
	return finished{attempt: attempt, err: err}
}

func (a *app) showFinished(attempt recordings.Attempt) error {
	if a.settings.json {
		return a.printJSON(attempt)
	}
	_, err := fmt.Fprintln(a.out, a.historyLine(attempt.Summary()))
	return err
}
