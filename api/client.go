// Package api is the one guarded client for servers that speak as OpenAI's do:
// transcription, speech, embeddings and chat. It limits what a server may send,
// tries again where that helps, asks before anything leaves this machine, and
// keeps the key out of every message.
package api

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/sashabaranov/go-openai"
)

// A Purpose is what a server is asked for. Consent and keys are bound to it.
type Purpose string

// The purposes.
const (
	Transcription Purpose = "transcription"
	Speech        Purpose = "speech"
	Embeddings    Purpose = "embeddings"
	Chat          Purpose = "chat"
)

// A Config says which server to ask, and how. BaseURL and Purpose are needed;
// the zero value of everything else is what a program wants.
type Config struct {
	BaseURL string // with /v1: https, or http on this machine
	Key     string // "" sends none
	Model   string
	Voice   string // of Speak; "" is one that most servers have
	Purpose Purpose

	// Allow is asked before the first bytes go to a host that is not this
	// machine; an error stops the sending. Without Allow nothing leaves.
	Allow func(context.Context, Sending) error

	// Abilities are what an earlier client of this server, model and purpose
	// learned: Remembered keeps them.
	Abilities Abilities

	Transport http.RoundTripper                          // nil: one with limits of its own
	Now       func() time.Time                           // nil: time.Now
	Sleep     func(context.Context, time.Duration) error // nil: sleeps, or ends with ctx
	Chance    func() float64                             // in [0, 1), safe for parallel use; nil: math/rand
}

// ErrKey is returned by New for a key that no header can carry. It does not
// show the key.
var ErrKey = errors.New("the API key has spaces or letters that a key cannot have: copy it again")

// A Client asks one server for one purpose. It is safe for parallel use.
type Client struct {
	config Config
	host   string // as a person knows it: with a port when that is not the usual one
	base   string
	local  bool
	http   *http.Client

	asking sync.Mutex // one question to the person at a time
	agreed bool

	mu        sync.Mutex
	abilities Abilities
	usage     Usage
}

// New checks c and returns a client. It sends nothing. The error is an
// *AddressError, or ErrKey.
func New(c Config) (*Client, error) {
	base, err := parseAddress(c.BaseURL)
	if err != nil {
		return nil, err
	}
	c.Key = strings.TrimSpace(c.Key)
	if strings.IndexFunc(c.Key, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsGraphic(r) || r == ' ' }) >= 0 {
		return nil, ErrKey
	}
	local := isLoopback(base.Hostname())
	return &Client{
		config:    c.withDefaults(),
		host:      base.Host,
		base:      base.String(),
		local:     local,
		http:      newHTTP(c.Transport, local),
		abilities: c.Abilities,
	}, nil
}

func (c Config) withDefaults() Config {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Sleep == nil {
		c.Sleep = sleep
	}
	if c.Chance == nil {
		c.Chance = rand.Float64
	}
	return c
}

// Host returns the server's name, with a port when the address has one.
func (c *Client) Host() string { return c.host }

// Local tells whether the server is on this machine: nothing leaves it then.
func (c *Client) Local() bool { return c.local }

// URL returns the final address of a path below the base, for `check`.
func (c *Client) URL(path string) string {
	joined, err := url.JoinPath(c.base, path)
	if err != nil {
		return c.base
	}
	return joined
}

// openai returns a go-openai client whose every request goes through x.
func (c *Client) openai(x *exchange) *openai.Client {
	config := openai.DefaultConfig(c.config.Key)
	config.BaseURL = c.base
	config.HTTPClient = x
	return openai.NewClientWithConfig(config)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
