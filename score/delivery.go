package score

import (
	"time"
	"unicode"

	"rehearse/audio"
	"rehearse/transcribe"
)

// deliveryOf measures how an answer was given. Pauses come from the sound:
// recognisers place the words after a silence too early.
func deliveryOf(t transcribe.Transcript, s audio.Speech, points []PointReport, fillers []Filler) *Delivery {
	d := &Delivery{Speech: s.Voiced(), Fillers: fillers}
	if len(s.Spans) > 0 {
		d.StartLatency = s.Spans[0].Start
	}
	for _, span := range s.Pauses(shortestPause) {
		d.Pauses = append(d.Pauses, Pause{span.Start, span.End, pointAround(span, points)})
	}
	count, letters := countWords(t.Text)
	d.Words = count
	if minutes := s.Spoken().Minutes(); minutes > 0 {
		d.WordsPerMinute = float64(count) / minutes
		d.LettersPerMinute = float64(letters) / minutes
		d.FillersPerMinute = float64(len(fillers)) / minutes
	}
	return d
}

// pointAround returns the ID of the point whose evidence the pause interrupts:
// of several the shortest, which knows best where it is.
func pointAround(pause audio.Span, points []PointReport) string {
	inside := ""
	var shortest time.Duration
	for _, p := range points {
		if !p.Timed || p.Heading || p.Start > pause.Start || p.End < pause.End {
			continue
		}
		if length := p.End - p.Start; inside == "" || length < shortest {
			inside, shortest = p.ID, length
		}
	}
	return inside
}

// countWords counts the words of text, and their letters and digits.
func countWords(text string) (words, letters int) {
	inWord := false
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
			if !inWord {
				words++
			}
			inWord = true
			continue
		}
		if unicode.IsSpace(r) {
			inWord = false
		}
	}
	return words, letters
}
