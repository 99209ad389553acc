package score

import (
	"time"

	"rehearse/audio"
)

// lengthOf compares the answer's length with target; target 0 is no target,
// and any length is good.
func lengthOf(s audio.Speech, target time.Duration) *Length {
	l := &Length{Spoken: s.Spoken(), Target: target, Verdict: LengthGood}
	if target <= 0 {
		return l
	}
	l.By = l.Spoken - target
	slack := max(time.Duration(lengthShare*float64(target)), lengthSlack)
	switch {
	case l.By < -slack:
		l.Verdict = LengthShort
	case l.By > slack:
		l.Verdict = LengthLong
	}
	return l
}
