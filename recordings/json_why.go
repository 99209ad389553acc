package recordings

import "rehearse/score"

// Why a point has its verdict: the scorer's reasons, and what a judge said.

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

// judgedJSON is what a judge said of a point, and the verdict without it.
type judgedJSON struct {
	Verdict score.Verdict `json:"verdict"`
	Quote   string        `json:"quote"`
	Reason  string        `json:"reason"`
	Taken   bool          `json:"taken"`
	Offline offlineJSON   `json:"offline"`
}

type offlineJSON struct {
	Verdict     score.Verdict `json:"verdict"`
	Sure        bool          `json:"sure"`
	Probability float64       `json:"probability"`
	Evidence    string        `json:"evidence"`
	Start       *seconds      `json:"start"`
	End         *seconds      `json:"end"`
	Why         string        `json:"why"`
	Reasons     reasonsJSON   `json:"reasons"`
}

// judgingJSON is what asking the judge took.
type judgingJSON struct {
	Host       string  `json:"host"`
	Model      string  `json:"model"`
	Calls      int     `json:"calls"`
	Recalled   int     `json:"recalled"`
	Points     int     `json:"points"`
	Ruled      int     `json:"ruled"`
	Prompt     int     `json:"prompt_tokens"`
	Completion int     `json:"completion_tokens"`
	Took       seconds `json:"took_s"`
}

func toJudged(j *score.Judgement) *judgedJSON {
	if j == nil {
		return nil
	}
	o := toPointReport(j.Offline)
	return &judgedJSON{j.Verdict, j.Quote, j.Reason, j.Taken, offlineJSON{
		o.Verdict, o.Sure, o.Probability, o.Evidence, o.Start, o.End, o.Why, o.Reasons,
	}}
}

// fromJudged reads what was said of the point that j is.
func fromJudged(j pointReportJSON) *score.Judgement {
	if j.Judged == nil {
		return nil
	}
	o := j.Judged.Offline
	return &score.Judgement{
		Verdict: j.Judged.Verdict, Quote: j.Judged.Quote, Reason: j.Judged.Reason, Taken: j.Judged.Taken,
		Offline: fromPointReport(pointReportJSON{
			ID: j.ID, Text: j.Text, Depth: j.Depth, Heading: j.Heading, Verdict: o.Verdict, Sure: o.Sure, Probability: o.Probability,
			Evidence: o.Evidence, Start: o.Start, End: o.End, Why: o.Why, Reasons: o.Reasons,
		}),
	}
}

func toJudging(j *Judging) *judgingJSON {
	if j == nil {
		return nil
	}
	return &judgingJSON{j.Host, j.Model, j.Calls, j.Recalled, j.Points, j.Ruled, j.Prompt, j.Completion, seconds(j.Took)}
}

func fromJudging(j *judgingJSON) *Judging {
	if j == nil {
		return nil
	}
	return &Judging{j.Host, j.Model, j.Calls, j.Recalled, j.Points, j.Ruled, j.Prompt, j.Completion, j.Took.duration()}
}
