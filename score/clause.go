package score

// A clause is the smallest part of an answer that claims something. Where a
// recogniser writes no punctuation, the words that open clauses part them.
type clause struct {
	first, last int // words, both included
	sentence    int // number of its sentence
	asked       bool
	echo        bool // the question said back
	list        bool // one of a row of bare terms
}

// maxClause bounds a clause in words where nothing parts it.
const maxClause = 12

// openers begin a clause when at least that many words stand before them in it.
// Nothing writes to it.
var openers = map[string]int{
	"а": 2, "но": 2, "потом": 2, "затем": 2, "дальше": 2, "далее": 2, "еще": 3, "если": 2, "чтобы": 2,
	"который": 1, "которая": 1, "которое": 1, "которые": 1, "которых": 1, "которым": 1, "которой": 1,
	"когда": 2, "потому": 2, "поэтому": 2, "либо": 2, "плюс": 3, "где": 2, "и": 5, "или": 4, "то": 5,
	"так": 3, "ну": 3, "вот": 3, "там": 5, "что": 4, "также": 2, "тоже": 5, "я": 4, "мы": 4, "у": 5,
	"but": 2, "then": 2, "because": 2, "which": 2, "when": 2, "if": 2, "so": 3, "also": 2, "and": 4,
	"while": 2, "where": 2, "or": 4, "plus": 3, "that": 5, "we": 3, "i": 3, "they": 4, "there": 4,
}

// clauses parts a reading into clauses.
func clauses(r *reading) []clause {
	var found []clause
	sentence := 0
	for i, w := range r.words {
		if w.edge == edgeSentence && i > 0 {
			sentence++
		}
		if len(found) == 0 || opensClause(r, i, found[len(found)-1]) {
			found = append(found, clause{first: i, last: i, sentence: sentence})
			continue
		}
		found[len(found)-1].last = i
	}
	for i := range found {
		found[i].asked = asked(r, found[i])
	}
	return found
}

func opensClause(r *reading, i int, current clause) bool {
	w := r.words[i]
	if w.edge >= edgeComma {
		return true
	}
	before := i - current.first
	if before >= maxClause {
		return true
	}
	least, opens := openers[w.form]
	return opens && before >= least && w.edge == edgeSpace
}

// asked reports whether c ends in a question mark.
func asked(r *reading, c clause) bool {
	end := len(r.text)
	if c.last+1 < len(r.words) {
		end = r.words[c.last+1].start
	}
	for _, sign := range r.text[r.words[c.last].end:end] {
		if sign == '?' {
			return true
		}
	}
	return false
}

// A window is a run of clauses, both included, in which a point may be made.
type window struct{ first, last int }

// Windows hold up to three clauses, more where clauses are short: a stack is
// told as a row of names.
const (
	windowClauses = 3
	windowWords   = 16
	windowMost    = 8 // clauses
)

// windowsOf returns all windows, shorter first at each place.
func windowsOf(cs []clause) []window {
	var found []window
	for first := range cs {
		for last := first; last < len(cs) && last-first < windowMost; last++ {
			words := cs[last].last - cs[first].first + 1
			if last-first >= windowClauses && words > windowWords {
				break
			}
			found = append(found, window{first, last})
		}
	}
	return found
}
