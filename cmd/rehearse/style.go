package main

import (
	"strings"

	"charm.land/lipgloss/v2"

	"rehearse/score"
)

// Colours are the terminal's own sixteen, so that they fit its light or dark
// ground. They repeat what signs and words say: without them nothing is lost.
// The writer that main makes takes them off where they are not wanted.

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
