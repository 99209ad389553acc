package transcribe

import (
	"context"
	"time"

	"rehearse/audio"
)

// A Way is how a part of an answer was heard.
type Way string

const (
	WayLive  Way = "live"  // while the person spoke
	WayAgain Way = "again" // while the person spoke, at the second try
	WayLast  Way = "last"  // afterwards: it is what was left at the end
	WayAfter Way = "after" // afterwards: it failed, or was not cut as the whole recording would have it
)

// A Part is a stretch of an answer that was sent, with times of the recording.
type Part struct {
	Start, End time.Duration
	Way        Way
}

// Finish returns what is said in samples, the whole recording, of which speech
// tells when somebody speaks, with all the promises of Sound, and how each part
// of it was heard. It waits for what is in flight, and hears the rest as Sound
// does: what came after the last cut, what failed, and what does not stand.
//
// A part stands when both its cuts lie in a pause by speech too (or in speech so
// long that Sound would have cut it anywhere), when all speech between them was
// sent, and nothing but speech, save a second; and when what was written is what
// samples are. What it says is judged by speech, and times that lie outside are
// moved to its edges.
//
// Finish is called once, and not at the same time as Write. The errors are those
// of Sound, and that of the function given to NewLive.
func (l *Live) Finish(ctx context.Context, samples []int16, speech audio.Speech) (Transcript, []Part, error) {
	defer l.cancel()
	l.end()
	<-l.cut // a look takes milliseconds
	steps := plan(l.parts, samples, speech)
	if !audible(sent(steps), samples) {
		return Transcript{}, nil, ErrSilence
	}
	f := finisher{l, samples, speech, hearing{}, nil}
	for _, s := range steps {
		if err := f.take(ctx, s); err != nil {
			return Transcript{}, nil, err
		}
	}
	whole, err := f.heard.whole(l.hint)
	return whole, f.parts, err
}

// A finisher puts the parts of an answer together.
type finisher struct {
	*Live
	samples []int16
	speech  audio.Speech
	heard   hearing
	parts   []Part
}

// take adds what is said in s.
func (f *finisher) take(ctx context.Context, s step) error {
	if s.part != nil {
		select {
		case <-s.part.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if s.part.err == nil {
			return f.keep(ctx, s.part, s.own)
		}
	}
	for _, p := range s.own.pieces(f.samples, f.speech) {
		if err := f.heard.add(listener{f.ask, f.speech, f.hint}.understand(ctx, p)); err != nil {
			return err
		}
		f.note(p, s.way)
	}
	return nil
}

// ask sends p when it is its turn: parts that do not stand may still be in
// flight.
func (f *finisher) ask(ctx context.Context, p piece, hint Hint) (Transcript, error) {
	end, err := f.turn(ctx)
	if err != nil {
		return Transcript{}, err
	}
	defer end()
	return f.send(ctx, p.samples(f.samples), hint)
}

// keep adds what was heard of p. Judged by all of the recording it may have to
// be heard without the hint as well, which it was not then.
func (f *finisher) keep(ctx context.Context, p *part, own piece) error {
	heard, err := listener{p.remembering(f.ask), f.speech, f.hint}.understand(ctx, p.piece)
	own.hold(heard.Segments)
	way := WayLive
	if p.again {
		way = WayAgain
	}
	f.note(own, way)
	return f.heard.add(heard, err)
}

func (f *finisher) note(p piece, way Way) {
	f.parts = append(f.parts, Part{audio.Duration(p[0].from), audio.Duration(p[len(p)-1].to), way})
}
