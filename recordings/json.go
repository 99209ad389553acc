package recordings

import (
	"encoding/json"
	"fmt"
	"math"
	"time"

	"rehearse/prompts"
	"rehearse/score"
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
	Judging    *judgingJSON    `json:"judging,omitempty"`
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
	Judged      *judgedJSON   `json:"judged,omitempty"`
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
