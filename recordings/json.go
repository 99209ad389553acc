package recordings

import (
	"encoding/json"
	"fmt"
	"math"
	"time"

	"rehearse/audio"
	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

// The JSON that scripts and attempt.json see: seconds as numbers, rounded to a
// millisecond, and null where something is not known. Inside the program times
// are durations; this file is the only place where one becomes the other.

type attemptJSON struct {
	Version    int             `json:"version"`
	ID         string          `json:"id"`
	TakenAt    time.Time       `json:"taken_at"`
	State      State           `json:"state"`
	Failure    string          `json:"failure,omitempty"`
	Length     seconds         `json:"length_s"`
	Target     seconds         `json:"target_s"`
	Question   questionJSON    `json:"question"`
	Audio      audioJSON       `json:"audio"`
	Transcript *transcriptJSON `json:"transcript"`
	Report     *reportJSON     `json:"report"`
	Labels     []labelJSON     `json:"labels,omitempty"`
}

type labelJSON struct {
	Point   string        `json:"point"`
	Verdict score.Verdict `json:"verdict"`
	At      time.Time     `json:"at"`
}

type questionJSON struct {
	ID         string               `json:"id"`
	Number     int                  `json:"number"`
	Text       string               `json:"text"`
	Group      *string              `json:"group,omitempty"`
	GroupMode  prompts.GroupMode    `json:"group_mode,omitempty"`
	Groups     []string             `json:"groups"`
	Points     []pointJSON          `json:"points"`
	Target     seconds              `json:"target_s"`
	TargetFrom prompts.TargetSource `json:"target_from,omitempty"`
	Overloaded *bool                `json:"overloaded,omitempty"`
	Language   string               `json:"language,omitempty"`
	Tags       []string             `json:"tags,omitempty"`
	Source     sourceJSON           `json:"source"`
}

type sourceJSON struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

type pointJSON struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	Depth   int    `json:"depth"`
	Group   string `json:"group"`
	Heading bool   `json:"heading"`
	Line    int    `json:"line,omitempty"`
}

type audioJSON struct {
	SHA256   string  `json:"sha256"`
	Rate     int     `json:"rate"`
	Channels int     `json:"channels"`
	Peak     float64 `json:"peak_dbfs"`
	RMS      float64 `json:"rms_dbfs"`
	Clipped  float64 `json:"clipped"`
	Dropped  seconds `json:"dropped_s"`
}

type transcriptJSON struct {
	Text     string        `json:"text"`
	Language string        `json:"language"`
	Model    string        `json:"model"`
	Segments []segmentJSON `json:"segments"`
}

type segmentJSON struct {
	Start seconds    `json:"start"`
	End   seconds    `json:"end"`
	Text  string     `json:"text"`
	Words []wordJSON `json:"words"`
}

type wordJSON struct {
	Start       seconds `json:"start"`
	End         seconds `json:"end"`
	Text        string  `json:"text"`
	Probability float64 `json:"probability"`
	Hinted      bool    `json:"hinted,omitempty"` // heard only with a hint of terms
}

type reportJSON struct {
	Coverage     *float64          `json:"coverage"`
	CoverageLow  *float64          `json:"coverage_low"`
	CoverageHigh *float64          `json:"coverage_high"`
	Points       []pointReportJSON `json:"points"`
	Length       *lengthJSON       `json:"length"`
	Delivery     *deliveryJSON     `json:"delivery"`
}

type pointReportJSON struct {
	ID          string        `json:"id"`
	Text        string        `json:"text"`
	Depth       int           `json:"depth"`
	Heading     bool          `json:"heading"`
	Verdict     score.Verdict `json:"verdict"`
	Sure        bool          `json:"sure"`
	Probability float64       `json:"probability"`
	Evidence    string        `json:"evidence"`
	Start       *seconds      `json:"start"`
	End         *seconds      `json:"end"`
	Why         string        `json:"why"`
	Labelled    bool          `json:"labelled,omitempty"`
	Reasons     reasonsJSON   `json:"reasons"`
}

type reasonsJSON struct {
	Heard     []heardJSON    `json:"heard,omitempty"`
	Missing   []string       `json:"missing,omitempty"`
	Conflicts []conflictJSON `json:"conflicts,omitempty"`
	EchoOnly  bool           `json:"echo_only,omitempty"`
}

type heardJSON struct {
	Want string `json:"want"`
	Said string `json:"said"`
}

type conflictJSON struct {
	Kind score.ConflictKind `json:"kind"`
	Want string             `json:"want"`
	Said string             `json:"said"`
}

type lengthJSON struct {
	Spoken  seconds             `json:"spoken_s"`
	Target  seconds             `json:"target_s"`
	Verdict score.LengthVerdict `json:"verdict"`
	By      seconds             `json:"by_s"`
}

type deliveryJSON struct {
	StartLatency     seconds      `json:"start_latency_s"`
	Speech           seconds      `json:"speech_s"`
	Pauses           []pauseJSON  `json:"pauses"`
	Words            int          `json:"words"`
	LettersPerMinute float64      `json:"letters_per_minute"`
	WordsPerMinute   float64      `json:"words_per_minute"`
	Fillers          []fillerJSON `json:"fillers"`
	FillersPerMinute float64      `json:"fillers_per_minute"`
}

type pauseJSON struct {
	Start  seconds `json:"start"`
	End    seconds `json:"end"`
	Inside string  `json:"inside"`
}

type fillerJSON struct {
	Text  string  `json:"text"`
	Start seconds `json:"start"`
}

// seconds is a duration in JSON.
type seconds time.Duration

func (s seconds) MarshalJSON() ([]byte, error) {
	return json.Marshal(round(time.Duration(s).Seconds(), 1e3))
}

func (s *seconds) UnmarshalJSON(data []byte) error {
	var v float64
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	if math.Abs(v) > 1e6 {
		return fmt.Errorf("%g seconds is no length of an answer", v)
	}
	*s = seconds(math.Round(v * 1e9))
	return nil
}

func (s seconds) duration() time.Duration { return time.Duration(s) }

// round keeps numbers short: 1/scale is finer than anybody measures.
func round(v, scale float64) float64 { return math.Round(v*scale) / scale }

// convert maps each element, and nil to an empty list: JSON says [], not null.
func convert[A, B any](list []A, f func(A) B) []B {
	out := make([]B, 0, len(list))
	for _, a := range list {
		out = append(out, f(a))
	}
	return out
}

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

// ReportJSON returns what `score --json` prints of r.
func ReportJSON(r score.Report) any { return toReport(r) }

// ScoredJSON returns what `score --question --json` prints: the report of an
// attempt that is not kept, with its question and transcript.
func ScoredJSON(a Attempt) any {
	return struct {
		Question   questionJSON    `json:"question"`
		Transcript *transcriptJSON `json:"transcript"`
		*reportJSON
	}{toQuestion(a.Question), toTranscript(*a.Transcript), toReport(*a.Report)}
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
		Reasons: reasonsJSON{Missing: p.Reasons.Missing, EchoOnly: p.Reasons.EchoOnly},
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
