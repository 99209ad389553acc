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
// 28 s cut at pauses, one after another; times are of the recording, and within
// 300 ms of speech. What a recogniser is known to invent is taken out; terms that
// only the hint put there are marked. The errors are ErrSilence, ErrEmpty, that
// of ctx, and those of t.
func Sound(ctx context.Context, t Transcriber, samples []int16, speech audio.Speech, hint Hint) (Transcript, error) {
	parts := pieces(samples, speech)
	if !audible(parts, samples) {
		return Transcript{}, ErrSilence
	}
	l := listener{asking(t, samples), speech, hint}
	var heard hearing
	for _, p := range parts {
		if err := heard.add(l.understand(ctx, p)); err != nil {
			return Transcript{}, err
		}
	}
	return heard.whole(hint)
}

// A hearing is what was heard so far, piece after piece.
type hearing struct {
	segments []Segment
	last     Transcript
}

func (h *hearing) add(heard Transcript, err error) error {
	if err != nil {
		return err
	}
	h.segments = append(h.segments, heard.Segments...)
	h.last = heard
	return nil
}

// whole returns the transcript of all pieces, or ErrEmpty.
func (h *hearing) whole(hint Hint) (Transcript, error) {
	whole := Join(h.segments)
	if whole.Text == "" {
		return Transcript{}, ErrEmpty
	}
	whole.Language, whole.Model = h.last.Language, h.last.Model
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

// An ask gives the reply to a piece, with times of the piece.
type ask func(ctx context.Context, p piece, hint Hint) (Transcript, error)

// asking sends pieces of a recording to t.
func asking(t Transcriber, samples []int16) ask {
	return func(ctx context.Context, p piece, hint Hint) (Transcript, error) {
		return send(ctx, t, p.samples(samples), hint)
	}
}

// send asks t what is said in sound.
func send(ctx context.Context, t Transcriber, sound []int16, hint Hint) (Transcript, error) {
	wav, err := wavFile(sound)
	if err != nil {
		return Transcript{}, fmt.Errorf("make a file of a piece of the answer: %w", err)
	}
	return t.Transcribe(ctx, bytes.NewReader(wav), hint)
}

// A listener hears pieces of one recording.
type listener struct {
	ask    ask
	speech audio.Speech
	hint   Hint
}

// understand returns what can be trusted of p. Where a hint may have led the
// server astray, p is heard once more without it, and the hearing is taken that
// the server was surer of.
func (l listener) understand(ctx context.Context, p piece) (Transcript, error) {
	heard, err := l.hear(ctx, p, l.hint)
	if err != nil {
		return Transcript{}, err
	}
	voiced := p.voiced(l.speech)
	doubt := doubtful(heard.Segments, voiced)
	heard.Segments = guard(heard.Segments, l.speech, voiced)
	if len(l.hint.Terms) == 0 || !doubt && !anyDoubtful(heard.Segments, l.hint.Terms) {
		return heard, nil
	}
	plain, err := l.hear(ctx, p, Hint{Language: l.hint.Language})
	if err != nil {
		return Transcript{}, err
	}
	better := doubt && !doubtful(plain.Segments, voiced)
	plain.Segments = guard(plain.Segments, l.speech, voiced)
	if better || surer(plain.Segments, heard.Segments) {
		return plain, nil
	}
	heard.Segments = proven(heard.Segments, plain.Segments, l.hint.Terms)
	return heard, nil
}

// hear asks for p and returns the reply with times of the recording.
func (l listener) hear(ctx context.Context, p piece, hint Hint) (Transcript, error) {
	if err := ctx.Err(); err != nil {
		return Transcript{}, err
	}
	heard, err := l.ask(ctx, p, hint)
	if err != nil {
		return Transcript{}, err
	}
	heard.Segments = p.place(heard)
	return heard, nil
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
