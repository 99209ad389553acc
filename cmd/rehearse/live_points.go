package main

import (
	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// pointsSoFar judges what live has heard up to now. It is for looking at alone:
// what counts is judged when all was heard.
func (a *app) pointsSoFar(r *rehearsal, live *transcribe.Live) pointsMsg {
	said, until := live.SoFar()
	if said.Text == "" {
		return pointsMsg{}
	}
	var best score.Report
	for i, q := range asked(r.q) {
		report := a.evaluate(q, said, nil, nil, score.Options{Target: r.goal.target, Language: a.answerLanguage(r.q)})
		if i == 0 || report.Coverage > best.Coverage {
			best = report
		}
	}
	return pointsMsg{best.Points, until}
}

// asked returns the questions of which an answer to q answers one: its groups,
// where they are alternatives.
func asked(q prompts.Question) []prompts.Question {
	if q.GroupMode == prompts.GroupsAny && q.Group == "" {
		return q.Alternatives()
	}
	return []prompts.Question{q}
}
