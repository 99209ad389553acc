package transcribe

import (
	"slices"
	"time"

	"rehearse/audio"
)

// A step is a stretch of the recording and how it comes to be heard.
type step struct {
	own  piece // what the ordinary way sends of it
	part *part // what was heard before, where that stands
	way  Way   // in which own is heard where it has to be
}

// plan goes over the whole recording, in order, with the parts that stand. The
// others are dropped. Stretches in which nobody speaks are left out.
func plan(parts []*part, samples []int16, speech audio.Speech) []step {
	rest := stretches(speech, len(samples))
	var steps []step
	var group []*part // between two cuts that stand
	for _, p := range parts {
		group = append(group, p)
		if !cutStands(audio.Duration(p.to), speech) {
			continue
		}
		var own piece
		own, rest = rest.split(p.to)
		steps = append(steps, stepOf(group, own.spoken(speech), samples, speech))
		group = nil
	}
	rest = rest.spoken(speech)
	last := step{own: rest, way: WayLast}
	if len(group) > 0 { // the last cut does not stand: its part goes on
		last = ordinary(group, rest)
	}
	steps = append(steps, last)
	return slices.DeleteFunc(steps, func(s step) bool { return len(s.own) == 0 })
}

// stepOf returns how own is heard, which parts were made of.
func stepOf(parts []*part, own piece, samples []int16, speech audio.Speech) step {
	if len(own) > 0 && len(parts) == 1 && parts[0].stands(own, samples, speech) {
		return step{own, parts[0], WayAfter}
	}
	return ordinary(parts, own)
}

// ordinary returns how own is heard in place of parts, which do not stand.
func ordinary(parts []*part, own piece) step {
	for _, p := range parts {
		p.drop()
	}
	return step{own: own, way: WayAfter}
}

// cutStands tells whether a cut is outside speech and what a detector may be off
// by; or inside speech in which there was no better place for it.
func cutStands(at time.Duration, speech audio.Speech) bool {
	const clear = 50 * time.Millisecond
	const pauseless = longestPiece - shortestPiece
	for _, s := range speech.Spans {
		if at > s.Start-clear && at < s.End+clear && s.Len() < pauseless {
			return false
		}
	}
	return true
}

// spoken returns p without the stretches in which nobody speaks: margins that a
// cut has parted from their speech.
func (p piece) spoken(speech audio.Speech) piece {
	return slices.DeleteFunc(slices.Clone(p), func(s stretch) bool { return piece{s}.voiced(speech) == 0 })
}

// sent returns what the ordinary way sends of steps.
func sent(steps []step) []piece {
	var all []piece
	for _, s := range steps {
		all = append(all, s.own)
	}
	return all
}

// hold moves the times of segments that are outside p to its edges, words as a
// whole.
func (p piece) hold(segments []Segment) {
	for i := range segments {
		s := &segments[i]
		for j := range s.Words {
			w := &s.Words[j]
			near := p.nearest((w.Start + w.End) / 2)
			w.Start, w.End = near.hold(w.Start), near.hold(w.End)
		}
		s.Start = p.nearest(s.Start).hold(s.Start)
		s.End = p.nearest(s.End).hold(s.End)
		s.hold()
	}
}

// nearest returns the stretch of p that d is in, else the nearest one.
func (p piece) nearest(d time.Duration) stretch {
	near := p[0]
	for _, s := range p[1:] {
		if d-audio.Duration(near.to) > audio.Duration(s.from)-d {
			near = s
		}
	}
	return near
}

// hold returns the time in s that is nearest to d.
func (s stretch) hold(d time.Duration) time.Duration {
	return min(max(d, audio.Duration(s.from)), audio.Duration(s.to))
}
