package score

import "time"

// The norms that judge a person, in one place, each with its source. They are
// advice, not truth: the person's own baseline stands beside them.

// An answer has a good length within the larger of ±20 % and ±10 s of its
// target. Two-sided, after the green and red cards of Toastmasters' Table
// Topics (1:00 to 2:00 around 1:30).
const (
	lengthShare = 0.20
	lengthSlack = 10 * time.Second
)

// A shorter pause is breath. From this on a pause inside a point is hesitation,
// between points structure; Delivery lists them all, since speech tests
// (SpeechRater) use the distribution of pauses.
const shortestPause = 2 * time.Second

// A Norm is a range that is called normal.
type Norm struct{ From, To float64 }

// Pace returns the norm for language and whether it counts letters rather than
// words a minute. Russian, in letters: 130–160 English words a minute, normal
// speech, carried over by the reading speeds of 17 languages in IReST, since
// letters vary least between languages. English, in words: Microsoft's Speaker
// Coach.
func Pace(language string) (norm Norm, letters bool) {
	if language == English {
		return Norm{100, 165}, false
	}
	return Norm{776, 955}, true
}

// FillersNorm returns the norm of fillers a minute: one is best, five average
// (Zandan, Harvard Business Review). What recognisers write is a lower bound:
// they leave hesitations out.
func FillersNorm() Norm { return Norm{0, 5} }
