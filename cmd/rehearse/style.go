package main

import (
	"io"
	"os"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"rehearse/score"
)

// Colours are the terminal's own sixteen, so that they fit its light or dark
// ground. They repeat what signs and words say: without them nothing is lost.
// styled takes them off where they are not wanted.

// styled writes a whole text with its colours, as far as w shows any: none where
// it is no terminal or NO_COLOR says so. JSON and scripts never pass here: a
// letter that two writes share would be broken.
func styled(w io.Writer, text string) error {
	colours := colorprofile.Writer{Forward: w, Profile: colorprofile.Detect(w, os.Environ())}
	_, err := io.WriteString(&colours, text)
	return err
}

func bold(text string) string { return paint(lipgloss.NewStyle().Bold(true), text) }

func faint(text string) string { return paint(lipgloss.NewStyle().Faint(true), text) }

// paint styles each line by itself: a style over many would fill them up to
// the same width.
func paint(style lipgloss.Style, text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = style.Render(line)
	}
	return strings.Join(lines, "\n")
}

// verdictStyle returns how a verdict looks.
func verdictStyle(v score.Verdict) lipgloss.Style {
	switch v {
	case score.Covered:
		return lipgloss.NewStyle().Foreground(lipgloss.Green)
	case score.Partial:
		return lipgloss.NewStyle().Foreground(lipgloss.Yellow)
	case score.Contradicted:
		return lipgloss.NewStyle().Foreground(lipgloss.Magenta)
	}
	return lipgloss.NewStyle().Foreground(lipgloss.Red)
}
