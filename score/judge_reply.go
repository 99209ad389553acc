package score

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode"
)

// ErrNoVerdicts is wrapped by the *JudgeError of a reply that is no JSON, or
// has no verdict on any point that was asked about.
var ErrNoVerdicts = errors.New("a reply without verdicts")

// A ruling is what a judge replied about one point, as it came.
type ruling struct {
	verdict Verdict
	quote   string
	reason  string
}

// readRulings reads a reply about n points, numbered from 1, and returns the
// rulings numbered from 0. What does not fit the schema is left out: other
// ids, other verdicts, other types. A point with two different verdicts has
// none.
func readRulings(said string, n int) (map[int]ruling, error) {
	var reply struct {
		Points []json.RawMessage `json:"points"`
	}
	if err := json.Unmarshal([]byte(jsonIn(said)), &reply); err != nil {
		return nil, ErrNoVerdicts
	}
	rulings := make(map[int]ruling, n)
	torn := make(map[int]bool)
	for _, raw := range reply.Points {
		i, said, ok := readRuling(raw)
		if !ok || i < 0 || i >= n {
			continue
		}
		if before, twice := rulings[i]; twice {
			torn[i] = torn[i] || before.verdict != said.verdict
			continue
		}
		rulings[i] = said
	}
	for i := range torn {
		if torn[i] {
			delete(rulings, i)
		}
	}
	if len(rulings) == 0 {
		return nil, ErrNoVerdicts
	}
	return rulings, nil
}

// jsonIn returns the JSON that said holds: without thoughts before it and a
// fence around it. A bare list is taken for that of the points.
func jsonIn(said string) string {
	const thought = "</think>"
	said = strings.TrimSpace(said)
	if i := strings.LastIndex(said, thought); i >= 0 && !strings.HasPrefix(said, "{") {
		said = said[i+len(thought):]
	}
	from, to := strings.IndexAny(said, "{["), strings.LastIndexAny(said, "}]")
	if from < 0 || to < from {
		return ""
	}
	said = said[from : to+1]
	if said[0] == '[' {
		return `{"points":` + said + `}`
	}
	return said
}

// readRuling reads one entry. An id may be a number too, which models prefer
// that were not given the schema.
func readRuling(raw json.RawMessage) (int, ruling, bool) {
	var entry struct {
		ID                     json.RawMessage
		Verdict, Quote, Reason string
	}
	if json.Unmarshal(raw, &entry) != nil {
		return 0, ruling{}, false
	}
	id, err := strconv.Atoi(strings.Trim(string(entry.ID), `" `))
	verdict, ok := verdictOf(entry.Verdict)
	if err != nil || !ok {
		return 0, ruling{}, false
	}
	return id - 1, ruling{verdict, entry.Quote, oneLine(entry.Reason)}, true
}

func verdictOf(said string) (Verdict, bool) {
	switch strings.ToLower(strings.TrimSpace(said)) {
	case "yes":
		return Covered, true
	case "part":
		return Partial, true
	case "no":
		return Missed, true
	case "opposite":
		return Contradicted, true
	}
	return "", false
}

// longestReason bounds, in letters, what a judge may say of a point: twice the
// one sentence that it is asked for.
const longestReason = 300

// oneLine returns s as one line to show: without control and formatting
// characters, cut to longestReason.
func oneLine(s string) string {
	var kept strings.Builder
	n, space := 0, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = n > 0
			continue
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
			continue
		}
		if space {
			kept.WriteByte(' ')
			n++
		}
		if n >= longestReason {
			return strings.TrimSpace(kept.String()) + "…"
		}
		kept.WriteRune(r)
		n, space = n+1, false
	}
	return kept.String()
}
