package prompts

import (
	"math"
	"time"
	"unicode"
)

// The target that an outline asks for: time to say its words at a person's
// pace, and ten seconds to think, within half a minute and two minutes.
// Recorded interviews give 2 minutes for an answer (2.5 million of them:
// psyasia.com), advice for spoken ones is 60–120 s.
const (
	outlineSlack  = 10 * time.Second
	outlineLeast  = 30 * time.Second
	outlineAtMost = 120 * time.Second
)

// Usual paces, in words a minute: advice for English is 130–160 (middle 145,
// taken as 150); Russian words are 1.19 times as long, which gives 120.
const (
	paceEnglish = 150
	paceRussian = 120
)

// Words counts the words of the points, headings left out.
func (q Question) Words() int {
	n := 0
	for _, p := range q.Counted() {
		n += len(foldedWords(p.Text))
	}
	return n
}

// Pace returns the usual pace, in words a minute, of the language in which q
// is answered.
func (q Question) Pace() float64 {
	if q.AnswerLanguage() == "ru" {
		return paceRussian
	}
	return paceEnglish
}

// OutlineTarget returns the target that the outline of q asks for at a pace in
// words a minute, in whole seconds, and by how much the outline is overloaded:
// the time it would need beyond the longest target.
func (q Question) OutlineTarget(pace float64) (target, overload time.Duration) {
	seconds := math.Round(float64(q.Words()) / pace * 60)
	need := time.Duration(seconds)*time.Second + outlineSlack
	return min(max(need, outlineLeast), outlineAtMost), max(0, need-outlineAtMost)
}

// AnswerLanguage returns the language of the answer: the front matter's, else
// the script that most letters of the question and its points are in.
func (q Question) AnswerLanguage() string {
	if q.Language != "" {
		return q.Language
	}
	cyrillic, latin := letters(q.Text)
	for _, p := range q.Points {
		c, l := letters(p.Text)
		cyrillic, latin = cyrillic+c, latin+l
	}
	if cyrillic >= latin {
		return "ru"
	}
	return "en"
}

func letters(s string) (cyrillic, latin int) {
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	return cyrillic, latin
}
