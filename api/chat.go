package api

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/sashabaranov/go-openai"
)

const (
	maxSaid = 1 << 20 // bytes of a reply

	// A model that runs without a graphics card writes some ten tokens a second,
	// and may have to be loaded first.
	perChat = 5 * time.Minute
)

// ErrNoJSON is wrapped by the *Error of a Chat with a schema whose reply holds
// no JSON object.
var ErrNoJSON = errors.New("a reply without a JSON object")

// Chat asks a model once, at temperature 0, and returns its reply. With a
// schema, a JSON schema of an object, the reply is one JSON object without
// anything around it; the model was asked to keep to the schema, as far as the
// server can make it, and the caller has to check whether it did. A nil schema
// asks for plain text, which is returned as the model wrote it. The error is an
// *Error, or that of ctx; its kind is Declined where the model would not answer.
func (c *Client) Chat(ctx context.Context, system, user string, schema []byte) (string, error) {
	can := c.Abilities()
	for {
		said, err := c.chat(ctx, c.conversation(system, user, schema, can), can, schema != nil)
		if err == nil {
			c.learn(can)
			return said, nil
		}
		less, ok := can.simpler(err)
		if !ok {
			return "", err
		}
		can = less
	}
}

func (c *Client) chat(ctx context.Context, request openai.ChatCompletionRequest, can Abilities, wantJSON bool) (string, error) {
	var reply chatReply
	x := &exchange{
		client:  c,
		sending: c.texts(Chat, sizeOf(request)),
		perTry:  perChat,
		final: func(e *Error) bool { // llama-cpp-python refuses a form with status 500
			_, named := can.simpler(e)
			return named
		},
		limit: maxSaid,
		read: func(body []byte) (_ []byte, err error) {
			if reply, err = readChat(body); err != nil {
				return nil, err
			}
			c.spend(reply.Usage)
			return []byte("{}"), nil
		},
	}
	if !can.NoTemperature {
		x.fields = map[string]any{"temperature": 0}
	}
	if _, err := c.openai(x).CreateChatCompletion(ctx, request); err != nil {
		return "", failureOf(err)
	}
	said, unusable := reply.said(wantJSON)
	if unusable != nil {
		unusable.Purpose, unusable.Host, unusable.URL = Chat, c.host, c.URL("chat/completions")
		unusable.Detail = detail(unusable.Detail, c.config.Key)
		return "", unusable
	}
	return said, nil
}

// conversation writes the request. A server that cannot be given the schema is
// told of it in words; they have "JSON" in them, without which OpenAI refuses
// the form of an object.
func (c *Client) conversation(system, user string, schema []byte, can Abilities) openai.ChatCompletionRequest {
	var format *openai.ChatCompletionResponseFormat
	switch {
	case schema == nil:
	case can.Reply == "":
		format = &openai.ChatCompletionResponseFormat{
			Type:       openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: "reply", Schema: json.RawMessage(schema), Strict: true},
		}
	case can.Reply == AnyObject:
		format = &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONObject}
	}
	if schema != nil && can.Reply != "" {
		system += "\n\nReply with one JSON object and nothing else. It has to fit this JSON schema:\n" + string(schema)
	}
	return openai.ChatCompletionRequest{
		Model:          c.config.Model,
		ResponseFormat: format,
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: system},
			{Role: openai.ChatMessageRoleUser, Content: user},
		},
	}
}

func sizeOf(request openai.ChatCompletionRequest) int64 {
	bytes := 0
	for _, m := range request.Messages {
		bytes += len(m.Content)
	}
	return int64(bytes)
}

// simpler returns the abilities to try after err, as far as its words tell what
// to leave out. A server may also take a schema without a word and do nothing
// with it: then the reply is no JSON.
func (a Abilities) simpler(err error) (less Abilities, ok bool) {
	var e *Error
	if !errors.As(err, &e) {
		return a, false
	}
	names := func(words ...string) bool { return e.Status >= 400 && containsAny(e.Detail, words...) }
	format := names("response_format", "response format", "schema", "json_object", "grammar", "guided")
	switch {
	case names("temperature") && !a.NoTemperature:
		a.NoTemperature = true
		return a, true
	case format && a.Reply == AnyObject:
		a.Reply = AnyText
		return a, true
	case (format || errors.Is(e, ErrNoJSON)) && a.Reply == "":
		a.Reply = AnyObject
		return a, true
	}
	return a, false
}
