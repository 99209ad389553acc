package prompts

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Parse reads a bank: top-level bullets are questions, what stands below them
// are points. It repairs what it can and says so in Warnings; it fails only on
// what it cannot read at all: a *LimitError, an *EncodingError, or r's error.
func Parse(r io.Reader, name string) (Bank, error) {
	lines, err := scan(r, name)
	if err != nil {
		return Bank{}, err
	}
	o, err := build(lines, name)
	if err != nil {
		return Bank{}, err
	}
	bank := Bank{Name: name}
	defaults := o.fileProperties()
	seen := map[string]int{}
	for _, root := range o.roots {
		if root.text == "" && len(root.children) == 0 {
			o.warn(WarnEmptyBullet, root.line, root.column, "")
			continue
		}
		q := o.question(root, defaults)
		if seen[q.ID]++; seen[q.ID] > 1 {
			o.warn(WarnDuplicate, root.line, root.column, q.Text)
			q.ID = fmt.Sprintf("%s-%d", q.ID, seen[q.ID])
		}
		q.Number = len(bank.Questions) + 1
		if q.Number > MaxQuestions {
			return Bank{}, &LimitError{q.Source, "questions", MaxQuestions}
		}
		if len(q.Points) > MaxPoints {
			return Bank{}, &LimitError{q.Source, "points in a question", MaxPoints}
		}
		bank.Questions = append(bank.Questions, q)
	}
	bank.settleLanguage()
	slices.SortStableFunc(o.warnings, func(a, b Warning) int { return a.Line - b.Line })
	bank.Warnings = o.warnings
	return bank, nil
}

// fileProperties returns a question that holds what the file says of all.
func (o *outline) fileProperties() Question {
	var q Question
	o.readTarget(&q, o.file, TargetFile)
	if p, ok := find(o.file, "language"); ok {
		q.Language = p.value
	}
	if p, ok := find(o.file, "tags"); ok {
		q.Tags = tagList(p.value)
	}
	return q
}

func (o *outline) readTarget(q *Question, properties []property, from TargetSource) {
	p, ok := find(properties, "target")
	if !ok {
		return
	}
	target, ok := ParseTarget(p.value)
	if !ok {
		o.warn(WarnBadProperty, p.line, p.column, "target:: "+p.value)
		return
	}
	q.Target, q.TargetFrom = target, from
}

// question makes a question of a root bullet; file holds the file's defaults.
func (o *outline) question(root *node, file Question) Question {
	q := file
	q.Tags = slices.Concat(file.Tags, o.sections[root])
	q.Source = Position{o.name, root.line, root.column}
	q.Text = o.questionText(root)
	q.ID = questionID(q.Text)
	o.readQuestionProperties(&q, root.properties)
	q.Points = make([]Point, 0, root.below())
	groups := groupsOf(root)
	for _, g := range groups {
		q.Groups = append(q.Groups, plainText(g.text))
	}
	for _, child := range root.children {
		group := ""
		if slices.Contains(groups, child) {
			group = plainText(child.text)
		}
		o.points(&q, child, group, len(groups) > 0)
	}
	numberPoints(q.Points)
	if len(q.Points) == 0 {
		o.warn(WarnNoAnswer, root.line, root.column, q.Text)
	}
	return q
}

func (o *outline) readQuestionProperties(q *Question, properties []property) {
	o.readTarget(q, properties, TargetBank)
	if p, ok := find(properties, "id"); ok && p.value != "" {
		q.ID, q.OwnID = p.value, true
	}
	if p, ok := find(properties, "tags"); ok {
		q.Tags = append(q.Tags, tagList(p.value)...)
	}
	if p, ok := find(properties, "language"); ok {
		q.Language = p.value
	}
	p, ok := find(properties, "groups")
	switch mode := GroupMode(strings.ToLower(p.value)); {
	case ok && (mode == GroupsAny || mode == GroupsAll):
		q.GroupMode = mode
	case ok:
		o.warn(WarnBadProperty, p.line, p.column, "groups:: "+p.value)
	}
}

// points adds n and what is below it to q, in the order of the outline.
// The depth of the outline is bounded, and so is the recursion.
func (o *outline) points(q *Question, n *node, group string, grouped bool) {
	text := n.text
	if !n.fenced {
		text = plainText(n.text)
		o.warnOfSpaces(n)
	}
	if text == "" {
		o.warn(WarnEmptyBullet, n.line, n.column, "")
	} else {
		q.Points = append(q.Points, Point{
			Text: text, Depth: n.depth, Group: group, Line: n.line,
			Heading: isHeading(n, n.depth == 1 && grouped && group != ""),
		})
	}
	for _, child := range n.children {
		o.points(q, child, group, grouped)
	}
}

// below counts the bullets below n.
func (n *node) below() int {
	count := len(n.children)
	for _, child := range n.children {
		count += child.below()
	}
	return count
}

// questionText returns what is asked: without a stray bullet, one line.
func (o *outline) questionText(root *node) string {
	text := plainText(root.text)
	if rest := strings.TrimLeft(text, "*•"); rest != text && strings.Count(text, "*") != 2*strings.Count(text[:len(text)-len(rest)], "*") {
		o.warn(WarnStrayBullet, root.line, root.column, text)
		text = strings.TrimSpace(rest)
	}
	if gluedAnswer(text) {
		o.warn(WarnGluedAnswer, root.line, root.column, text)
	}
	o.warnOfSpaces(root)
	return strings.ReplaceAll(text, "\n", " ")
}

func (o *outline) warnOfSpaces(n *node) {
	if i := strings.Index(n.text, "  "); i >= 0 {
		o.warn(WarnDoubleSpace, n.line, n.column+utf8.RuneCountInString(n.text[:i]), n.text)
	}
}

// gluedAnswer tells a question with a sentence behind a dash that has a space
// on its right side only: two lines that an editor joined.
func gluedAnswer(text string) bool {
	_, after, found := strings.Cut(text, "- ")
	before := strings.TrimSuffix(text, "- "+after)
	if !found || before == "" || strings.HasSuffix(before, " ") || strings.HasSuffix(before, "-") {
		return false
	}
	first, _ := utf8.DecodeRuneInString(after)
	return unicode.IsUpper(first) && len(strings.Fields(after)) >= 3
}

// plainText takes Obsidian's `^block-id` off the end.
func plainText(text string) string {
	at := strings.IndexByte(text, '^') // there is seldom one, and looking from the front is fast
	if at >= 0 {
		at = strings.LastIndexByte(text, '^')
	}
	if at < 0 || (at > 0 && text[at-1] != ' ') || at+1 == len(text) {
		return text
	}
	for _, r := range text[at+1:] {
		ascii := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-'
		if !ascii {
			return text
		}
	}
	return strings.TrimSpace(text[:at])
}
