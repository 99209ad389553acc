package score

import (
	"slices"

	"rehearse/prompts"
	"rehearse/transcribe"
)

// Probabilities of verdicts that a judge had a part in. Judges by large models
// agree with people on 84 to 88 % of what people are decided about; a judge on
// one's own machine may be worse. Where two readers differ, neither is known to
// be right.
const (
	judgeRight   = 0.86
	judgeDoubted = 0.5
)

// sharedFrom is the part of a point's heaviest word that a word must weigh to
// tie a quote to the point: generic words and those of the question are under
// it.
const sharedFrom = 0.4

// A backing says how far a quote bears the verdict that was given with it.
type backing uint8

const (
	unbacked backing = iota // not in the answer, or it says the contrary
	strange                 // in the answer, but with no word of the point in any form
	backed
)

// A finding is a ruling with what its quote was found to be.
type finding struct {
	ruling
	place      hit  // words of the answer
	found      bool // place holds
	backing    backing
	start, end int // bytes of the transcript's text, where found
}

// settle returns r with the rulings, by place in r, weighed against it.
func settle(q prompts.Question, t transcribe.Transcript, r Report, rulings map[int]ruling) Report {
	if len(rulings) == 0 {
		return r
	}
	lex, stems := theLexicon(), newStemmer()
	points := examine(q, t, nil)
	findings := make(map[int]finding, len(rulings))
	for i, said := range rulings {
		own := slices.IndexFunc(q.Points, func(p prompts.Point) bool { return p.ID == r.Points[i].ID })
		findings[i] = points[own].check(said, t, lex, stems)
	}
	dropShared(findings)

	again := r
	again.Points = slices.Clone(r.Points)
	for i, f := range findings {
		again.Points[i] = again.Points[i].offline().weigh(f, t)
	}
	again.Counted, again.Coverage, again.CoverageLow, again.CoverageHigh = 0, 0, 0, 0
	again.sum()
	return again
}

// check looks for the quote of said in the answer, and for the point in it.
func (j *judged) check(said ruling, t transcribe.Transcript, lex *lexicon, stems *stemmer) finding {
	f := finding{ruling: said}
	f.place, f.found = j.answer.findQuote(said.quote, lex, stems)
	if !f.found {
		return f
	}
	f.start, f.end = j.answer.words[f.place.first].start, j.answer.words[f.place.last].end
	switch {
	case said.verdict == Covered && j.goesAgainst(f.place):
	case j.sharedWith(f.place, t), j.child != nil && j.child.sharedWith(f.place, t):
		f.backing = backed
	default:
		f.backing = strange
	}
	return f
}

// sharedWith reports whether the words of quote say anything of the point, in
// any form that the scorer knows. A number ties them only where the point is
// nothing else: numbers meet by chance. Nor does a word that the recogniser
// wrote because it was hinted at, nor the question said back.
func (al *alignment) sharedWith(quote hit, t transcribe.Transcript) bool {
	least := al.claim.heaviest() * sharedFrom
	for e, el := range al.claim.elements {
		if el.number != nil && !al.claim.bare() {
			continue
		}
		for _, m := range al.found[e] {
			echo := al.answer.marks[al.answer.of[m.first]].echo
			if echo || !within(m.hit, quote) || el.weight*m.strength < least {
				continue
			}
			if !t.Hinted(al.answer.words[m.first].start, al.answer.words[m.last].end) {
				return true
			}
		}
	}
	return false
}

// goesAgainst reports whether quote, read with what stands around it, denies
// what it says of the point, has another number of the same thing, or the
// opposite direction: no judge makes praise of that.
func (j *judged) goesAgainst(quote hit) bool {
	said, denied := 0.0, 0.0
	for e, el := range j.claim.elements {
		for _, m := range j.found[e] {
			if within(m.hit, quote) {
				said += el.weight * m.strength
				denied += el.weight * m.strength * j.answer.denied[m.first]
			}
		}
		if !el.counts() {
			continue
		}
		if near, ok := j.nearest(e, j.owned); ok && !el.number.same(near) && within(hit{near.first, near.last}, quote) {
			return true
		}
	}
	if !j.claim.negated && said > 0 && denied >= gateFrom*said {
		return true
	}
	clauses := hit{j.answer.of[quote.first], j.answer.of[quote.last]}
	return contraryIn(j.features[:]) && overlap(clauses, hit(j.window))
}

func within(h, outer hit) bool { return h.first >= outer.first && h.last <= outer.last }

// dropShared takes the backing of words that were quoted for several points and
// have no word of them: of one other point where they have none of this one
// either, of two where they do by chance. So «everything was covered» covers
// nothing.
func dropShared(findings map[int]finding) {
	var dropped []int
	for i, f := range findings {
		others := 0
		for k, other := range findings {
			if i != k && other.backing == strange && overlap(f.place, other.place) {
				others++
			}
		}
		if others >= 2 || others == 1 && f.backing == strange {
			dropped = append(dropped, i)
		}
	}
	for _, i := range dropped {
		f := findings[i]
		f.backing = unbacked
		findings[i] = f
	}
}

func overlap(a, b hit) bool { return a.first <= b.last && b.first <= a.last }

// weigh returns p, an offline verdict, with what the judge said of it.
//
// The same verdict from two readers who did not see each other's is sure. A
// quote that bears the judge's verdict puts it in the place of p's: sure where
// p was not, a doubt where p was. Praise without such a quote adds nothing; a
// strange quote makes a missed point partial at most, and unsure. Less praise
// than p's is believed without a quote where p was not sure, and is a doubt
// where it was.
func (p PointReport) weigh(f finding, t transcribe.Transcript) PointReport {
	j := &Judgement{Verdict: f.verdict, Reason: f.reason, Offline: p}
	if f.found {
		j.Quote = t.Text[f.start:f.end]
	}
	more := f.verdict.Credit() > p.Verdict.Credit()
	shown := p
	switch {
	case f.verdict == p.Verdict && (f.backing == backed || f.verdict == Missed):
		shown.Sure, shown.Probability = true, max(p.Probability, judgeRight)
	case f.verdict == p.Verdict:
	case f.verdict != Missed && f.backing == backed && !p.Sure:
		shown = p.take(f, t, f.verdict, judgeRight)
	case f.verdict != Missed && f.backing == backed:
		shown = p.take(f, t, f.verdict, judgeDoubted)
	case more && f.backing == strange && p.Verdict == Missed:
		shown = p.take(f, t, Partial, judgeDoubted)
	case more && f.backing == unbacked:
	case !more && !p.Sure && (f.verdict == Missed || f.backing == strange):
		shown = p.take(f, t, f.verdict, judgeDoubted)
	default:
		shown.Sure, shown.Probability = false, min(p.Probability, judgeDoubted)
	}
	j.Taken = shown.Verdict != p.Verdict
	shown.Judged = j
	return shown
}

// take returns p with verdict in place of its own, for the judge's reasons.
func (p PointReport) take(f finding, t transcribe.Transcript, verdict Verdict, probability float64) PointReport {
	p.Verdict, p.Probability = verdict, probability
	p.Sure = probability >= judgeRight
	p.Reasons, p.Why = Reasons{}, f.reason
	p.Evidence, p.Start, p.End, p.Timed = "", 0, 0, false
	if verdict == Missed {
		return p
	}
	p.Evidence = t.Text[f.start:f.end]
	p.Start, p.End, p.Timed = t.Times(f.start, f.end)
	return p
}
