package prompts_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rehearse/prompts"
)

// Writing IDs changes no question and no point, and the second time nothing.
func TestWriteIDs(t *testing.T) {
	for name, text := range map[string]string{
		"tabs":              "- A\n\t- a\n\n- B\n  target:: 40s\n\t- b\n",
		"CRLF and BOM":      "\ufeff- A\r\n\t- a\r\n- B\r\n",
		"indented":          "\t- A\n\t\t- a\n\t- B\n",
		"no newline at end": "- A\n- B",
		"one has an ID":     "- A\n  id:: mine\n- B\n",
		"front matter":      "---\ntarget: 40\n---\n# H\n- A\n- B\n",
	} {
		t.Run(name, func(t *testing.T) {
			before := parse(t, text)
			written := string(prompts.WriteIDs([]byte(text), before.Questions))
			after := parse(t, written)
			for i := range before.Questions {
				if !after.Questions[i].OwnID {
					t.Errorf("%q has no ID in\n%s", after.Questions[i].Text, written)
				}
				if diff := cmp.Diff(before.Questions[i].ID, after.Questions[i].ID); diff != "" {
					t.Error(diff)
				}
			}
			if diff := cmp.Diff(outline(before), outline(after)); diff != "" {
				t.Error(diff)
			}
			if again := string(prompts.WriteIDs([]byte(written), after.Questions)); again != written {
				t.Errorf("the second writing changed\n%s\nto\n%s", written, again)
			}
			if strings.Contains(text, "\r\n") && strings.Contains(strings.ReplaceAll(written, "\r\n", ""), "\n") {
				t.Errorf("line ends are mixed: %q", written)
			}
		})
	}
}
