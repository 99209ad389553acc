package prompts

import (
	"iter"
	"math"
	"strings"
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
	if strings.HasPrefix(q.Language, "ru") {
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

// settleLanguage gives the questions that say no language that of the script
// which most letters of the bank are in. One question alone misleads: the points
// of «Какой у вас стек?» are English words, its answer is Russian.
func (b *Bank) settleLanguage() {
	language := "en"
	if b.mostlyCyrillic() {
		language = "ru"
	}
	for i := range b.Questions {
		if b.Questions[i].Language == "" {
			b.Questions[i].Language = language
		}
	}
}

func (b *Bank) mostlyCyrillic() bool {
	sure, rest := 0, 0 // letters that begin with one of two bytes; bytes of all else
	for text := range b.texts() {
		n := strings.Count(text, "\xd0") + strings.Count(text, "\xd1") // U+0400 to U+047F, all of them letters
		sure, rest = sure+n, rest+len(text)-2*n
	}
	if sure >= rest { // whatever the rest is
		return true
	}
	cyrillic, latin := 0, 0
	for text := range b.texts() {
		c, l := letters(text)
		cyrillic, latin = cyrillic+c, latin+l
	}
	return cyrillic >= latin
}

// texts gives what is written in the questions and points of b.
func (b *Bank) texts() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, q := range b.Questions {
			if !yield(q.Text) {
				return
			}
			for i := range q.Points {
				if !yield(q.Points[i].Text) {
					return
				}
			}
		}
	}
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
