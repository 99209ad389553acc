package audio

import "time"

// A Span is a stretch of a sound.
type Span struct{ Start, End time.Duration }

// Len returns how long s lasts.
func (s Span) Len() time.Duration { return s.End - s.Start }

// Speech says when somebody speaks in a sound.
type Speech struct {
	Length time.Duration // of the whole sound
	Spans  []Span        // where somebody speaks: ordered, not touching, inside the sound
}

// Spoken returns the length from the first to the last speech, pauses included.
func (s Speech) Spoken() time.Duration {
	if len(s.Spans) == 0 {
		return 0
	}
	return s.Spans[len(s.Spans)-1].End - s.Spans[0].Start
}

// Voiced returns the length of speech alone, pauses left out.
func (s Speech) Voiced() time.Duration {
	var sum time.Duration
	for _, span := range s.Spans {
		sum += span.Len()
	}
	return sum
}

// Pauses returns the silences between the first and the last speech that last
// at least shortest.
func (s Speech) Pauses(shortest time.Duration) []Span {
	var pauses []Span
	for i := 1; i < len(s.Spans); i++ {
		gap := Span{s.Spans[i-1].End, s.Spans[i].Start}
		if gap.Len() >= shortest {
			pauses = append(pauses, gap)
		}
	}
	return pauses
}
