package api

import (
	"encoding/json"
	"strings"
)

// A chatReply is a reply to Chat. Differences that were seen: a content in parts
// (Mistral), thoughts in the content (Ollama, llama.cpp), a refusal in a field
// of its own (OpenAI), a fence around the JSON (models that were only asked).
type chatReply struct {
	Choices list[choice] `json:"choices"`
	Usage   tokens       `json:"usage"`
}

type choice struct {
	Message struct {
		Content content `json:"content"`
		Refusal text    `json:"refusal"`
	} `json:"message"`
	Finish text `json:"finish_reason"`
}

func readChat(body []byte) (chatReply, error) {
	var r chatReply
	if err := readObject(body, &r); err != nil {
		return chatReply{}, err
	}
	if len(r.Choices) == 0 {
		return chatReply{}, without("message", body)
	}
	return r, nil
}

// said returns what the model replied, or why that cannot be used.
func (r chatReply) said(wantJSON bool) (string, *Error) {
	first := r.Choices[0]
	said := afterThoughts(string(first.Message.Content))
	switch {
	case first.Message.Refusal != "":
		return "", &Error{Kind: Declined, Detail: string(first.Message.Refusal)}
	case first.Finish == "content_filter":
		return "", &Error{Kind: Declined, Detail: "stopped by the server's filter"}
	case first.Finish == "length":
		return "", &Error{Kind: BadReply, Detail: "cut off: longer than the server lets a reply be"}
	case said == "":
		return "", &Error{Kind: BadReply, Detail: "an empty reply"}
	case !wantJSON:
		return said, nil
	}
	object, ok := objectIn(said)
	if !ok {
		return "", &Error{Kind: BadReply, Detail: said, Err: ErrNoJSON}
	}
	return object, nil
}

// afterThoughts returns what follows a model's thinking aloud, whose beginning
// some servers leave out.
func afterThoughts(said string) string {
	const begin, end = "<think>", "</think>"
	said = strings.TrimSpace(said)
	if i := strings.LastIndex(said, end); i >= 0 && !strings.HasPrefix(said, "{") {
		return strings.TrimSpace(said[i+len(end):])
	}
	if strings.HasPrefix(said, begin) {
		return ""
	}
	return said
}

// objectIn returns the JSON object that text has between its first brace and
// its last: what stands around it is a fence, or politeness.
func objectIn(text string) (string, bool) {
	from, to := strings.Index(text, "{"), strings.LastIndex(text, "}")
	if from < 0 || to < from {
		return "", false
	}
	object := text[from : to+1]
	return object, json.Valid([]byte(object))
}

// content is a text, also where it comes in parts; anything else is "".
type content string

func (c *content) UnmarshalJSON(raw []byte) error {
	var whole string
	if json.Unmarshal(raw, &whole) == nil {
		*c = content(whole)
		return nil
	}
	var parts []struct {
		Type text `json:"type"`
		Text text `json:"text"`
	}
	if json.Unmarshal(raw, &parts) != nil {
		return nil
	}
	for _, p := range parts {
		if p.Type == "text" {
			*c += content(p.Text)
		}
	}
	return nil
}
