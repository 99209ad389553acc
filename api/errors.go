package api

import (
	"fmt"
	"time"
)

// A Kind tells failures apart by what a person can do about them.
type Kind string

// The kinds.
const (
	Unreachable Kind = "unreachable" // no connection: not running, wrong address, no network
	Timeout     Kind = "timeout"     // connected, but no whole reply in time
	Refused     Kind = "refused"     // 401, 403, no money left: the key
	NotFound    Kind = "not-found"   // 404, 405, 501: the path or the model
	TooLarge    Kind = "too-large"   // 413, or refused before sending
	Busy        Kind = "busy"        // 429 or 5xx, still so after all tries
	BadRequest  Kind = "bad-request" // any other 4xx
	BadReply    Kind = "bad-reply"   // success that is no answer: not in its form, cut off, too long, empty
	Declined    Kind = "declined"    // a model, or a filter before it, would not answer this
	Redirected  Kind = "redirected"  // 3xx; never followed
	NoConsent   Kind = "no-consent"  // nothing was sent
)

// An Error says what a server was asked for and how that failed. No field of
// it, and no error that it wraps, holds the key.
type Error struct {
	Kind       Kind
	Purpose    Purpose
	Host       string
	URL        string        // that was asked; "" when nothing was sent
	Status     int           // of HTTP; 0 without a reply
	Detail     string        // the server's or the network's own words: cleaned, short, may be ""
	RetryAfter time.Duration // what the server asked to wait; 0 when it did not say
	Tries      int
	Bytes      int64 // TooLarge before sending: what was to be sent, at least
	Err        error // NoConsent: what Allow returned; BadReply: ErrNoJSON, or nil
}

func (e *Error) Error() string {
	text := fmt.Sprintf("%s server %s: %s", e.Purpose, e.Host, e.what())
	if e.Detail != "" {
		text += fmt.Sprintf(" (it says: %s)", e.Detail)
	}
	return text + "; " + e.next()
}

// Unwrap lets errors.Is find ErrNotAllowed and ErrNoJSON.
func (e *Error) Unwrap() error { return e.Err }

func (e *Error) what() string {
	switch e.Kind {
	case Unreachable:
		return "no connection"
	case Timeout:
		return "no answer in time"
	case Refused:
		return fmt.Sprintf("it refused the key or the account, status %d", e.Status)
	case NotFound:
		return fmt.Sprintf("it does not know %s or the model, status %d", e.URL, e.Status)
	case TooLarge:
		return "what it was to be sent is too large"
	case Busy:
		return fmt.Sprintf("it failed or is busy, status %d after %d tries", e.Status, e.Tries)
	case BadRequest:
		return fmt.Sprintf("it did not accept the request, status %d", e.Status)
	case Redirected:
		return fmt.Sprintf("it sends elsewhere, status %d", e.Status)
	case Declined:
		return "it would not answer this"
	case NoConsent:
		return "nothing was sent, because sending to it was not allowed"
	}
	return "its reply cannot be used"
}

func (e *Error) next() string {
	switch e.Kind {
	case Unreachable:
		return "check that it runs, the address and the network"
	case Timeout:
		return "try again later, or take a smaller model"
	case Refused:
		return "check the key and the account"
	case NotFound:
		return "check that the address ends as the server wants, mostly /v1, and the name of the model"
	case TooLarge:
		return "send a shorter sound, or less text"
	case Busy:
		if e.RetryAfter > 0 {
			return fmt.Sprintf("try again in %s", e.RetryAfter.Round(time.Second))
		}
		return "try again later"
	case BadRequest:
		return "check the name of the model, and what this server takes"
	case Redirected:
		return "give the address that it leads to, if you trust it"
	case Declined:
		return "do without it here, or take another model"
	case NoConsent:
		return "allow it, or use a server on this machine"
	}
	return fmt.Sprintf("check that the address and the model are those of a server for %s", e.Purpose)
}
