package transcribe

import (
	"bytes"
	"compress/zlib"
	"sort"
	"time"
	"unicode/utf8"

	"rehearse/audio"
)

const (
	// fastest is more letters a second than anybody says: quick Russian speech
	// is 7 syllables a second, under 18 letters; the fastest on record about 11.
	fastest = 30.0
	// slowest is fewer letters a second of speech than an answer has: text that
	// is slower does not account for the sound.
	slowest = 5.0
	// mostRepetitive is the ratio of a text to itself compressed by zlib above
	// which Whisper takes its own output for a failure
	// (compression_ratio_threshold in its transcribe.py).
	mostRepetitive = 2.4
	// slack is added to speech before a rate is judged: times of segments are
	// off by about as much.
	slack = 600 * time.Millisecond
)

// guard takes out of segments, heard in one piece in which somebody speaks for
// voiced, what nobody said: loops, what recognisers are known to invent, and more
// than there was time to say. Mixed alphabets are set right.
func guard(segments []Segment, speech audio.Speech, voiced time.Duration) []Segment {
	segments = cutLoops(segments)
	hurried := tooFast(segments, voiced)
	var kept []Segment
	for _, s := range segments {
		s = withoutInventedEnd(withoutCredits(s), speech)
		if s.Text == "" || invented(s, speech) {
			continue
		}
		if hurried && tooFast([]Segment{s}, voicedIn(s.Start, s.End, speech)) {
			continue
		}
		kept = append(kept, respelled(s))
	}
	if !hurried {
		return kept
	}
	return fitting(kept, voiced)
}

// fitting returns as many of the first segments as can be said in voiced.
func fitting(segments []Segment, voiced time.Duration) []Segment {
	fit := sort.Search(len(segments), func(n int) bool { return tooFast(segments[:n+1], voiced) })
	return segments[:fit]
}

// doubtful tells whether what was heard in a piece is so unlikely that asking
// again is worth it: nothing from much speech, a loop, or more than can be said.
func doubtful(segments []Segment, voiced time.Duration) bool {
	const much = 2 * time.Second
	text := Join(segments).Text
	if text == "" {
		return voiced >= much
	}
	return repetitive(text) || tooFast(segments, voiced)
}

// tooFast tells whether segments hold more letters than can be said in voiced.
func tooFast(segments []Segment, voiced time.Duration) bool {
	count := 0
	for _, s := range segments {
		count += utf8.RuneCountInString(letters(s.Text))
	}
	return float64(count) > fastest*(voiced+slack).Seconds()
}

// voicedIn returns how long somebody speaks between two times.
func voicedIn(from, to time.Duration, speech audio.Speech) time.Duration {
	var sum time.Duration
	for _, span := range speech.Spans {
		sum += max(0, min(to, span.End)-max(from, span.Start))
	}
	return sum
}

func repetitive(text string) bool {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	_, err := w.Write([]byte(text))
	if err != nil || w.Close() != nil {
		return false // a buffer takes everything
	}
	return float64(len(text)) > mostRepetitive*float64(packed.Len())
}
