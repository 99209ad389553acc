package api

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"rehearse/transcribe"
)

const (
	maxDetail = 300 // letters of a server's words that a person is shown
	keyPrefix = 6   // letters of the key that a masked form of it may show at its beginning
)

// A problem is what a server says about its failure.
type problem struct{ message, code string }

// readProblem reads the forms in which servers report errors:
// {"error":{"message","code"}} (OpenAI), {"error":"…"} (whisper.cpp),
// {"detail":"…"} and {"detail":[{"msg","loc"}]} (FastAPI), {"message":"…"}, a
// page of HTML, plain text.
func readProblem(body []byte) problem {
	var reply struct {
		Error, Detail, Message json.RawMessage
	}
	if json.Unmarshal(body, &reply) != nil {
		return problem{message: plain(string(body))}
	}
	for _, raw := range []json.RawMessage{reply.Error, reply.Detail, reply.Message} {
		if p := readOne(raw); p.message != "" || p.code != "" {
			return p
		}
	}
	return problem{}
}

// readOne reads a string, an object, or a list of these.
func readOne(raw json.RawMessage) problem {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return problem{message: text}
	}
	var object struct {
		Message, Msg, Error, Code, Param, Type any
		Loc                                    []any
	}
	if json.Unmarshal(raw, &object) == nil {
		p := problem{message: firstText(object.Message, object.Msg, object.Error), code: firstText(object.Code, object.Type)}
		if where := firstText(append([]any{object.Param}, backwards(object.Loc)...)...); where != "" && !strings.Contains(p.message, where) {
			p.message = strings.TrimPrefix(where+": "+p.message, ": ")
		}
		return p
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		return problem{}
	}
	var messages []string
	for _, item := range list[:min(len(list), 5)] {
		messages = append(messages, readOne(item).message)
	}
	return problem{message: strings.Join(messages, "; ")}
}

func firstText(values ...any) string {
	for _, v := range values {
		if text, ok := v.(string); ok && text != "" {
			return text
		}
	}
	return ""
}

// backwards puts the name of a field before where it stands: ["body","file",0].
func backwards(list []any) []any {
	turned := slices.Clone(list)
	slices.Reverse(turned)
	return turned
}

var (
	htmlTitle  = regexp.MustCompile(`(?is)<title[^>]*>([^<]*)`)
	htmlHidden = regexp.MustCompile(`(?is)<(script|style)[^>]*>.*?</(script|style)>`)
	htmlTag    = regexp.MustCompile(`(?s)<[^>]*>?`)
)

// plain returns what a page says in short: its title, else its text.
func plain(page string) string {
	if title := htmlTitle.FindStringSubmatch(page); title != nil {
		return title[1]
	}
	return htmlTag.ReplaceAllString(htmlHidden.ReplaceAllString(page, " "), " ")
}

// detail makes a server's words fit to show: clean, short, without the key.
func detail(message, key string) string {
	message = redact(transcribe.Clean(message), key) // cleaned first: a key with invisible letters in it becomes a key
	letters := []rune(message)
	if len(letters) > maxDetail {
		return string(letters[:maxDetail]) + "…"
	}
	return message
}

// redact takes key out of text, also where a server shows only its beginning
// ("sk-abcd***wxyz"): every run without spaces in which it begins goes.
func redact(text, key string) string {
	if key == "" {
		return text
	}
	text = strings.ReplaceAll(text, key, "[key]")
	beginning := key[:min(len(key), keyPrefix)]
	if len(key) <= keyPrefix || !strings.Contains(text, beginning) {
		return text
	}
	words := strings.Fields(text)
	for i, w := range words {
		if strings.Contains(w, beginning) {
			words[i] = "[key]"
		}
	}
	return strings.Join(words, " ")
}
