package main

import (
	"fmt"
	"math"
	"strings"
	"time"

	"rehearse/recordings"
	"rehearse/score"
)

// report is what a person reads after an answer: what was missed first, since
// that is what they can do better, then what was said, the length and the
// delivery.
func (a *app) report(attempt recordings.Attempt) string {
	var b strings.Builder
	title := attempt.Question.Text
	if attempt.Question.Group != "" {
		title += " · " + strings.TrimSuffix(attempt.Question.Group, ":")
	}
	b.WriteString("\n" + bold(wrap(title, "", a.width())) + "\n\n")
	if r := attempt.Report; r != nil {
		b.WriteString(a.summary(*r))
		if j := attempt.Judging; j != nil {
			b.WriteString(wrap(a.words.say("judge.cost", a.costOf(*j)...), "  ", a.width()) + "\n")
		}
		for _, remark := range a.soundRemarks(attempt.Audio) {
			b.WriteString(wrap(remark, "  ", a.width()) + "\n")
		}
		for _, verdict := range []score.Verdict{score.Missed, score.Contradicted, score.Partial, score.Covered} {
			b.WriteString(a.pointsWith(verdict, *r))
		}
		b.WriteString(a.delivery(*r))
	}
	return b.String()
}

// summary is coverage and length, a line each.
func (a *app) summary(r score.Report) string {
	var b strings.Builder
	if r.Counted > 0 {
		covered := 0
		for _, p := range r.Points {
			if p.Verdict == score.Covered && !p.Heading {
				covered++
			}
		}
		line := a.words.say("report.coverage", "Percent", percent(&r), "Covered", covered, "N", r.Counted)
		if low, high := wholePercent(r.CoverageLow), wholePercent(r.CoverageHigh); low < high {
			line += " " + a.words.say("report.range", "Low", low, "High", high)
		}
		b.WriteString(a.item(line))
	} else {
		b.WriteString(a.item(a.words.say("report.no-points")))
	}
	if l := r.Length; l != nil {
		b.WriteString(a.item(a.words.say("report.length-"+string(l.Verdict),
			"Spoken", length(l.Spoken.Round(time.Second)), "Target", length(l.Target), "By", length(abs(l.By).Round(time.Second)))))
	}
	return b.String()
}

// item is a line of the report, broken where the screen ends.
func (a *app) item(text string) string { return hanging("  ", text, a.width()) + "\n" }

// pointsWith lists the points with one verdict, headings left out.
func (a *app) pointsWith(verdict score.Verdict, r score.Report) string {
	var b strings.Builder
	for _, p := range r.Points {
		if p.Verdict != verdict || p.Heading {
			continue
		}
		if b.Len() == 0 {
			b.WriteString("\n" + paint(verdictStyle(verdict).Bold(true), a.words.say("verdict."+string(verdict))) + "\n")
		}
		b.WriteString(a.point(p))
	}
	return b.String()
}

// signs show a verdict without colours and to those who do not see them.
func sign(p score.PointReport) string {
	mark := map[score.Verdict]string{score.Covered: "✓", score.Partial: "◐", score.Missed: "✗", score.Contradicted: "!"}[p.Verdict]
	if !p.Sure {
		return mark + "?"
	}
	return mark + " "
}

func (a *app) point(p score.PointReport) string {
	width := a.width()
	when := "     "
	if p.Timed {
		when = fmt.Sprintf("%5s", clock(p.Start))
	}
	out := hanging("  "+paint(verdictStyle(p.Verdict), sign(p))+" "+when+"  ", p.Text, width) + "\n"
	const margin = "              "
	if p.Evidence != "" {
		out += faint(hanging(margin, "«"+p.Evidence+"»", width)) + "\n"
	}
	if p.Judged != nil {
		return out + a.judgement(p, margin)
	}
	if p.Why != "" && p.Verdict != score.Covered {
		out += hanging(margin, p.Why, width) + "\n"
	}
	return out
}

// judgement is what a judge said of p, and where that differs, what was thought
// without it.
func (a *app) judgement(p score.PointReport, margin string) string {
	verdict := func(v score.Verdict) string { return strings.ToLower(a.words.say("verdict." + string(v))) }
	j := p.Judged
	said := a.words.say("judge.said", "Verdict", verdict(j.Verdict), "Reason", j.Reason)
	if j.Quote != "" && j.Quote != p.Evidence {
		said += " «" + j.Quote + "»"
	}
	out := hanging(margin, said, a.width()) + "\n"
	if j.Verdict == j.Offline.Verdict {
		return out
	}
	offline := a.words.say("judge.offline", "Verdict", verdict(j.Offline.Verdict))
	if j.Offline.Why != "" {
		offline += ": " + j.Offline.Why
	}
	return out + hanging(margin, offline, a.width()) + "\n"
}

// delivery is how the answer was given, and what the marks mean.
func (a *app) delivery(r score.Report) string {
	var b strings.Builder
	if d := r.Delivery; d != nil {
		b.WriteString("\n" + bold(a.words.say("report.delivery")) + "\n")
		b.WriteString(a.item(a.words.say("report.pace", "Words", math.Round(d.WordsPerMinute), "Letters", math.Round(d.LettersPerMinute))))
		b.WriteString(a.item(a.words.say("report.latency", "Latency", fmt.Sprintf("%.1f", d.StartLatency.Seconds()))))
		if n := len(d.Pauses); n > 0 {
			longest := d.Pauses[0]
			for _, p := range d.Pauses {
				if p.End-p.Start > longest.End-longest.Start {
					longest = p
				}
			}
			b.WriteString(a.item(a.words.say("report.pauses", "N", n, "Longest", fmt.Sprintf("%.1f", (longest.End-longest.Start).Seconds()), "At", clock(longest.Start))))
		}
		if n := len(d.Fillers); n > 0 {
			b.WriteString(a.item(a.words.say("report.fillers", "N", n, "Rate", fmt.Sprintf("%.1f", d.FillersPerMinute))))
		}
	}
	for _, p := range r.Points {
		if !p.Sure && !p.Heading {
			b.WriteString("\n" + wrap(a.words.say("report.unsure"), "", a.width()) + "\n")
			break
		}
	}
	return b.String()
}

func percent(r *score.Report) string { return fmt.Sprintf("%d %%", wholePercent(r.Coverage)) }

func wholePercent(share float64) int { return int(math.Round(100 * share)) }

func abs(d time.Duration) time.Duration { return max(d, -d) }
