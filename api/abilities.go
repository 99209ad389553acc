package api

import "rehearse/transcribe"

// A Form is what a transcription server can be asked to reply with.
type Form string

// The forms, best first.
const (
	WithWords    Form = "words"    // verbose_json with the times of words and segments
	WithSegments Form = "segments" // verbose_json
	TextAlone    Form = "text"     // json
)

// A ReplyForm is what a chat server can be made to reply in, when it cannot be
// given a schema.
type ReplyForm string

// The forms that are less than a schema, best first.
const (
	AnyObject ReplyForm = "object" // some JSON object
	AnyText   ReplyForm = "text"
)

// Abilities are what a server was found to do, with one model. The zero value
// says that nothing is known, and makes a client ask for the most.
type Abilities struct {
	Form          Form      `json:"form,omitempty"`
	NoPrompt      bool      `json:"no_prompt,omitempty"`      // refuses a request with a hint
	Reply         ReplyForm `json:"reply,omitempty"`          // "" takes a schema
	NoTemperature bool      `json:"no_temperature,omitempty"` // refuses any but its own
	Batch         int       `json:"batch,omitempty"`          // texts to embed at once, at most; 0 is not known
}

// less returns the abilities to try after the server refused what a asked for,
// as far as its words tell. ok is false when they name nothing to leave out.
func (a Abilities) less(refusal string) (less Abilities, ok bool) {
	names := func(words ...string) bool { return containsAny(refusal, words...) }
	switch {
	case names("granularit") && a.Form != TextAlone:
		if a.Form == WithSegments {
			a.Form = TextAlone
			return a, true
		}
		a.Form = WithSegments
		return a, true
	case names("response_format", "verbose_json") && a.Form != TextAlone:
		a.Form = TextAlone
		return a, true
	case names("prompt") && !a.NoPrompt:
		a.NoPrompt = true
		return a, true
	}
	return a, false
}

// shown returns a with what t proves.
func (a Abilities) shown(t transcribe.Transcript) Abilities {
	for _, s := range t.Segments {
		if a.Form == "" && len(s.Words) > 0 {
			a.Form = WithWords
		}
	}
	return a
}

// Abilities returns what was learned so far, for the next client of the same
// server, model and purpose.
func (c *Client) Abilities() Abilities {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.abilities
}

func (c *Client) learn(a Abilities) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.abilities = a
}
