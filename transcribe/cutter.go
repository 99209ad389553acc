package transcribe

import (
	"slices"
	"time"

	"rehearse/audio"
)

const (
	// lookEvery is how much sound comes between two looks for a pause. So cuts
	// depend on the sound alone, not on when it was written.
	lookEvery = audio.Rate / 2
	// lead is how much sound before a cut is kept to tell speech from noise: as
	// much as a live audio.Detector judges by.
	lead = 10 * audio.Rate
	// unsure is the newest sound: a word may have begun there that the detector
	// does not know of yet.
	unsure = 200 * time.Millisecond

	// A piece ends in the first pause that is long enough for its length: a clear
	// one behind shortestPiece, any that a detector knows behind fullPiece. Shorter
	// pieces leave less to do at the end, longer ones let a recogniser hear more of
	// a sentence: on three answers of two minutes Whisper base got 14.1 % of the
	// words wrong with these values, 16.0 % with 700 ms and 14 s, 14.1 % in the
	// pieces of Sound and 15.5 % in one request.
	clearPause = 1200 * time.Millisecond
	anyPause   = 200 * time.Millisecond
	fullPiece  = 22 * time.Second
	// thought is a pause in which what is there is sent, however short.
	thought = 10 * time.Second
)

// A cutter cuts pieces off a sound that is still going on. Its indexes count
// from the beginning of the sound that it keeps.
type cutter struct {
	base     int     // where in the recording that is
	sound    []int16 // of the recording, from base on
	looked   int     // as far as detector has heard
	cut      int     // everything before was cut off
	detector *audio.Detector
}

func newCutter() *cutter { return &cutter{detector: audio.NewDetector()} }

func (c *cutter) write(fresh []int16) { c.sound = append(c.sound, fresh...) }

// next returns the next part of what was written, nil when no more can be cut
// off yet.
func (c *cutter) next() *part {
	for c.looked+lookEvery <= len(c.sound) {
		c.detector.Write(c.sound[c.looked : c.looked+lookEvery])
		c.looked += lookEvery
		if p := c.look(); p != nil {
			return p
		}
	}
	return nil
}

// look returns the part that has come to its end, if one has.
func (c *cutter) look() *part {
	if c.looked-c.cut < audio.Samples(shortestPiece) {
		return nil
	}
	speech := c.detector.Speech()
	_, rest := stretches(speech, c.looked).split(c.cut)
	rest = rest.spoken(speech)
	if len(rest) == 0 {
		if c.looked > 3*lead {
			c.forget(c.looked - lead)
		}
		return nil
	}
	at := endOfPiece(rest, speech)
	if at == 0 && rest.length() > longestPiece {
		at = cutAt(rest, c.sound[:c.looked], speech)
	}
	if at == 0 {
		return nil
	}
	mine, _ := rest.split(at)
	p := newPart(mine, c.sound, speech)
	p.move(c.base)
	p.from, p.to = c.base+c.cut, c.base+at
	c.cut = at
	c.forget(at - lead)
	return p
}

// endOfPiece returns the sample of the first pause that ends a piece, 0 for
// none. rest is what is left of speech.
func endOfPiece(rest piece, speech audio.Speech) int {
	for i, span := range speech.Spans {
		next := speech.Length - unsure
		if i+1 < len(speech.Spans) {
			next = speech.Spans[i+1].Start
		}
		middle := audio.Samples((span.End + next) / 2)
		before, _ := rest.split(middle)
		length := before.length()
		if len(before) > 0 && length <= longestPiece && next-span.End >= ending(length) {
			return middle
		}
	}
	return 0
}

// ending returns how long a pause ends a piece of a length.
func ending(length time.Duration) time.Duration {
	if length < shortestPiece {
		return thought
	}
	share := float64(length-shortestPiece) / float64(fullPiece-shortestPiece)
	return max(anyPause, clearPause-time.Duration(share*float64(clearPause-anyPause)))
}

// forget drops the sound before at. The detector begins anew from there.
func (c *cutter) forget(at int) {
	if at <= 0 {
		return
	}
	c.base += at
	c.sound = slices.Clone(c.sound[at:])
	c.looked -= at
	c.cut = max(0, c.cut-at)
	c.detector = audio.NewDetector()
	c.detector.Write(c.sound[:c.looked])
}
