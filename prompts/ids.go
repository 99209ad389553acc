package prompts

import (
	"bytes"
	"strings"
)

// WriteIDs returns data, the file that questions come from, with an `id::`
// line below each question that has none of its own. Every other byte stays.
func WriteIDs(data []byte, questions []Question) []byte {
	ids := map[int]string{}
	for _, q := range questions {
		if !q.OwnID && fenceMark(q.Text) == "" {
			ids[q.Source.Line] = q.ID
		}
	}
	var out bytes.Buffer
	number := 0
	for raw := range strings.Lines(string(data)) {
		number++
		id, ok := ids[number]
		if !ok {
			out.WriteString(raw)
			continue
		}
		text := strings.TrimRight(raw, "\r\n")
		end := raw[len(text):]
		if end == "" { // the last line of a file without a newline
			end = "\n"
		}
		bare := strings.TrimPrefix(text, "\ufeff")
		blanks := bare[:len(bare)-len(strings.TrimLeft(bare, " \t"))]
		out.WriteString(text + end + blanks + "  id:: " + id + end)
	}
	return out.Bytes()
}
