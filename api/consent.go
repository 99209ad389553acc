package api

import "context"

// A Matter is a kind of thing that leaves this machine.
type Matter string

// The matters.
const (
	Sound    Matter = "sound"
	Terms    Matter = "terms"    // words of the reference points, as a hint
	Question Matter = "question" // its text
	Points   Matter = "points"   // reference points
	Answer   Matter = "answer"   // what was said, as text
)

// A Sending is what a person is asked about: what would go where.
type Sending struct {
	Host    string
	Purpose Purpose
	What    []Matter
	Bytes   int64 // about; of the first request
}

// texts is what Embed and Chat send.
func (c *Client) texts(p Purpose, bytes int64) Sending {
	s := Sending{Host: c.host, Purpose: p, What: []Matter{Points, Answer}, Bytes: bytes}
	if p == Chat {
		s.What = []Matter{Question, Points, Answer}
	}
	return s
}

// Agree asks for consent to about so many bytes as Embed or Chat would before
// they send them. Whoever limits their time calls it first: a person may think
// about it for longer. The error is an *Error of the kind NoConsent, or that of
// ctx.
func (c *Client) Agree(ctx context.Context, bytes int64) error {
	return c.consent(ctx, c.texts(c.config.Purpose, bytes))
}

// consent returns nil when s may be sent: the host is this machine, or Allow
// agreed, now or earlier.
func (c *Client) consent(ctx context.Context, s Sending) error {
	if c.local {
		return nil
	}
	c.asking.Lock()
	defer c.asking.Unlock()
	if c.agreed {
		return nil
	}
	denied := &Error{Kind: NoConsent, Purpose: s.Purpose, Host: c.host}
	if c.config.Allow == nil {
		return denied
	}
	if err := c.config.Allow(ctx, s); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		denied.Err = err
		return denied
	}
	c.agreed = true
	return nil
}
