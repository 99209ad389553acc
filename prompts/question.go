// Package prompts owns the questions: it reads a bank, a Markdown outline of
// questions and reference points, and says what each question asks for.
package prompts

import "time"

// A Bank is the questions of one file, in its order.
type Bank struct {
	Name      string // as given to Parse: a path, or "sample"
	Questions []Question
	Warnings  []Warning // what was repaired or dropped, in the file's order
}

// A Question is asked aloud and answered by its points.
type Question struct {
	ID         string // stable: from `id::`, else made of the text
	Number     int    // place in the bank, from 1
	Text       string // trimmed, one line, without a stray bullet
	Points     []Point
	Groups     []string      // names of the alternatives or parts, in order, as written
	GroupMode  GroupMode     // what `groups::` says
	Group      string        // the chosen group after Choose; "" is all of them
	Target     time.Duration // what the bank or its front matter asks for; 0: nothing
	TargetFrom TargetSource  // where Target comes from
	Language   string        // of the answer, BCP 47: what the bank says, else the script that most of its letters are in
	Tags       []string      // sections and `tags::`, outermost first
	Source     Position
	OwnID      bool // ID is from `id::`: the person keeps it
}

// A Point is one thing that a good answer says: one bullet below the question.
type Point struct {
	ID      string
	Text    string // verbatim, trimmed; a fenced block is one point of many lines
	Depth   int    // 1 directly below the question
	Group   string // name of the group it belongs to, "" outside groups
	Heading bool   // it only names what is below it: shown, never counted
	Line    int    // in Question.Source.File, from 1
}

// A GroupMode says whether the groups of a question are alternatives or parts.
type GroupMode string

// The modes of `groups::`. GroupsUnknown leaves it to the person.
const (
	GroupsUnknown GroupMode = ""
	GroupsAny     GroupMode = "any" // alternatives: the best one counts
	GroupsAll     GroupMode = "all" // parts: each counts
)

// A TargetSource says who asked for a target length.
type TargetSource string

// Sources of a target, the first that is there wins.
const (
	TargetFlag    TargetSource = "flag"
	TargetBank    TargetSource = "bank"   // `target::` under the question
	TargetFile    TargetSource = "file"   // the file's front matter
	TargetConfig  TargetSource = "config" // the configuration
	TargetOutline TargetSource = "outline"
)

// A Position is a place in a file, lines and columns from 1; columns count letters.
type Position struct {
	File         string
	Line, Column int
}

// A Warning tells of something that Parse repaired, dropped or kept in doubt.
type Warning struct {
	Position
	Kind WarningKind
	Text string // the text it is about, "" where there is none
}

// Counted returns the points that coverage is a mean over: all but headings.
func (q Question) Counted() []Point {
	var counted []Point
	for _, p := range q.Points {
		if !p.Heading {
			counted = append(counted, p)
		}
	}
	return counted
}
