package score

import (
	"slices"

	"rehearse/transcribe"
)

// An answer is a transcript read for the points of one question.
type answer struct {
	*reading
	clauses    []clause
	windows    []window
	of         []int     // clause of each word
	denied     []float64 // how far each word stands under a denial, 0 to 1
	denials    []int     // words that deny
	decimals   []number  // numbers said in two halves: «три и шесть»
	phase      []int     // when the thing happens that each word tells of
	opening    reply     // yes or no, where the answer begins so
	asksDenied bool      // the question itself denies
	marks      []marks   // of each clause
	index      map[key][]hit
	sections   []int        // group that each clause tells of; nil: one group
	stems      []spokenStem // distinct, in order, for the fuzzy search
	ear        ear
}

// A hit is a place where a concept is said.
type hit struct{ first, last int }

// marks say how the claim of a clause is meant.
type marks struct {
	meant    float64 // how far it is no deed of the person's: wished, heard of, another's, a joke; 0 to 1
	echo     bool    // it is the question said back
	negative bool    // it denies something, in whichever way
}

func readAnswer(t transcribe.Transcript, asked *reading, lex *lexicon, stems *stemmer) *answer {
	a := &answer{reading: read(t.Text, lex, stems)}
	a.forgetHinted(t)
	a.numbers = withoutRestarts(a.reading)
	a.decimals = a.halves()
	a.clauses = clauses(a.reading)
	a.windows = windowsOf(a.clauses)
	a.of = make([]int, len(a.words))
	for c, clause := range a.clauses {
		for i := clause.first; i <= clause.last; i++ {
			a.of[i] = c
		}
	}
	a.index = indexOf(a.items)
	a.gatherStems()
	a.ear = listen(a, t, lex)
	a.markEchoes(asked)
	a.markLists()
	a.markCues(asked, lex)
	a.indexQuestions(lex)
	a.phase = a.phases()
	a.opening = a.reply()
	a.asksDenied = deniesItself(asked)
	return a
}

// unproven stands for a word that counts for nothing: no word of a person is one.
const unproven = "·"

// forgetHinted makes nothing of the words that only the hint of terms produced:
// nobody is known to have said them, so they earn no credit.
func (a *answer) forgetHinted(t transcribe.Transcript) {
	hinted := make(map[int]bool)
	for _, s := range t.Segments {
		if !slices.ContainsFunc(s.Words, func(w transcribe.Word) bool { return w.Hinted }) {
			continue
		}
		for i, w := range a.words {
			if t.Hinted(w.start, w.end) {
				hinted[i] = true
				a.words[i].form, a.words[i].stem, a.words[i].root = unproven, unproven, unproven
			}
		}
		break
	}
	if len(hinted) == 0 {
		return
	}
	a.items = slices.DeleteFunc(a.items, func(it item) bool {
		for i := it.first; i <= it.last; i++ {
			if hinted[i] {
				return true
			}
		}
		return false
	})
}

// indexOf files items by their keys; the lists of all keys share one array.
func indexOf(items []item) map[key][]hit {
	times := make(map[key]int, len(items))
	for _, it := range items {
		times[it.key]++
	}
	index := make(map[key][]hit, len(times))
	room := make([]hit, len(items))
	for _, it := range items {
		list, known := index[it.key]
		if !known {
			n := times[it.key]
			list, room = room[:0:n], room[n:]
		}
		index[it.key] = append(list, hit{it.first, it.last})
	}
	return index
}

// indexQuestions files what the person asks in return, which says that they
// ask; the first sentence is more often the question said back.
func (a *answer) indexQuestions(lex *lexicon) {
	for c, clause := range a.clauses {
		if clause.asked && clause.sentence > 0 && !a.marks[c].echo {
			a.index[lex.asking] = append(a.index[lex.asking], hit{clause.first, clause.last})
		}
	}
}

// A spokenStem is a stem and the words that have it.
type spokenStem struct {
	stem, skeleton string
	places         []int
}

func (a *answer) gatherStems() {
	at := make(map[string]int, len(a.words))
	for i, w := range a.words {
		if a.class[i] == stopWord || isDigit(w.form[0]) {
			continue
		}
		k, known := at[w.stem]
		if !known {
			k = len(a.stems)
			at[w.stem] = k
			a.stems = append(a.stems, spokenStem{stem: w.stem, skeleton: skeleton(w.stem)})
		}
		a.stems[k].places = append(a.stems[k].places, i)
	}
}

// restarts are said when what was said is taken back: the last value holds.
// Nothing writes to it.
var restarts = map[string]bool{
	"нет": true, "не": true, "вернее": true, "точнее": true, "есть": true, "вру": true, "ой": true, "простите": true,
	"извините": true, "погодите": true, "подождите": true, "стоп": true, "no": true, "sorry": true, "wait": true,
	"rather": true, "actually": true, "mean": true, "correction": true,
}

// restartReach bounds the words between a value and the one that replaces it.
const restartReach = 5

// withoutRestarts drops the numbers that were taken back: «шестеро… нет,
// пятеро».
func withoutRestarts(r *reading) []number {
	var kept []number
	for i, n := range r.numbers {
		if i+1 < len(r.numbers) && (takenBack(r, n, r.numbers[i+1]) || isMark(r, n, r.numbers[i+1])) {
			continue
		}
		if i > 0 && isMark(r, r.numbers[i-1], n) {
			continue
		}
		kept = append(kept, n)
	}
	return kept
}

// isMark reports whether n and next are a full mark, «пять из пяти»: it counts
// nothing.
func isMark(r *reading, n, next number) bool {
	if !equal(n.value, next.value) || next.first <= n.last+1 || next.first > n.last+3 {
		return false
	}
	form := r.words[next.first-1].form
	return form == "из" || form == "of"
}

func takenBack(r *reading, n, next number) bool {
	if next.first-n.last > restartReach+1 || !n.comparable(next) {
		return false
	}
	for i := n.last + 1; i < next.first; i++ {
		form := r.words[i].form
		if form == "не" && next.first-i > 3 || form == "есть" && r.words[i-1].form != "то" {
			continue
		}
		if restarts[form] {
			return true
		}
	}
	return false
}

// markEchoes marks the clauses that only say the question back.
func (a *answer) markEchoes(asked *reading) {
	said := make(map[string]bool)
	for i, w := range asked.words {
		if asked.class[i] != stopWord {
			said[w.root] = true
		}
	}
	for c := range a.clauses {
		own, back := 0, 0
		for i := a.clauses[c].first; i <= a.clauses[c].last; i++ {
			if a.class[i] == stopWord {
				continue
			}
			own++
			if said[a.words[i].root] {
				back++
			}
		}
		a.clauses[c].echo = back > 0 && own-back <= back/3
	}
}
