package recordings

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"rehearse/audio"
	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// A VersionError tells of an attempt.json that a newer program wrote.
type VersionError struct{ Version int }

func (e *VersionError) Error() string {
	return fmt.Sprintf("attempt.json has version %d, this program reads up to %d: update the program", e.Version, Version)
}

// UnmarshalJSON reads what MarshalJSON writes. A newer version is a
// *VersionError.
func (a *Attempt) UnmarshalJSON(data []byte) error {
	var j attemptJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	if j.Version > Version {
		return &VersionError{j.Version}
	}
	if err := j.check(); err != nil {
		return err
	}
	*a = Attempt{
		Version: j.Version, ID: j.ID, TakenAt: j.TakenAt, State: j.State, Failure: j.Failure,
		Length: j.Length.duration(), Target: j.Target.duration(), Question: fromQuestion(j.Question),
		Audio: Audio{j.Audio.SHA256, j.Audio.Peak, j.Audio.RMS, j.Audio.Clipped, j.Audio.Dropped.duration()},
	}
	for _, l := range j.Labels {
		a.Labels = append(a.Labels, Label(l))
	}
	if j.Transcript != nil {
		t := fromTranscript(*j.Transcript)
		a.Transcript = &t
	}
	if j.Report != nil {
		r := fromReport(*j.Report)
		a.Report = &r
	}
	a.Judging = fromJudging(j.Judging)
	return nil
}

// check refuses values that no program of ours writes: a file that was edited
// by hand is better called damaged than believed.
func (j attemptJSON) check() error {
	if !slices.Contains([]State{Recorded, Queued, Done, Failed}, j.State) {
		return fmt.Errorf("%q is no state of an attempt", j.State)
	}
	levels := []float64{j.Audio.Peak, j.Audio.RMS}
	if slices.Min(levels) < audio.SilenceDBFS || slices.Max(levels) > 0 {
		return fmt.Errorf("%v dBFS are no levels", levels)
	}
	if j.Length < 0 || j.Target < 0 {
		return errors.New("a length of time is negative")
	}
	if j.Report == nil {
		return nil
	}
	verdicts := []score.Verdict{score.Covered, score.Partial, score.Missed, score.Contradicted}
	for _, p := range j.Report.Points {
		given := []score.Verdict{p.Verdict}
		if p.Judged != nil {
			given = append(given, p.Judged.Verdict, p.Judged.Offline.Verdict)
		}
		for _, v := range given {
			if !slices.Contains(verdicts, v) {
				return fmt.Errorf("%q is no verdict", v)
			}
		}
	}
	lengths := []score.LengthVerdict{score.LengthGood, score.LengthShort, score.LengthLong}
	if l := j.Report.Length; l != nil && !slices.Contains(lengths, l.Verdict) {
		return fmt.Errorf("%q is no verdict on a length", l.Verdict)
	}
	return nil
}

func fromQuestion(j questionJSON) prompts.Question {
	q := prompts.Question{
		ID: j.ID, Number: j.Number, Text: j.Text, GroupMode: j.GroupMode, Groups: j.Groups,
		Target: j.Target.duration(), TargetFrom: j.TargetFrom, Language: j.Language, Tags: j.Tags,
		Source: prompts.Position{File: j.Source.File, Line: j.Source.Line},
	}
	if j.Group != nil {
		q.Group = *j.Group
	}
	for _, p := range j.Points {
		q.Points = append(q.Points, prompts.Point{ID: p.ID, Text: p.Text, Depth: p.Depth, Group: p.Group, Heading: p.Heading, Line: p.Line})
	}
	return q
}

func fromTranscript(j transcriptJSON) transcribe.Transcript {
	t := transcribe.Transcript{Text: j.Text, Language: j.Language, Model: j.Model}
	for _, s := range j.Segments {
		segment := transcribe.Segment{Start: s.Start.duration(), End: s.End.duration(), Text: s.Text}
		for _, w := range s.Words {
			segment.Words = append(segment.Words, transcribe.Word{Start: w.Start.duration(), End: w.End.duration(), Text: w.Text, Probability: w.Probability, Hinted: w.Hinted})
		}
		t.Segments = append(t.Segments, segment)
	}
	return t
}

func fromReport(j reportJSON) score.Report {
	var r score.Report
	if j.Coverage != nil {
		r.Coverage = *j.Coverage
	}
	if j.CoverageLow != nil && j.CoverageHigh != nil {
		r.CoverageLow, r.CoverageHigh = *j.CoverageLow, *j.CoverageHigh
	}
	for _, p := range j.Points {
		r.Points = append(r.Points, fromPointReport(p))
		if !p.Heading {
			r.Counted++
		}
	}
	if l := j.Length; l != nil {
		r.Length = &score.Length{Spoken: l.Spoken.duration(), Target: l.Target.duration(), Verdict: l.Verdict, By: l.By.duration()}
	}
	if d := j.Delivery; d != nil {
		r.Delivery = &score.Delivery{
			StartLatency: d.StartLatency.duration(), Speech: d.Speech.duration(), Words: d.Words,
			LettersPerMinute: d.LettersPerMinute, WordsPerMinute: d.WordsPerMinute, FillersPerMinute: d.FillersPerMinute,
		}
		for _, p := range d.Pauses {
			r.Delivery.Pauses = append(r.Delivery.Pauses, score.Pause{Start: p.Start.duration(), End: p.End.duration(), Inside: p.Inside})
		}
		for _, f := range d.Fillers {
			r.Delivery.Fillers = append(r.Delivery.Fillers, score.Filler{Text: f.Text, Start: f.Start.duration()})
		}
	}
	return r
}

func fromPointReport(j pointReportJSON) score.PointReport {
	p := score.PointReport{
		ID: j.ID, Text: j.Text, Depth: j.Depth, Heading: j.Heading, Verdict: j.Verdict, Sure: j.Sure,
		Probability: j.Probability, Evidence: j.Evidence, Why: j.Why, Labelled: j.Labelled,
		Reasons: score.Reasons{Missing: j.Reasons.Missing, EchoOnly: j.Reasons.EchoOnly}, Judged: fromJudged(j),
	}
	for _, h := range j.Reasons.Heard {
		p.Reasons.Heard = append(p.Reasons.Heard, score.Heard(h))
	}
	for _, c := range j.Reasons.Conflicts {
		p.Reasons.Conflicts = append(p.Reasons.Conflicts, score.Conflict(c))
	}
	if j.Start != nil && j.End != nil {
		p.Timed, p.Start, p.End = true, j.Start.duration(), j.End.duration()
	}
	return p
}
