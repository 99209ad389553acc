package prompts

import (
	"slices"
	"strings"
)

// A Known question is what is remembered of one between readings of its bank,
// so that it keeps its history when a person edits it.
type Known struct {
	ID     string
	Text   string
	Points []string
	File   string
	Number int // place in the bank, from 1
	Groups GroupMode
}

// How alike an edited question must be to what it was. Half of the words is
// enough where it stands in the same place of the same file; elsewhere it must
// be four fifths, since banks hold questions that resemble each other.
const (
	alikeInPlace  = 0.5
	alikeAnywhere = 0.8
)

// maxCompared bounds the work on a bank that was replaced as a whole: beyond
// it only questions in the same place are compared.
const maxCompared = 250_000

// Identify gives the questions of bank the IDs that they had before, as far as
// known remembers them: by their text, or as an edited one that is gone from
// the bank otherwise. Groups get the mode that is remembered, unless the bank
// says one. It returns the bank and what is to be remembered from now on: what
// is known and absent today stays known, it may come back.
func Identify(bank Bank, known []Known) (Bank, []Known) {
	m := matching{questions: slices.Clone(bank.Questions), known: known, was: make([]int, len(bank.Questions)), taken: map[int]bool{}}
	bank.Questions = m.questions
	m.byText()
	m.byLikeness()
	return bank, m.remember()
}

// A matching finds for each question which known one it was.
type matching struct {
	questions []Question
	known     []Known
	was       []int        // index into known plus one, 0 for none
	taken     map[int]bool // of known
}

func (m *matching) claim(q, k int) {
	m.questions[q].ID = m.known[k].ID
	if m.questions[q].GroupMode == GroupsUnknown {
		m.questions[q].GroupMode = m.known[k].Groups
	}
	m.was[q], m.taken[k] = k+1, true
}

func (m *matching) byText() {
	places := map[string][]int{}
	for k, old := range m.known {
		places[Fold(old.Text)] = append(places[Fold(old.Text)], k)
	}
	for i, q := range m.questions {
		for _, k := range places[Fold(q.Text)] {
			if !m.taken[k] && (m.known[k].ID == q.ID || !q.OwnID) {
				m.claim(i, k)
				break
			}
		}
	}
}

func (m *matching) byLikeness() {
	words := make(map[int]map[string]int, len(m.known))
	for k, old := range m.known {
		if !m.taken[k] {
			words[k] = wordsOf(old.Text, old.Points)
		}
	}
	anywhere := len(words)*(len(m.questions)-len(m.taken)) <= maxCompared
	for i, q := range m.questions {
		if m.was[i] > 0 || q.OwnID {
			continue
		}
		if k := m.mostAlike(q, words, anywhere); k >= 0 {
			m.claim(i, k)
		}
	}
}

// mostAlike returns the index of the known question that q was before an edit,
// -1 for a new one.
func (m *matching) mostAlike(q Question, words map[int]map[string]int, anywhere bool) int {
	best, most := -1, 0.0
	mine := wordsOf(q.Text, pointTexts(q))
	for k, old := range m.known {
		if m.taken[k] {
			continue
		}
		need := alikeAnywhere
		switch inPlace := old.File == q.Source.File && max(old.Number-q.Number, q.Number-old.Number) <= 1; {
		case inPlace:
			need = alikeInPlace
		case !anywhere:
			continue
		}
		if s := shareOfWords(mine, words[k]); s >= need && s > most {
			best, most = k, s
		}
	}
	return best
}

// remember returns what is known from now on. IDs stay unique: a text that
// comes back while an edited question holds its ID gets another.
func (m *matching) remember() []Known {
	var all []Known
	used := map[string]bool{}
	for i := range m.questions {
		q := &m.questions[i]
		for used[q.ID] {
			q.ID += "-2"
		}
		used[q.ID] = true
		now := Known{ID: q.ID, Text: q.Text, Points: pointTexts(*q), File: q.Source.File, Number: q.Number}
		if k := m.was[i]; k > 0 {
			now.Groups = m.known[k-1].Groups
		}
		all = append(all, now)
	}
	for k, old := range m.known {
		if !m.taken[k] && !used[old.ID] {
			all = append(all, old)
		}
	}
	return all
}

func pointTexts(q Question) []string {
	texts := make([]string, 0, len(q.Points))
	for _, p := range q.Points {
		texts = append(texts, p.Text)
	}
	return texts
}

// wordsOf counts the words of a question and its points. Those of the question
// count three times: it is what makes it this one.
func wordsOf(text string, points []string) map[string]int {
	count := map[string]int{}
	for _, w := range foldedWords(text) {
		count[w] += 3
	}
	for _, w := range foldedWords(strings.Join(points, " ")) {
		count[w]++
	}
	return count
}

// shareOfWords is the Dice coefficient of two bags of words, 0 to 1.
func shareOfWords(a, b map[string]int) float64 {
	common, all := 0, 0
	for w, n := range a {
		common += min(n, b[w])
		all += n
	}
	for _, n := range b {
		all += n
	}
	if all == 0 {
		return 0
	}
	return 2 * float64(common) / float64(all)
}
