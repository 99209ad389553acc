package prompts

import (
	"regexp"
	"slices"
	"strings"
)

// Marks of Markdown, Logseq and Obsidian that nobody says aloud, and what is
// left of them.
var unspoken = []struct {
	pattern *regexp.Regexp
	kept    string
}{
	{regexp.MustCompile(`!?\[([^\]\[]*)\]\([^)\s]*\)`), "$1"},                     // [text](address)
	{regexp.MustCompile(`!?\[\[(?:[^\]|\[]*\|)?([^\]|\[]*)\]\]`), "$1"},           // [[page]], [[page|text]]
	{regexp.MustCompile(`\(\([0-9a-f-]+\)\)`), ""},                                // ((block reference))
	{regexp.MustCompile(`(?s)<!--.*?-->|%%.*?%%`), ""},                            // comments
	{regexp.MustCompile(`^(?:TODO|DOING|DONE|LATER|NOW|WAITING|CANCELED)\s`), ""}, // Logseq's tasks
	{regexp.MustCompile(`^\[[ xX/-]\]\s`), ""},                                    // [ ] a task
	{regexp.MustCompile("(?m)^(?:```|~~~).*$"), ""},                               // fences; the code stays
	{regexp.MustCompile(`(\*\*|__|==|~~|` + "`" + `)`), ""},                       // bold, marked, struck, code
}

// Spoken returns q with its texts as a person would say them: what a
// recogniser's words can be compared with. Texts that are nothing but marks stay.
func (q Question) Spoken() Question {
	q.Text = spoken(q.Text)
	q.Points = slices.Clone(q.Points)
	for i, p := range q.Points {
		q.Points[i].Text = spoken(p.Text)
	}
	return q
}

func spoken(text string) string {
	said := text
	for _, mark := range unspoken {
		said = mark.pattern.ReplaceAllString(said, mark.kept)
	}
	if said = strings.TrimSpace(said); said == "" {
		return text
	}
	return said
}
