package main

import (
	"strings"
	"time"

	"charm.land/lipgloss/v2"
)

// timeBar draws how much of the target is gone, width columns wide. At the
// target it turns: the whole bar is then the time that was spoken, and a mark
// wanders back in it that says where the target was. It can be read without
// colours.
func timeBar(spoken, target time.Duration, width int) string {
	if width < 3 {
		return ""
	}
	if target <= 0 || spoken <= target {
		done := 0
		if target > 0 {
			done = int(int64(width) * int64(spoken) / int64(target))
		}
		return paint(lipgloss.NewStyle().Foreground(lipgloss.Green), strings.Repeat("━", done)) + faint(strings.Repeat("─", width-done))
	}
	mark := min(width-2, int(int64(width)*int64(target)/int64(spoken)))
	return paint(lipgloss.NewStyle().Foreground(lipgloss.Green), strings.Repeat("━", mark)) + bold("┃") +
		paint(lipgloss.NewStyle().Foreground(lipgloss.Yellow), strings.Repeat("▒", width-mark-1))
}
