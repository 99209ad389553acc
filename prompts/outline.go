package prompts

import (
	"strings"
	"unicode/utf8"
)

// A node is one bullet and what stands below it.
type node struct {
	text       string
	line       int
	column     int // of the text, in letters
	indent     int // columns before the bullet
	depth      int // 0 at the top of the outline
	fenced     bool
	children   []*node
	properties []property
}

// An outline is a file as a tree of bullets.
type outline struct {
	name     string
	roots    []*node
	sections map[*node][]string // headings above a root, outermost first
	file     []property         // front matter and properties above the first bullet
	warnings []Warning
}

func (o *outline) warn(kind WarningKind, line, column int, text string) {
	o.warnings = append(o.warnings, Warning{Position{o.name, line, column}, kind, text})
}

// A builder puts lines into an outline, one after another.
type builder struct {
	*outline
	stack    []*node  // the way from a root to the newest bullet
	headings []string // the sections that hold now, by level
	blank    bool     // the line before was empty
	tabs     bool     // a bullet was indented by tabs
	spaces   bool     // a bullet was indented by spaces
	mixed    bool     // the warning was given
	unit     int      // columns of the first step down; 0 before it
}

func build(lines []line, name string) (*outline, error) {
	b := builder{outline: &outline{name: name, sections: map[*node][]string{}}}
	lines = b.frontMatter(lines)
	for i := 0; i < len(lines); i++ {
		if end := fenceEnd(lines, i); end > i {
			if err := b.fence(lines[i : end+1]); err != nil {
				return nil, err
			}
			i = end
			continue
		}
		if end := commentEnd(lines, i); end >= i {
			i = end
			continue
		}
		if err := b.add(lines[i]); err != nil {
			return nil, err
		}
	}
	return b.outline, nil
}

func (b *builder) add(l line) error {
	if l.text == "" {
		b.blank = true
		return nil
	}
	defer func() { b.blank = false }()
	if level, title, ok := heading(l); ok {
		b.section(level, title)
		return nil
	}
	if isRule(l.text) {
		return nil
	}
	if width := bulletWidth(l.text); width > 0 {
		return b.bullet(l, width)
	}
	b.below(l)
	return nil
}

// bullet adds a bullet whose sign and the space behind it take width bytes.
func (b *builder) bullet(l line, width int) error {
	b.watchIndent(l)
	n := &node{
		text:   strings.TrimSpace(l.text[width:]),
		line:   l.num,
		column: l.skip + utf8.RuneCountInString(l.text[:width]) + 1,
		indent: l.indent,
	}
	if p, ok := parseProperty(n.text, l.num, n.column); ok && p.known() && len(b.stack) > 0 {
		owner := b.parent(n.indent)
		if owner != nil {
			owner.properties = append(owner.properties, p)
			return nil
		}
	}
	return b.place(n)
}

// place hangs n below the nearest bullet that stands at least two columns to
// the left, as CommonMark does: one stray space does not make a child.
func (b *builder) place(n *node) error {
	parent := b.parent(n.indent)
	if parent == nil {
		b.stack = append(b.stack[:0], n)
		b.roots = append(b.roots, n)
		if len(b.headings) > 0 {
			b.sections[n] = filled(b.headings)
		}
		return nil
	}
	n.depth = parent.depth + 1
	if n.depth > MaxDepth {
		return &LimitError{Position{b.name, n.line, n.column}, "levels", MaxDepth}
	}
	b.watchStep(parent, n)
	parent.children = append(parent.children, n)
	b.stack = append(b.stack, n)
	return nil
}

// parent takes the bullets that n cannot hang below off the stack.
func (b *builder) parent(indent int) *node {
	for len(b.stack) > 0 && b.stack[len(b.stack)-1].indent+2 > indent {
		b.stack = b.stack[:len(b.stack)-1]
	}
	if len(b.stack) == 0 {
		return nil
	}
	return b.stack[len(b.stack)-1]
}

// below takes a line without a bullet: a property, or more text of the bullet
// above, or text that belongs nowhere.
func (b *builder) below(l line) {
	if p, ok := parseProperty(l.text, l.num, l.skip+1); ok {
		if len(b.stack) == 0 {
			b.file = append(b.file, p)
			return
		}
		owner := b.stack[len(b.stack)-1]
		owner.properties = append(owner.properties, p)
		return
	}
	if len(b.stack) == 0 || (b.blank && l.indent < 2) {
		b.warn(WarnLooseText, l.num, l.skip+1, l.text)
		return
	}
	owner := b.stack[len(b.stack)-1]
	owner.text = strings.TrimSpace(owner.text + " " + l.text)
}

// section begins the section title at level, and ends those at and below it.
func (b *builder) section(level int, title string) {
	for len(b.headings) < level {
		b.headings = append(b.headings, "")
	}
	b.headings = append(b.headings[:level-1], title)
	b.stack = b.stack[:0]
}

// watchIndent warns once when some bullets are indented by tabs and others by
// spaces: what then hangs below what is a guess.
func (b *builder) watchIndent(l line) {
	b.tabs = b.tabs || l.tabs
	b.spaces = b.spaces || l.spaces
	if b.tabs && b.spaces && !b.mixed {
		b.mixed = true
		b.warn(WarnMixedIndent, l.num, 1, "")
	}
}

// watchStep warns of a step down that is at least twice the usual one.
func (b *builder) watchStep(parent, n *node) {
	step := n.indent - parent.indent
	if b.unit == 0 {
		b.unit = step
	}
	if step >= 2*b.unit {
		b.warn(WarnSkippedLevel, n.line, n.column, n.text)
	}
}

func filled(headings []string) []string {
	var names []string
	for _, h := range headings {
		if h != "" {
			names = append(names, h)
		}
	}
	return names
}
