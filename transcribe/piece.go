package transcribe

import (
	"time"

	"rehearse/audio"
)

// How a recording is cut for a recogniser.
const (
	// longestPiece keeps a piece inside one window of Whisper (30 s): of
	// dictations of 30–32 s nearly half got an invented end, of 29 s none.
	longestPiece = 28 * time.Second
	// shortestPiece gives a recogniser enough to go by, where there is a choice.
	shortestPiece = 8 * time.Second
	// margin around speech is sent along: soft beginnings and ends of words are
	// below what a detector hears.
	margin = 300 * time.Millisecond
)

// A stretch is a part of the recording that is sent, in samples.
type stretch struct{ from, to int }

func (s stretch) len() int { return s.to - s.from }

// A piece is what one request carries: stretches of the recording put together,
// with the silence between them left out.
type piece []stretch

func (p piece) len() int {
	n := 0
	for _, s := range p {
		n += s.len()
	}
	return n
}

// samples returns the sound of p.
func (p piece) samples(recording []int16) []int16 {
	sound := make([]int16, 0, p.len())
	for _, s := range p {
		sound = append(sound, recording[s.from:s.to]...)
	}
	return sound
}

// length returns how long p lasts as it is sent.
func (p piece) length() time.Duration { return audio.Duration(p.len()) }

// voiced returns how long somebody speaks in p.
func (p piece) voiced(speech audio.Speech) time.Duration {
	var sum time.Duration
	for _, s := range p {
		sum += voicedIn(audio.Duration(s.from), audio.Duration(s.to), speech)
	}
	return sum
}

// start returns when in the recording something begins that begins at d in p:
// at a seam, in the later stretch.
func (p piece) start(d time.Duration) time.Duration {
	for i, s := range p {
		if length := audio.Duration(s.len()); d >= length && i < len(p)-1 {
			d -= length
			continue
		}
		return min(audio.Duration(s.from)+d, audio.Duration(s.to))
	}
	return d
}

// end returns when in the recording something ends that ends at d in p: at a
// seam, in the earlier stretch.
func (p piece) end(d time.Duration) time.Duration {
	for i, s := range p {
		if length := audio.Duration(s.len()); d > length && i < len(p)-1 {
			d -= length
			continue
		}
		return min(audio.Duration(s.from)+d, audio.Duration(s.to))
	}
	return d
}

// stretches returns what of a recording is worth sending: speech with margins.
// Samples after the recording's end are not there, whatever speech says.
func stretches(speech audio.Speech, samples int) piece {
	var kept piece
	for _, span := range speech.Spans {
		from := max(0, audio.Samples(span.Start-margin))
		to := min(samples, audio.Samples(span.End+margin))
		if from >= to {
			continue
		}
		if n := len(kept); n > 0 && from <= kept[n-1].to {
			kept[n-1].to = max(kept[n-1].to, to)
			continue
		}
		kept = append(kept, stretch{from, to})
	}
	return kept
}

// word returns when in the recording a word is said that is at start–end in p.
// A recogniser may stretch a word over a seam, where a pause was left out: the
// word is where most of it is.
func (p piece) word(start, end time.Duration) (from, to time.Duration) {
	from = p.start(start)
	to = from
	var offset, most time.Duration
	for _, s := range p {
		length := audio.Duration(s.len())
		first, last := max(start, offset), min(end, offset+length)
		if last-first > most {
			most = last - first
			from = audio.Duration(s.from) + first - offset
			to = from + most
		}
		offset += length
	}
	return from, to
}
