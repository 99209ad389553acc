package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"rehearse/api"
	"rehearse/prompts"
	"rehearse/recordings"
	"rehearse/score"
	"rehearse/transcribe"
)

// A judge asks the person's chat server about the points of answers. After a
// failure that the next answer would meet as well it asks no more. One serves a
// whole sitting; it is safe for parallel use.
type judge struct {
	config     api.Config
	onlyUnsure bool
	replies    score.ReplyCache
	gone       atomic.Bool

	mu    sync.Mutex
	total recordings.Judging
}

// newJudge returns the judge of the settings, nil when they want none. It opens
// nothing.
func (a *app) newJudge() *judge {
	s := a.settings
	if s.Judge == "" || s.Judge == judgeOff {
		return nil
	}
	return &judge{
		config:     api.Config{BaseURL: s.Chat.BaseURL, Model: s.Chat.Model, Purpose: api.Chat},
		onlyUnsure: s.Judge == judgeUnsure,
		replies:    keptReplies{filepath.Join(a.folders.cache, "judge"), a.now}.cache(),
	}
}

// judged returns r, which the scorer made of an answer to q, with what the judge
// says of it, and what that took: nil when it was not asked. Where the judge
// fails, verdicts stay as they are and the person is told. show is called when
// there is something to wait for.
func (a *app) judged(ctx context.Context, q prompts.Question, t transcribe.Transcript, r score.Report, show func() (done func())) (score.Report, *recordings.Judging) {
	j := a.judge
	if j == nil || j.gone.Load() {
		return r, nil
	}
	bench := &bench{app: a, judge: j, show: show, done: func() {}}
	r, cost, err := score.Judge(ctx, bench, q.Spoken(), t, r, score.JudgeOptions{
		Model: j.config.BaseURL + " " + j.config.Model, Language: a.words.lang, OnlyUnsure: j.onlyUnsure, Cache: j.replies,
	})
	bench.done()
	if err != nil && ctx.Err() == nil {
		a.judgeFailed(j, err)
	}
	if cost.Points == 0 {
		return r, nil
	}
	taken := bench.took(cost)
	j.add(taken)
	return r, &taken
}

// judgeFailed tells why points keep the verdicts made without the judge.
func (a *app) judgeFailed(j *judge, err error) {
	points := 0
	if e, ok := errors.AsType[*score.JudgeError](err); ok {
		points = e.Points
	}
	server, ok := errors.AsType[*api.Error](err)
	oneReply := ok && (server.Kind == api.BadReply || server.Kind == api.Declined)
	if !oneReply && !errors.Is(err, score.ErrNoVerdicts) && j.gone.Swap(true) {
		return // told already, by another answer at the same time
	}
	a.tell("judge.failed", "N", points, "Reason", a.explain(err, nil).Message)
}

func (j *judge) add(taken recordings.Judging) {
	j.mu.Lock()
	defer j.mu.Unlock()
	sum := &j.total
	sum.Host, sum.Model = taken.Host, taken.Model
	sum.Calls += taken.Calls
	sum.Recalled += taken.Recalled
	sum.Points += taken.Points
	sum.Ruled += taken.Ruled
	sum.Prompt += taken.Prompt
	sum.Completion += taken.Completion
	sum.Took += taken.Took
}

// tellJudging says what judging many answers took.
func (a *app) tellJudging() {
	if a.judge != nil && a.judge.total.Points > 0 {
		a.tell("judge.cost", a.costOf(a.judge.total)...)
	}
}

// costOf fills the places of judge.cost.
func (a *app) costOf(j recordings.Judging) []any {
	tokens := fmt.Sprintf("%d + %d", j.Prompt, j.Completion)
	if j.Calls > 0 && j.Prompt+j.Completion == 0 {
		tokens = a.words.say("judge.no-tokens")
	}
	return []any{
		"Model", printable(j.Model), "Host", printable(j.Host), "Ruled", j.Ruled, "Points", j.Points, "Calls", j.Calls,
		"Recalled", j.Recalled, "Tokens", tokens, "Seconds", fmt.Sprintf("%.1f", j.Took.Seconds()),
	}
}

// A bench is where the judge sits for one answer. The server is opened when
// there is something to ask: replies that are kept need none.
type bench struct {
	*app
	judge  *judge
	client *api.Client
	spent  time.Duration

	show func() (done func()) // that it takes a while
	done func()
}

// Chat asks the judge once; the person, who may have to allow it, is not hurried
// and their time not counted.
func (b *bench) Chat(ctx context.Context, system, user string, schema []byte) (string, error) {
	if b.client == nil {
		client, err := b.app.client(ctx, b.judge.config)
		if err != nil {
			return "", err
		}
		b.client = client
	}
	if err := b.agree(ctx, b.client, int64(len(system)+len(user))); err != nil {
		return "", err
	}
	b.done()
	b.done = b.show()
	began := b.now()
	defer func() { b.spent += b.now().Sub(began) }()
	said, err := b.client.Chat(ctx, system, user, schema)
	if err == nil {
		b.remember(b.client)
	}
	return said, err
}

// took returns what the answer cost.
func (b *bench) took(cost score.JudgeCost) recordings.Judging {
	taken := recordings.Judging{
		Model: b.judge.config.Model, Calls: cost.Calls, Recalled: cost.Recalled, Points: cost.Points, Ruled: cost.Ruled, Took: b.spent,
	}
	if server, err := api.New(b.judge.config); err == nil {
		taken.Host = server.Host()
	}
	if b.client != nil {
		usage := b.client.Usage()
		taken.Prompt, taken.Completion = usage.Prompt, usage.Completion
	}
	return taken
}
