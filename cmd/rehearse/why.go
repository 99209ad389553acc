package main

import (
	"strings"

	"rehearse/score"
)

// why says the reasons of a verdict in the person's language, the gravest
// first, in one line.
func (a *app) why(p score.PointReport) string {
	var parts []string
	r := p.Reasons
	for _, c := range r.Conflicts {
		parts = append(parts, a.words.say("why."+string(c.Kind), "Want", c.Want, "Said", c.Said))
	}
	if r.EchoOnly {
		parts = append(parts, a.words.say("why.echo"))
	}
	if len(r.Missing) > 0 && p.Verdict != score.Covered {
		parts = append(parts, a.words.say("why.missing", "List", strings.Join(r.Missing, ", ")))
	}
	var heard []string
	for _, h := range r.Heard {
		if strings.EqualFold(h.Want, h.Said) || h.Said == "" {
			heard = append(heard, h.Want)
		} else {
			heard = append(heard, h.Said+" → "+h.Want)
		}
	}
	if len(heard) > 0 {
		parts = append(parts, a.words.say("why.heard", "List", strings.Join(heard, ", ")))
	}
	return strings.Join(parts, "; ")
}
