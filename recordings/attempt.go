// Package recordings owns the attempts: it keeps each answer from its first
// half second on, with what was made of it later, in plain folders that a
// person can copy, sync and read without this program.
package recordings

import (
	"time"

	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// Version is the version of attempt.json that this program writes.
const Version = 1

// A State says how far the work on an attempt has come.
type State string

// States of an attempt. Failed is for good: trying again would not help.
const (
	Recorded State = "recorded" // the sound is kept, nobody asked a server yet
	Queued   State = "queued"   // a server was asked and may answer later
	Done     State = "done"
	Failed   State = "failed"
)

// An Attempt is one answer to one question.
type Attempt struct {
	Version    int
	ID         string    // 20261123-140509-3fa9c1: the time in UTC, and chance; it sorts by time
	TakenAt    time.Time // when the recording began, UTC
	State      State
	Failure    string // why State is Failed
	Length     time.Duration
	Question   prompts.Question       // a copy, narrowed to its group: the bank may change
	Target     time.Duration          // what the answer is measured against
	Audio      Audio                  // what is known of the sound
	Transcript *transcribe.Transcript // nil until made
	Report     *score.Report          // nil until made
	Judging    *Judging               // how a judge was asked for Report; nil: none was
	Labels     []Label                // what the person decided by ear, in that order
}

// A Judging is what asking a judge about an answer took. What it said stands
// with the points of the report.
type Judging struct {
	Host, Model string
	Calls       int // of the model
	Recalled    int // replies that were kept from before
	Points      int // that it was asked about
	Ruled       int // of these, with a usable verdict
	Prompt      int // tokens that were sent
	Completion  int // tokens that it wrote; both are 0 where the server does not say
	Took        time.Duration
}

// Summary returns the line of the history that tells of a.
func (a Attempt) Summary() Summary {
	m := Summary{
		ID: a.ID, TakenAt: a.TakenAt, State: a.State, Failure: a.Failure, Length: a.Length, Target: a.Target,
		QuestionID: a.Question.ID, Question: a.Question.Text, Group: a.Question.Group,
	}
	if a.Report != nil {
		m.Scored, m.Counted, m.Coverage = true, a.Report.Counted > 0, a.Report.Coverage
	}
	return m
}

// A Label is a person's own verdict on a point. It outlives the report: a later
// scoring follows it too.
type Label struct {
	Point   string // ID
	Verdict score.Verdict
	At      time.Time
}

// Audio describes the kept sound, answer.wav.
type Audio struct {
	SHA256  string // of the whole file, hex
	Peak    float64
	RMS     float64 // both in dBFS
	Clipped float64 // share of samples at full scale, 0 to 1
	Dropped time.Duration
}
