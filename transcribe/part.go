package transcribe

import (
	"context"
	"hash/fnv"
	"time"

	"rehearse/audio"
)

// A part is what a Live cut off a recording, and what was heard in it.
type part struct {
	from, to int          // samples of the recording; parts follow each other without a gap
	piece    piece        // what of that is sent
	speech   audio.Speech // as it was known then
	sound    []int16      // of piece, until it was heard
	print    uint64       // of sound

	ctx     context.Context
	drop    context.CancelFunc  // ends the work on it
	replies map[bool]Transcript // by whether the hint was given
	again   bool                // it was sent twice
	heard   Transcript          // unless err
	err     error
	done    chan struct{} // closed when all this is settled
}

// newPart returns a part that sends p, a piece of sound.
func newPart(p piece, sound []int16, speech audio.Speech) *part {
	own := p.samples(sound)
	return &part{
		piece: p, speech: speech, sound: own, print: fingerprint(own),
		replies: map[bool]Transcript{}, done: make(chan struct{}),
	}
}

// move makes the times of p, which counted from the sample base of the
// recording, count from its start.
func (p *part) move(base int) {
	for i, s := range p.piece {
		p.piece[i] = stretch{s.from + base, s.to + base}
	}
	by := audio.Duration(base)
	p.speech.Length += by
	for i, s := range p.speech.Spans {
		p.speech.Spans[i] = audio.Span{Start: s.Start + by, End: s.End + by}
	}
}

// begin makes p ready to be heard in ctx.
func (p *part) begin(ctx context.Context) { p.ctx, p.drop = context.WithCancel(ctx) }

// hear asks, when it is p's turn, for all that Finish will need to know of it,
// twice if it has to.
func (l *Live) hear(p *part) {
	defer close(p.done)
	defer p.drop()
	var end func()
	if end, p.err = l.turn(p.ctx); p.err != nil {
		return
	}
	defer end()
	by := listener{p.remembering(func(ctx context.Context, _ piece, hint Hint) (Transcript, error) {
		return l.send(ctx, p.sound, hint)
	}), p.speech, l.hint}
	p.heard, p.err = by.understand(p.ctx, p.piece)
	if p.err != nil && p.ctx.Err() == nil {
		p.again = true
		p.heard, p.err = by.understand(p.ctx, p.piece)
	}
	p.sound = nil
	if p.ctx.Err() == nil {
		l.count(p.err)
	}
	if p.err == nil && l.Heard != nil {
		l.Heard(Join(p.heard.Segments).Text)
	}
}

// remembering gives the replies that p has, and keeps those that ask gives.
func (p *part) remembering(ask ask) ask {
	return func(ctx context.Context, sent piece, hint Hint) (Transcript, error) {
		hinted := len(hint.Terms) > 0
		if reply, known := p.replies[hinted]; known {
			return reply, nil
		}
		reply, err := ask(ctx, sent, hint)
		if err == nil {
			p.replies[hinted] = reply
		}
		return reply, err
	}
}

// stands tells whether what was heard of p may be kept: it was this very sound,
// and by speech, which knows the whole recording, it lacked no word and had
// little that is none. own is what the ordinary way would send in its place.
func (p *part) stands(own piece, samples []int16, speech audio.Speech) bool {
	const stray = time.Second
	if p.to > len(samples) || fingerprint(p.piece.samples(samples)) != p.print {
		return false
	}
	for _, span := range speech.Spans {
		from, to := max(p.from, audio.Samples(span.Start)), min(p.to, audio.Samples(span.End))
		if from < to && !p.piece.has(from, to) {
			return false
		}
	}
	return audio.Duration(p.piece.len()-p.piece.common(own)) <= stray
}

// has tells whether all samples in [from, to) are in p.
func (p piece) has(from, to int) bool {
	return p.common(piece{{from, to}}) == to-from
}

// common returns how many samples are in both p and q.
func (p piece) common(q piece) int {
	n := 0
	for _, a := range p {
		for _, b := range q {
			n += max(0, min(a.to, b.to)-max(a.from, b.from))
		}
	}
	return n
}

// fingerprint tells two sounds apart.
func fingerprint(sound []int16) uint64 {
	h := fnv.New64a()
	var bytes [2 * audio.FrameLen]byte
	for len(sound) > 0 {
		n := min(len(sound), audio.FrameLen)
		for i, s := range sound[:n] {
			bytes[2*i], bytes[2*i+1] = byte(s), byte(uint16(s)>>8)
		}
		h.Write(bytes[:2*n])
		sound = sound[n:]
	}
	return h.Sum64()
}
