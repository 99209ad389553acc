package main

import (
	"context"
	"fmt"
	"time"

	"rehearse/audio"
	"rehearse/recordings"
	"rehearse/score"
)

// settleDoubts plays the words of each point that is unsure, takes the person's
// verdict by one key and keeps it. The program knows what it does not know; the
// person's ear is the judge. Without doubts it says so.
func (a *app) settleDoubts(ctx context.Context, store *recordings.Store, attempt recordings.Attempt) (recordings.Attempt, error) {
	doubts := doubtful(attempt)
	if len(doubts) == 0 {
		a.tell("doubts.none")
		return attempt, nil
	}
	changed := false
	for i, p := range doubts {
		styled(a.err, fmt.Sprintf("\n%d/%d\n%s", i+1, len(doubts), a.point(p)))
		verdict, more := a.askVerdict(ctx, attempt, p)
		if verdict != "" {
			changed = true
			attempt.Labels = append(attempt.Labels, recordings.Label{Point: p.ID, Verdict: verdict, At: a.now().UTC().Truncate(time.Second)})
		}
		if !more {
			break
		}
	}
	if !changed {
		return attempt, nil
	}
	a.follow(&attempt)
	a.tell("doubts.settled", "Percent", percent(attempt.Report))
	return attempt, store.Save(attempt)
}

// doubtful returns the counted points that are unsure and have words to play.
func doubtful(attempt recordings.Attempt) []score.PointReport {
	var doubts []score.PointReport
	if attempt.Report == nil {
		return nil
	}
	for _, p := range attempt.Report.Points {
		if !p.Sure && !p.Heading && p.Evidence != "" {
			doubts = append(doubts, p)
		}
	}
	return doubts
}

// askVerdict plays the words of p until the person decides, skips ("" and
// more), or has enough.
func (a *app) askVerdict(ctx context.Context, attempt recordings.Attempt, p score.PointReport) (verdict score.Verdict, more bool) {
	a.told(a.playPoint(ctx, attempt, p))
	for {
		switch a.choice(ctx, "doubts.keys", "ypnorsq") {
		case 'y':
			return score.Covered, true
		case 'p':
			return score.Partial, true
		case 'n':
			return score.Missed, true
		case 'o':
			return score.Contradicted, true
		case 'r':
			a.told(a.playPoint(ctx, attempt, p))
		case 's':
			return "", true
		default:
			return "", false
		}
	}
}

// playPoint plays the words that p rests on, with what stands around them.
func (a *app) playPoint(ctx context.Context, attempt recordings.Attempt, p score.PointReport) error {
	if !p.Timed {
		return nil
	}
	const around = 500 * time.Millisecond
	return a.playSpan(ctx, attempt, audio.Span{Start: max(0, p.Start-around), End: min(attempt.Length, p.End+around)})
}

// follow makes the report say what the person decided.
func (a *app) follow(attempt *recordings.Attempt) {
	labels := map[string]score.Verdict{}
	for _, l := range attempt.Labels {
		labels[l.Point] = l.Verdict
	}
	report := score.Relabel(*attempt.Report, labels)
	attempt.Report = &report
}
