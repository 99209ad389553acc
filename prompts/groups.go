package prompts

import (
	"fmt"
	"strings"
	"unicode"
)

// groupsOf returns the bullets directly below root that are groups: those with
// children, where at least two of them have children.
func groupsOf(root *node) []*node {
	var groups []*node
	for _, child := range root.children {
		if len(child.children) > 0 && child.text != "" {
			groups = append(groups, child)
		}
	}
	if len(groups) < 2 {
		return nil
	}
	return groups
}

// isHeading tells whether n only names what is below it. The rule, first match:
//
//  1. `heading:: true` or `false` says it.
//  2. Without children, or as code, it is a point like any other.
//  3. A text that ends in a colon is a heading.
//  4. A text with a digit claims something: a number can be right or wrong.
//  5. A group's name is a heading if it has at most three words, those in
//     brackets not counted, and does not begin with a verb.
//  6. Any other bullet is a heading if it is one word that names no action
//     (Вкусвилл, but not Кеширование): a name says nothing that could be told.
func isHeading(n *node, group bool) bool {
	if p, ok := find(n.properties, "heading"); ok && (p.value == "true" || p.value == "false") {
		return p.value == "true"
	}
	if len(n.children) == 0 || n.fenced {
		return false
	}
	text := plainText(n.text)
	if strings.HasSuffix(text, ":") {
		return true
	}
	if strings.ContainsFunc(text, unicode.IsDigit) {
		return false
	}
	words := wordsOutsideBrackets(text)
	switch {
	case len(words) == 0:
		return false
	case group:
		return len(words) <= 3 && !isInfinitive(words[0])
	}
	return len(words) == 1 && !isInfinitive(words[0]) && !namesAction(words[0])
}

// wordsOutsideBrackets returns the words of text in lower case.
func wordsOutsideBrackets(text string) []string {
	depth := 0
	outside := strings.Map(func(r rune) rune {
		switch {
		case r == '(' || r == '[':
			depth++
			return ' '
		case r == ')' || r == ']':
			depth = max(0, depth-1)
			return ' '
		case depth > 0:
			return -1
		}
		return unicode.ToLower(r)
	}, text)
	return strings.FieldsFunc(outside, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-'
	})
}

// isInfinitive guesses a Russian infinitive by its ending. Nouns of the trade
// that end alike are named.
func isInfinitive(word string) bool {
	switch word {
	case "память", "сеть", "печать", "кровать", "подсеть", "нефть":
		return false
	}
	for _, ending := range []string{"ать", "ять", "ить", "еть", "уть", "ыть", "оть", "ться", "тись", "йти", "сти", "зти"} {
		if strings.HasSuffix(word, ending) && !strings.HasSuffix(word, "ости") {
			return true
		}
	}
	return false
}

// namesAction guesses a noun or gerund made of a verb, Russian or English.
func namesAction(word string) bool {
	for _, ending := range []string{"ние", "нье", "ция", "инг", "вка", "ство", "тие", "ing", "tion", "ment"} {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}

// A GroupError tells of a group that a question does not have.
type GroupError struct {
	Question, Group string
	Names           []string // what there is to choose from
}

func (e *GroupError) Error() string {
	if len(e.Names) == 0 {
		return fmt.Sprintf("the question %q has no groups: leave %q out", e.Question, e.Group)
	}
	return fmt.Sprintf("the question %q has no group %q: it has %s", e.Question, e.Group, strings.Join(e.Names, ", "))
}

// Choose returns q with the points of one group alone: its name and all below
// it. A bullet directly below the question that has children can be chosen
// even where it is the only one. Names match in any case and without a colon.
func (q Question) Choose(group string) (Question, error) {
	var names []string
	for i, p := range q.Points {
		if p.Depth != 1 || i+1 >= len(q.Points) || q.Points[i+1].Depth < 2 {
			continue
		}
		if foldName(p.Text) != foldName(group) {
			names = append(names, p.Text)
			continue
		}
		end := i + 1
		for end < len(q.Points) && q.Points[end].Depth > 1 {
			end++
		}
		q.Points = q.Points[i:end:end]
		q.Group = p.Text
		return q, nil
	}
	return Question{}, &GroupError{q.Text, group, names}
}

// Alternatives returns q once for each of its groups; without groups, q alone.
func (q Question) Alternatives() []Question {
	var each []Question
	for _, name := range q.Groups {
		if one, err := q.Choose(name); err == nil {
			each = append(each, one)
		}
	}
	if len(each) == 0 {
		return []Question{q}
	}
	return each
}

func foldName(s string) string {
	return Fold(strings.TrimRight(strings.TrimSpace(s), ": "))
}
