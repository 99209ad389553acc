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

// A pause shorter than that is breath; longer inside a point it is hesitation,
// between points structure. Delivery lists all from shortestPause on, since
// speech tests (SpeechRater) use the distribution of pauses.
const shortestPause = 2 * time.Second

// A Norm is a range that is called normal.
type Norm struct{ From, To float64 }

// PaceRussian is in letters a minute: 130–160 English words a minute (normal
// speech) carried over by the reading speeds of 17 languages in IReST. Letters
// vary least between languages.
var paceRussian = Norm{776, 955}

// PaceEnglish is in words a minute, after Microsoft's Speaker Coach.
var paceEnglish = Norm{100, 165}

// Fillers a minute: one is best, five average (Zandan, Harvard Business Review).
// What recognisers write is a lower bound: they leave hesitations out.
var fillerNorm = Norm{0, 5}

// Pace returns the norm for language and whether it counts letters rather
// than words.
func Pace(language string) (norm Norm, letters bool) {
	if language == English {
		return paceEnglish, false
	}
	return paceRussian, true
}

// FillersNorm returns the norm of fillers a minute.
func FillersNorm() Norm { return fillerNorm }
