package transcribe

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"rehearse/audio"
)

// ErrSilence is returned for a sound in which nobody speaks. It was not sent: a
// recogniser would invent text.
var ErrSilence = errors.New("nobody speaks in this recording: check the microphone and speak again")

// ErrEmpty is returned when somebody speaks, but the server heard no words, or
// none that can be trusted.
var ErrEmpty = errors.New("the speech server heard no words in audible speech: try again, or another model")

// Sound returns what is said in samples, a recording at audio.Rate of which
// speech tells when somebody speaks. Speech alone is sent, in pieces of at most
// 28 s cut at pauses, one after another; times are of the recording. What a
// recogniser is known to invent is taken out. The errors are ErrSilence,
// ErrEmpty, that of ctx, and those of t.
func Sound(ctx context.Context, t Transcriber, samples []int16, speech audio.Speech, hint Hint) (Transcript, error) {
	parts := pieces(samples, speech)
	if !audible(parts, samples) {
		return Transcript{}, ErrSilence
	}
	var segments []Segment
	var last Transcript
	for _, p := range parts {
		heard, err := hear(ctx, t, p, samples, hint)
		if err != nil {
			return Transcript{}, err
		}
		segments = append(segments, guard(p.place(heard), speech)...)
		last = heard
	}
	whole := Join(segments)
	if whole.Text == "" {
		return Transcript{}, ErrEmpty
	}
	whole.Language, whole.Model = last.Language, last.Model
	if hint.Language != "" {
		whole.Language = hint.Language
	}
	return whole, nil
}

// audible tells whether any sample of parts is not zero: a muted device gives
// exact zeros.
func audible(parts []piece, samples []int16) bool {
	for _, p := range parts {
		for _, s := range p {
			for _, sample := range samples[s.from:s.to] {
				if sample != 0 {
					return true
				}
			}
		}
	}
	return false
}

func hear(ctx context.Context, t Transcriber, p piece, samples []int16, hint Hint) (Transcript, error) {
	if err := ctx.Err(); err != nil {
		return Transcript{}, err
	}
	wav, err := wavFile(p.samples(samples))
	if err != nil {
		return Transcript{}, fmt.Errorf("make a file of a piece of the answer: %w", err)
	}
	return t.Transcribe(ctx, bytes.NewReader(wav), hint)
}

// place returns the segments of heard at their times in the recording. A text
// without times is one segment that lasts as long as p.
func (p piece) place(heard Transcript) []Segment {
	segments := heard.Segments
	if len(segments) == 0 {
		segments = []Segment{{Start: 0, End: p.length(), Text: heard.Text}}
	}
	segments = Settle(segments, p.length())
	for i := range segments {
		s := &segments[i]
		for j := range s.Words {
			w := &s.Words[j]
			w.Start, w.End = p.word(w.Start, w.End)
		}
		s.Start = p.start(s.Start)
		s.End = max(s.Start, p.end(s.End))
		s.hold()
	}
	return segments
}
