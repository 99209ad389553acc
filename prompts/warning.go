package prompts

// A WarningKind names what Parse found; words for it come later, in the
// person's language.
type WarningKind string

// What Parse warns of.
const (
	WarnMixedIndent  WarningKind = "mixed-indent"  // tabs and spaces in one outline
	WarnSkippedLevel WarningKind = "skipped-level" // a bullet two levels below its parent
	WarnEmptyBullet  WarningKind = "empty-bullet"  // dropped
	WarnGluedAnswer  WarningKind = "glued-answer"  // an answer's text behind the question's dash; kept
	WarnStrayBullet  WarningKind = "stray-bullet"  // `*` at the beginning of a text; shown without it
	WarnDoubleSpace  WarningKind = "double-space"  // kept
	WarnNoAnswer     WarningKind = "no-answer"     // a question without points: asked and timed, not scored
	WarnLooseText    WarningKind = "loose-text"    // text outside of any bullet; dropped
	WarnDuplicate    WarningKind = "duplicate"     // the same question twice
	WarnBadProperty  WarningKind = "bad-property"  // a property with a value that cannot be used
)
