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
	var r reply
	if err := readObject(body, &r); err != nil {
		return reply{}, err
	}
	if r.Text == nil && len(r.Segments) == 0 {
		return reply{}, without("text", body)
	}
	return r, nil
}

// readObject reads a JSON object into to, whatever the content type says, also
// where there is NaN in it.
func readObject(body []byte, to any) error {
	body = withoutBOM(body)
	err := json.Unmarshal(body, to)
	if err != nil {
		err = json.Unmarshal(withoutNaN(body), to)
	}
	if err != nil {
		return notJSON(body, err)
	}
	return nil
}

// without is the error of a success that lacks what was asked for: the problem
// that body tells of, if any.
func without(what string, body []byte) error {
	if p := readProblem(withoutBOM(body)); p.message != "" {
		return errors.New(p.message)
	}
	return fmt.Errorf("a reply without a %s", what)
}

func withoutBOM(body []byte) []byte {
	return bytes.TrimPrefix(bytes.TrimSpace(body), []byte("\ufeff"))
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
