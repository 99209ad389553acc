// Package score owns the judgement of an answer: which reference points were
// made, with which words and when, how long the answer took against its
// target, and how it was delivered. It is pure: values in, a value out.
package score

import "time"

// A Verdict says whether a point was made.
type Verdict string

// The verdicts. Covered: an interviewer who reads the point and hears the
// answer would say that it was made, in any words. Partial: part of it, or too
// vague. Missed: not said. Contradicted: the opposite, a denial, or a wrong
// number where the number is the point.
const (
	Covered      Verdict = "covered"
	Partial      Verdict = "partial"
	Missed       Verdict = "missed"
	Contradicted Verdict = "contradicted"
)

// Credit returns what v adds to coverage: 1, ½ or 0.
func (v Verdict) Credit() float64 {
	switch v {
	case Covered:
		return 1
	case Partial:
		return 0.5
	}
	return 0
}

// A Report is the judgement of one answer.
type Report struct {
	Counted                   int     // points that coverage is a mean over; with none, coverage means nothing
	Coverage                  float64 // 0 to 1: mean credit of the counted points
	CoverageLow, CoverageHigh float64 // what it may be while points are unsure; Low ≤ Coverage ≤ High
	Points                    []PointReport
	Length                    *Length   // nil without sound
	Delivery                  *Delivery // nil without sound
}

// A PointReport is the verdict on one point, in the order of the outline.
type PointReport struct {
	ID, Text    string
	Depth       int
	Heading     bool // not counted, but judged all the same
	Verdict     Verdict
	Sure        bool    // false: check by ear
	Probability float64 // of Verdict, 0 to 1
	Evidence    string  // an exact substring of the transcript's text; "" only when missed
	Timed       bool    // Start and End are known
	Start, End  time.Duration
	Reasons     Reasons
	Labelled    bool       // Verdict is the person's own
	Why         string     // Reasons in the person's language; Evaluate leaves it empty
	Judged      *Judgement // what a judge said of it; nil: not asked, or no usable reply
}

// Reasons say why a verdict was given, as values; words come later, in the
// person's language.
type Reasons struct {
	Heard     []Heard  // parts of the point that were heard
	Missing   []string // parts of the point that were not, as the point writes them
	Conflicts []Conflict
	EchoOnly  bool // what matches is the question said back
}

// Heard is a part of the point and the form in which it was said.
type Heard struct{ Want, Said string }

// A Conflict is something said that goes against the point.
type Conflict struct {
	Kind       ConflictKind
	Want, Said string
}

// A ConflictKind names what goes against a point.
type ConflictKind string

// Kinds of conflict.
const (
	ConflictNumber    ConflictKind = "number"    // another number of the same thing
	ConflictDenial    ConflictKind = "denial"    // "we did not", "I only read about it"
	ConflictDirection ConflictKind = "direction" // less for more, after for before
)

// Length compares the answer's length with its target.
type Length struct {
	Spoken  time.Duration // from the first to the last speech, pauses included
	Target  time.Duration
	Verdict LengthVerdict
	By      time.Duration // Spoken − Target
}

// A LengthVerdict is good within the larger of ±20 % and ±10 s.
type LengthVerdict string

// The length verdicts.
const (
	LengthGood  LengthVerdict = "good"
	LengthShort LengthVerdict = "short"
	LengthLong  LengthVerdict = "long"
)

// Delivery is how the answer was given.
type Delivery struct {
	StartLatency     time.Duration // from the first recorded frame to the first speech
	Speech           time.Duration // pauses left out
	Pauses           []Pause
	Words            int
	LettersPerMinute float64 // over Length.Spoken
	WordsPerMinute   float64 // over Length.Spoken
	Fillers          []Filler
	FillersPerMinute float64 // over Length.Spoken
}

// A Pause is a silence between two stretches of speech.
type Pause struct {
	Start, End time.Duration
	Inside     string // ID of the point whose evidence it interrupts, "" between points
}

// A Filler is a word that fills time.
type Filler struct {
	Text  string
	Start time.Duration
}
