package score

// A list is a row of at least listRow clauses of at most listWords words, or a
// run of at least listRun words of which none joins the others.
const (
	listRow   = 6
	listWords = 3
	listRun   = 8
)

// markLists marks the clauses that are rows of bare terms.
func (a *answer) markLists() {
	a.markRows()
	a.markRuns()
}

func (a *answer) markRows() {
	start := 0
	for c := 0; c <= len(a.clauses); c++ {
		if c < len(a.clauses) && a.bare(c) && (c == start || a.clauses[c].sentence == a.clauses[c-1].sentence) {
			continue
		}
		if c-start >= listRow {
			a.list(start, c-1)
		}
		start = c
		if c < len(a.clauses) && !a.bare(c) {
			start = c + 1
		}
	}
}

func (a *answer) bare(c int) bool {
	return a.clauses[c].last-a.clauses[c].first < listWords
}

// markRuns finds lists where a recogniser wrote no commas.
func (a *answer) markRuns() {
	start := 0
	for i := 0; i <= len(a.words); i++ {
		joins := i < len(a.words) && a.class[i] != contentWord
		if i < len(a.words) && !joins && a.words[i].edge != edgeSentence {
			continue
		}
		if i-start >= listRun {
			a.list(a.of[start], a.of[i-1])
		}
		start = i
		if joins {
			start = i + 1
		}
	}
}

func (a *answer) list(first, last int) {
	for c := first; c <= last; c++ {
		a.clauses[c].list = true
	}
}
