package prompts

import (
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// A property is one `key:: value` of Logseq, or one key of the front matter.
type property struct {
	key, value   string
	line, column int
}

// knownProperties are the ones that may also stand behind a bullet of their
// own: there an unknown key is more likely a point.
const knownProperties = " id target tags groups heading collapsed importance language type "

func (p property) known() bool {
	return strings.Contains(knownProperties, " "+p.key+" ")
}

// parseProperty reads `key:: value`. A key is ASCII letters, digits, `-`, `_`
// and `/`, beginning with a letter, so that no Russian sentence is one.
func parseProperty(text string, line, column int) (property, bool) {
	key, value, found := strings.Cut(text, "::")
	if !found || key == "" || (value != "" && value[0] != ' ') {
		return property{}, false
	}
	for i, r := range key {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789-_/", r)) {
			return property{}, false
		}
	}
	return property{strings.ToLower(key), strings.TrimSpace(value), line, column}, true
}

// find returns the last property with key: later lines win.
func find(properties []property, key string) (property, bool) {
	for i := len(properties) - 1; i >= 0; i-- {
		if properties[i].key == key {
			return properties[i], true
		}
	}
	return property{}, false
}

// frontMatter takes Obsidian's YAML block off the beginning of lines.
func (b *builder) frontMatter(lines []line) []line {
	if len(lines) == 0 || lines[0].text != "---" {
		return lines
	}
	for i := 1; i < len(lines); i++ {
		if lines[i].text != "---" && lines[i].text != "..." {
			continue
		}
		var raw []string
		for _, l := range lines[1:i] {
			raw = append(raw, l.raw)
		}
		if !b.readYAML(strings.Join(raw, "\n")) {
			return lines // a rule, and questions below it
		}
		return lines[i+1:]
	}
	return lines
}

// readYAML tells whether text is front matter: what is none may be the bank.
func (b *builder) readYAML(text string) bool {
	var values map[string]any
	if err := yaml.Unmarshal([]byte(text), &values); err != nil {
		return false
	}
	for key, value := range values {
		b.file = append(b.file, property{strings.ToLower(key), clean(flat(value)), 1, 1})
	}
	return true
}

// flat writes a YAML value as Logseq would: a list with commas.
func flat(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case []any:
		var parts []string
		for _, part := range v {
			parts = append(parts, flat(part))
		}
		return strings.Join(parts, ", ")
	}
	return ""
}

// tagList reads `tags:: a, #b, [[c d]]`.
func tagList(value string) []string {
	var tags []string
	for tag := range strings.SplitSeq(value, ",") {
		tag = strings.TrimSpace(tag)
		tag = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(tag, "#"), "[["), "]]")
		if tag != "" {
			tags = append(tags, tag)
		}
	}
	return tags
}

// ParseTarget reads a target length: `90s`, `1m30s`, `1:30`, or seconds as
// `90`. It must be above zero and at most an hour.
func ParseTarget(s string) (time.Duration, bool) {
	d, err := time.ParseDuration(s)
	if seconds, plain := strconv.ParseFloat(s, 64); plain == nil && seconds > 0 && seconds <= 3600 {
		d, err = time.Duration(seconds*float64(time.Second)), nil
	}
	if minutes, seconds, clock := strings.Cut(s, ":"); clock {
		m, badMinutes := strconv.ParseUint(minutes, 10, 8)
		sec, badSeconds := strconv.ParseUint(seconds, 10, 8)
		if badMinutes != nil || badSeconds != nil || sec > 59 {
			return 0, false
		}
		d, err = time.Duration(m)*time.Minute+time.Duration(sec)*time.Second, nil
	}
	return d, err == nil && d > 0 && d <= time.Hour
}
