package recordings

import (
	"time"

	"rehearse/audio"
	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// MarshalJSON writes a as contract and attempt.json have it.
func (a Attempt) MarshalJSON() ([]byte, error) {
	q := toQuestion(a.Question)
	q.Group = &a.Question.Group
	j := attemptJSON{
		Version: a.Version, ID: a.ID, TakenAt: a.TakenAt.UTC().Truncate(time.Second), State: a.State, Failure: a.Failure,
		Length: seconds(a.Length), Target: seconds(a.Target), Question: q,
		Audio: audioJSON{a.Audio.SHA256, audio.Rate, 1, round(a.Audio.Peak, 10), round(a.Audio.RMS, 10), round(a.Audio.Clipped, 1e6), seconds(a.Audio.Dropped)},
	}
	for _, l := range a.Labels {
		j.Labels = append(j.Labels, labelJSON(l))
	}
	if a.Transcript != nil {
		j.Transcript = toTranscript(*a.Transcript)
	}
	if a.Report != nil {
		j.Report = toReport(*a.Report)
	}
	j.Judging = toJudging(a.Judging)
	return encode(j)
}

// QuestionJSON returns what `questions --json` prints of q. Target is the one
// that would hold now, from says who asked for it.
func QuestionJSON(q prompts.Question, target time.Duration, from prompts.TargetSource, overloaded bool) any {
	j := toQuestion(q)
	j.Target, j.TargetFrom, j.Overloaded = seconds(target), from, &overloaded
	return j
}

// TranscriptJSON returns what `transcribe --json` prints of t.
func TranscriptJSON(t transcribe.Transcript) any { return toTranscript(t) }

// ScoredJSON returns what `score --question --json` prints: the report of an
// attempt that is not kept, with its question and transcript.
func ScoredJSON(a Attempt) any {
	return struct {
		Question   questionJSON    `json:"question"`
		Transcript *transcriptJSON `json:"transcript"`
		*reportJSON
		Judging *judgingJSON `json:"judging,omitempty"`
	}{toQuestion(a.Question), toTranscript(*a.Transcript), toReport(*a.Report), toJudging(a.Judging)}
}

// PointsJSON returns the points of r alone, as `score --batch` prints them.
func PointsJSON(r score.Report) any { return toReport(r).Points }

func toQuestion(q prompts.Question) questionJSON {
	return questionJSON{
		ID: q.ID, Number: q.Number, Text: q.Text, GroupMode: q.GroupMode,
		Groups: convert(q.Groups, func(s string) string { return s }),
		Points: convert(q.Points, func(p prompts.Point) pointJSON {
			return pointJSON{p.ID, p.Text, p.Depth, p.Group, p.Heading, p.Line}
		}),
		Target: seconds(q.Target), TargetFrom: q.TargetFrom, Language: q.Language, Tags: q.Tags,
		Source: sourceJSON{q.Source.File, q.Source.Line},
	}
}

func toTranscript(t transcribe.Transcript) *transcriptJSON {
	return &transcriptJSON{t.Text, t.Language, t.Model, convert(t.Segments, func(s transcribe.Segment) segmentJSON {
		return segmentJSON{seconds(s.Start), seconds(s.End), s.Text, convert(s.Words, func(w transcribe.Word) wordJSON {
			return wordJSON{seconds(w.Start), seconds(w.End), w.Text, round(w.Probability, 1e3), w.Hinted}
		})}
	})}
}

func toReport(r score.Report) *reportJSON {
	j := &reportJSON{Points: convert(r.Points, toPointReport)}
	if r.Counted > 0 {
		c, low, high := round(r.Coverage, 1e4), round(r.CoverageLow, 1e4), round(r.CoverageHigh, 1e4)
		j.Coverage, j.CoverageLow, j.CoverageHigh = &c, &low, &high
	}
	if l := r.Length; l != nil {
		j.Length = &lengthJSON{seconds(l.Spoken), seconds(l.Target), l.Verdict, seconds(l.By)}
	}
	if d := r.Delivery; d != nil {
		j.Delivery = &deliveryJSON{
			StartLatency: seconds(d.StartLatency), Speech: seconds(d.Speech), Words: d.Words,
			Pauses: convert(d.Pauses, func(p score.Pause) pauseJSON {
				return pauseJSON{seconds(p.Start), seconds(p.End), p.Inside}
			}),
			LettersPerMinute: round(d.LettersPerMinute, 10), WordsPerMinute: round(d.WordsPerMinute, 10),
			Fillers: convert(d.Fillers, func(f score.Filler) fillerJSON {
				return fillerJSON{f.Text, seconds(f.Start)}
			}),
			FillersPerMinute: round(d.FillersPerMinute, 10),
		}
	}
	return j
}

func toPointReport(p score.PointReport) pointReportJSON {
	j := pointReportJSON{
		ID: p.ID, Text: p.Text, Depth: p.Depth, Heading: p.Heading, Verdict: p.Verdict, Sure: p.Sure,
		Probability: round(p.Probability, 1e4), Evidence: p.Evidence, Why: p.Why, Labelled: p.Labelled,
		Reasons: reasonsJSON{Missing: p.Reasons.Missing, EchoOnly: p.Reasons.EchoOnly}, Judged: toJudged(p.Judged),
	}
	for _, h := range p.Reasons.Heard {
		j.Reasons.Heard = append(j.Reasons.Heard, heardJSON(h))
	}
	for _, c := range p.Reasons.Conflicts {
		j.Reasons.Conflicts = append(j.Reasons.Conflicts, conflictJSON(c))
	}
	if p.Timed {
		start, end := seconds(p.Start), seconds(p.End)
		j.Start, j.End = &start, &end
	}
	return j
}
