package api

import "encoding/json"

// Usage is what requests have cost so far, in tokens as the server counts them,
// 0 where it does not say. Refused and unusable replies that it counts are in it.
type Usage struct {
	Requests   int // with a reply
	Prompt     int // tokens that were sent
	Completion int // tokens that a model wrote, its thoughts included
}

// Usage returns what Embed and Chat have cost since New.
func (c *Client) Usage() Usage {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.usage
}

func (c *Client) spend(t tokens) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.usage.Requests++
	c.usage.Prompt += t.prompt
	c.usage.Completion += t.completion
}

// tokens are the "usage" of a reply; anything else in its place is none.
type tokens struct{ prompt, completion int }

func (t *tokens) UnmarshalJSON(raw []byte) error {
	var counts struct {
		Prompt     number `json:"prompt_tokens"`
		Completion number `json:"completion_tokens"`
	}
	if json.Unmarshal(raw, &counts) == nil {
		*t = tokens{counts.Prompt.count(), counts.Completion.count()}
	}
	return nil
}

const maxCount = 1e9 // more than any reply can have cost

func (n number) count() int { return int(min(max(n, 0), maxCount)) }
