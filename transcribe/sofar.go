package transcribe

import (
	"slices"
	"time"

	"rehearse/audio"
)

// SoFar returns what is said in the pieces that were heard up to now, and until
// when in the recording that leaves out nothing. It is no promise: Finish, which
// knows the whole recording, may hear a piece anew. It may be called at any
// time, by any goroutine.
func (l *Live) SoFar() (said Transcript, until time.Duration) {
	var heard []Segment
	whole := true
	for _, p := range l.known() {
		if !p.isHeard() {
			whole = false
			continue
		}
		heard = append(heard, p.heard.Segments...)
		said.Language, said.Model = p.heard.Language, p.heard.Model
		if whole {
			until = audio.Duration(p.to)
		}
	}
	joined := Join(heard)
	said.Text, said.Segments = joined.Text, joined.Segments
	if l.hint.Language != "" {
		said.Language = l.hint.Language
	}
	return said, until
}

// News has a value when SoFar has more to say than before. Values that nobody
// takes are not counted.
func (l *Live) News() <-chan struct{} { return l.news }

// add makes p known to SoFar and Finish.
func (l *Live) add(p *part) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.parts = append(l.parts, p)
}

// known returns the parts that were cut up to now.
func (l *Live) known() []*part {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.parts)
}

func (l *Live) tell() {
	select {
	case l.news <- struct{}{}:
	default:
	}
}

// isHeard tells whether p is done and went well.
func (p *part) isHeard() bool {
	select {
	case <-p.done:
		return p.err == nil
	default:
		return false
	}
}
