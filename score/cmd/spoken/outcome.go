package main

import (
	"slices"
	"strings"

	"rehearse/prompts"
	"rehearse/score"
	"rehearse/score/cmd/labelled"
	"rehearse/transcribe"
)

// The ways by which the text of an answer comes to the scorer.
const (
	perfect = iota // as it was written
	plain          // heard without a hint
	hinted         // heard with the hint of terms
	proven         // the same, but for words that only the hint produced
	wayCount
)

var wayNames = [wayCount]string{"as written", "no hint", "hint", "hint, proven"}

// An outcome is what became of one answer.
type outcome struct {
	answer   *labelled.Answer
	language string
	ways     [wayCount]struct {
		text   transcribe.Transcript
		report score.Report
	}
}

func (o outcome) verdict(way int, l labelled.Label) score.Verdict {
	return o.ways[way].report.Points[l.Point].Verdict
}

// withoutHinted returns the text of t without the words that rest on the hint
// alone.
func withoutHinted(t transcribe.Transcript) transcribe.Transcript {
	kept := make([]transcribe.Segment, 0, len(t.Segments))
	for _, s := range t.Segments {
		if len(s.Words) > 0 {
			words := slices.DeleteFunc(slices.Clone(s.Words), func(w transcribe.Word) bool { return w.Hinted })
			var text []string
			for _, w := range words {
				text = append(text, strings.TrimSpace(w.Text))
			}
			s.Text, s.Words = strings.Join(text, " "), words
		}
		if s.Text != "" {
			kept = append(kept, s)
		}
	}
	without := transcribe.Join(kept)
	without.Language, without.Model = t.Language, t.Model
	return without
}

// strangers returns answers, each taken for one to the question of the next
// answer to another question: none of its points were made.
func strangers(answers []*labelled.Answer) []*labelled.Answer {
	var taken []*labelled.Answer
	for i, a := range answers {
		q, ok := otherQuestion(answers, i)
		if !ok {
			continue
		}
		stranger := *a
		stranger.Question, stranger.Labels = q, nil
		for at := range q.Points {
			stranger.Labels = append(stranger.Labels, labelled.Label{Point: at, Verdict: score.Missed})
		}
		taken = append(taken, &stranger)
	}
	return taken
}

// otherQuestion returns the question of the first answer after i that has
// another one with terms to hint at.
func otherQuestion(answers []*labelled.Answer, i int) (prompts.Question, bool) {
	for step := 1; step < len(answers); step++ {
		q := answers[(i+step)%len(answers)].Question
		if q.Text != answers[i].Question.Text && len(score.Terms(q)) > 0 {
			return q, true
		}
	}
	return prompts.Question{}, false
}
