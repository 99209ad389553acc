package transcribe

import (
	"context"
	"sync"
)

// patience is how many pieces in a row may fail, each of them twice, before a
// Live leaves the rest of the answer for its end.
const patience = 2

// A Live transcribes an answer while the person still speaks. It is an
// audio.Sink beside the recorder: it cuts the sound at pauses and sends each
// piece behind the recorder's back, so that Finish has little left to ask. What
// it keeps in memory is the sound that was not sent yet.
type Live struct {
	// Heard is told what each piece was understood to say, while the person goes
	// on: whoever works on the text can begin. Finish may still hear otherwise.
	// It is called behind the recorder's back, for one piece at a time when one
	// request may be in flight, and returns soon: the next piece waits. nil is
	// nobody. It is set before the first Write.
	Heard func(text string)

	t     func() (Transcriber, error)
	hint  Hint
	turns chan struct{} // one for each request that may be in flight

	ctx    context.Context // of the work behind the recorder
	cancel context.CancelFunc
	end    context.CancelFunc // of the cutting alone

	mu     sync.Mutex
	fresh  []int16       // written, and not yet looked at
	wake   chan struct{} // says so
	failed int           // pieces in a row

	parts []*part       // appended to under mu by the cutting goroutine, until cut is closed
	cut   chan struct{} // closed when nothing more is cut
	news  chan struct{} // says that another part is done
}

// NewLive returns a Live that asks what t returns. t is called once, when there
// is a first piece, and not by the recorder's goroutine; it may take its time.
// No more than atOnce requests, at least 1, are in flight. The end of ctx, or
// Discard, ends all work and takes nothing from the recording.
func NewLive(ctx context.Context, t func() (Transcriber, error), hint Hint, atOnce int) *Live {
	l := &Live{
		t:     sync.OnceValues(t),
		hint:  hint,
		turns: make(chan struct{}, max(1, atOnce)),
		wake:  make(chan struct{}, 1),
		cut:   make(chan struct{}),
		news:  make(chan struct{}, 1),
	}
	l.ctx, l.cancel = context.WithCancel(ctx)
	cutting, end := context.WithCancel(l.ctx)
	l.end = end
	go l.listen(cutting)
	return l
}

// Write takes a copy of frame and returns at once, whatever the server does. It
// never fails.
func (l *Live) Write(frame []int16) (int, error) {
	if l.ctx.Err() != nil {
		return len(frame), nil // nobody will look at it
	}
	l.mu.Lock()
	l.fresh = append(l.fresh, frame...)
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default:
	}
	return len(frame), nil
}

// Discard ends all work and waits for nothing. After Finish it does nothing; it
// is made to be deferred.
func (l *Live) Discard() { l.cancel() }

// listen cuts what is written, until cutting is done.
func (l *Live) listen(cutting context.Context) {
	defer close(l.cut)
	c := newCutter()
	for {
		select {
		case <-cutting.Done():
			return
		case <-l.wake:
		}
		c.write(l.take())
		for p := c.next(); p != nil && cutting.Err() == nil; p = c.next() {
			p.begin(l.ctx)
			l.add(p)
			go func() {
				l.hear(p)
				l.tell()
			}()
		}
	}
}

// take returns what was written since it was last called.
func (l *Live) take() []int16 {
	l.mu.Lock()
	defer l.mu.Unlock()
	fresh := l.fresh
	l.fresh = nil
	return fresh
}

// turn waits until a request may be in flight. end gives the turn back.
func (l *Live) turn(ctx context.Context) (end func(), err error) {
	select {
	case l.turns <- struct{}{}:
		return func() { <-l.turns }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// send asks the server. Without one, there is no use in going on.
func (l *Live) send(ctx context.Context, sound []int16, hint Hint) (Transcript, error) {
	t, err := l.t()
	if err != nil {
		l.cancel()
		return Transcript{}, err
	}
	return send(ctx, t, sound, hint)
}

// count takes note of how a piece went, and gives up when the server seems to be
// gone: whoever waits for the end of the answer should not wait for every piece.
func (l *Live) count(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.failed++
	if err == nil {
		l.failed = 0
	}
	if l.failed >= patience {
		l.cancel()
	}
}
