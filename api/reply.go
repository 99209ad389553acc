package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// A reply is a transcription in whatever form a server gives it. Differences
// that were seen: a duration as a string (vLLM), words at the top (OpenAI) or
// in segments (whisper.cpp), a word's text under "word" or "text" (LocalAI).
type reply struct {
	Text     *text         `json:"text"`
	Language text          `json:"language"`
	Segments list[segment] `json:"segments"`
	Words    list[word]    `json:"words"`
}

type segment struct {
	Start seconds    `json:"start"`
	End   seconds    `json:"end"`
	Text  text       `json:"text"`
	Words list[word] `json:"words"`
}

type word struct {
	Start       seconds `json:"start"`
	End         seconds `json:"end"`
	Word        text    `json:"word"`
	Text        text    `json:"text"`
	Probability number  `json:"probability"`
	Confidence  number  `json:"confidence"`
}

// readReply reads body whatever its content type says. It fails on what is no
// JSON object, and on an object that tells of no text.
func readReply(body []byte) (reply, error) {
	body = bytes.TrimPrefix(bytes.TrimSpace(body), []byte("\ufeff"))
	var r reply
	err := json.Unmarshal(body, &r)
	if err != nil {
		err = json.Unmarshal(withoutNaN(body), &r)
	}
	if err != nil {
		return reply{}, notJSON(body, err)
	}
	if r.Text == nil && len(r.Segments) == 0 {
		if p := readProblem(body); p.message != "" {
			return reply{}, errors.New(p.message)
		}
		return reply{}, errors.New("a reply without a text")
	}
	return r, nil
}

func notJSON(body []byte, err error) error {
	var syntax *json.SyntaxError
	switch {
	case len(body) == 0:
		return errors.New("an empty reply")
	case body[0] != '{':
		return fmt.Errorf("no JSON object, but: %s", plain(string(body)))
	case errors.As(err, &syntax) && int(syntax.Offset) >= len(body):
		return errors.New("the JSON is cut off")
	}
	return err
}

// plain returns r in the form that go-openai reads.
func (r reply) plain() []byte {
	var said struct {
		Text string `json:"text"`
	}
	if r.Text != nil {
		said.Text = string(*r.Text)
	}
	body, err := json.Marshal(said)
	if err != nil {
		return []byte("{}") // no string fails
	}
	return body
}
