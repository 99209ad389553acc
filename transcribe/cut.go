package transcribe

import (
	"time"

	"rehearse/audio"
)

// pieces cuts the speech of a recording into pieces of at most longestPiece, in
// order, losing and doubling nothing. It cuts in the longest pause in reach;
// where nobody pauses, at the quietest moment.
func pieces(recording []int16, speech audio.Speech) []piece {
	return stretches(speech, len(recording)).pieces(recording, speech)
}

// pieces cuts p, speech of a recording.
func (p piece) pieces(recording []int16, speech audio.Speech) []piece {
	var all []piece
	for p.length() > longestPiece {
		var first piece
		first, p = p.split(cutAt(p, recording, speech))
		all = append(all, first)
	}
	if len(p) > 0 {
		all = append(all, p)
	}
	return all
}

// split cuts p at a sample of the recording.
func (p piece) split(at int) (before, after piece) {
	for _, s := range p {
		switch {
		case s.to <= at:
			before = append(before, s)
		case s.from >= at:
			after = append(after, s)
		default:
			before = append(before, stretch{s.from, at})
			after = append(after, stretch{at, s.to})
		}
	}
	return before, after
}

// cutAt returns the sample of the recording at which to cut rest, so that what
// comes before is a piece and what comes after is at least the shortest one.
func cutAt(rest piece, recording []int16, speech audio.Speech) int {
	earliest := rest.start(shortestPiece)
	latest := rest.start(min(longestPiece, rest.length()-shortestPiece))
	best, longest := 0, time.Duration(0)
	for i := 1; i < len(speech.Spans); i++ {
		pause := audio.Span{Start: speech.Spans[i-1].End, End: speech.Spans[i].Start}
		middle := (pause.Start + pause.End) / 2
		if middle >= earliest && middle <= latest && pause.Len() >= longest {
			best, longest = audio.Samples(middle), pause.Len()
		}
	}
	if best > 0 {
		return best
	}
	return quietest(recording, audio.Samples(earliest), audio.Samples(latest))
}

// quietest returns the middle of the window of least energy between two
// samples: between words a voice falls silent for some hundredths of a second
// even where the detector hears no pause.
func quietest(recording []int16, from, to int) int {
	const window = audio.Rate / 10
	const step = audio.Rate / 100
	best, least := (from+to)/2, int64(-1)
	for at := from; at+window <= to; at += step {
		var energy int64
		for _, s := range recording[at : at+window] {
			energy += int64(s) * int64(s)
		}
		if least < 0 || energy <= least { // of equals the last: fuller pieces
			best, least = at+window/2, energy
		}
	}
	return best
}
