package main

import (
	"fmt"

	"rehearse/audio"
	"rehearse/recordings"
)

// Sound that is worth a word: clipping over 0.1 % of the samples distorts what
// a recogniser hears; under −40 dBFS at the loudest moment it hears little.
const (
	clippedShare = 0.001
	quietPeak    = -40
)

// soundRemarks says what is wrong with a kept sound, nothing for a good one.
func (a *app) soundRemarks(sound recordings.Audio) []string {
	var remarks []string
	switch {
	case sound.Peak <= audio.SilenceDBFS:
		remarks = append(remarks, a.words.say("warn.zeros"))
	case sound.Peak < quietPeak:
		remarks = append(remarks, a.words.say("warn.quiet", "Peak", fmt.Sprintf("%.0f", sound.Peak)))
	case sound.Clipped > clippedShare:
		remarks = append(remarks, a.words.say("warn.clipped", "Share", fmt.Sprintf("%.1f", 100*sound.Clipped)))
	}
	if sound.Dropped > 0 {
		remarks = append(remarks, a.words.say("warn.dropped", "Length", length(sound.Dropped)))
	}
	return remarks
}
