package api

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// What a server may send, after decompression.
const (
	maxReply   = 10 << 20 // bytes
	maxFailure = 64 << 10 // bytes of a reply that is an error
)

// An exchange is one thing asked of the server, with all tries that it takes.
// go-openai makes the request and hands it to Do.
type exchange struct {
	client  *Client
	sending Sending
	perTry  time.Duration
	limit   int                               // bytes of a success; 0 is maxReply
	fields  map[string]any                    // of the request's JSON, that go-openai cannot be told to send
	read    func(body []byte) ([]byte, error) // checks a success and gives it a form that go-openai reads
	final   func(*Error) bool                 // the same request would fail in the same way; nil: as its kind says
}

// ErrPurpose is returned to a program that asks a client for what it was not
// made for: neither the consent nor the key would be the right one.
var ErrPurpose = errors.New("this client is for another purpose")

// Do sends req until it succeeds, fails for good, or its context ends. The
// error is an *Error, ErrPurpose, or that of the context.
func (x *exchange) Do(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	if x.sending.Purpose != x.client.config.Purpose {
		return nil, ErrPurpose
	}
	if err := addFields(req, x.fields); err != nil {
		return nil, err
	}
	if err := x.client.consent(ctx, x.sending); err != nil {
		return nil, err
	}
	for try := 1; ; try++ {
		resp, failure := x.once(req)
		if failure == nil {
			return resp, nil
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		failure.Tries = try
		wait, again := x.client.again(failure)
		if !again || x.final != nil && x.final(failure) {
			return nil, failure
		}
		if err := x.client.config.Sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
}

// once makes one try: the body from its beginning, a deadline of its own, the
// whole reply in memory and within its limit.
func (x *exchange) once(req *http.Request) (*http.Response, *Error) {
	ctx, cancel := context.WithTimeout(req.Context(), x.perTry)
	defer cancel()
	try := req.Clone(ctx)
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, x.fault(req, BadRequest, err)
		}
		try.Body = body
	}
	resp, err := x.client.http.Do(try)
	if err != nil {
		return nil, x.fault(req, lost(ctx), err)
	}
	defer resp.Body.Close()
	success := resp.StatusCode >= 200 && resp.StatusCode < 300
	limit := maxFailure
	if success {
		limit = cmp.Or(x.limit, maxReply)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, int64(limit)+1))
	if !success {
		return nil, x.failure(req, resp, body[:min(len(body), limit)])
	}
	if err != nil {
		return nil, x.fault(req, lost(ctx), err)
	}
	if len(body) > limit {
		return nil, x.fault(req, BadReply, fmt.Errorf("the reply is longer than %d MB", limit>>20))
	}
	if body, err = x.read(body); err != nil {
		return nil, x.fault(req, BadReply, err)
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// lost tells what a connection that failed within ctx means: its time was up,
// or else the network. A time limit on connecting is the network's.
func lost(ctx context.Context) Kind {
	if ctx.Err() != nil {
		return Timeout
	}
	return Unreachable
}

// fault makes an Error of a failure that is not the server's status.
func (x *exchange) fault(req *http.Request, kind Kind, err error) *Error {
	e := x.newError(kind, req)
	var asked *url.Error
	if errors.As(err, &asked) {
		err = asked.Err // the outer one repeats the address
	}
	e.Detail = detail(err.Error(), x.client.config.Key)
	return e
}

// failure makes an Error of a reply whose status says that it is one.
func (x *exchange) failure(req *http.Request, resp *http.Response, body []byte) *Error {
	said := readProblem(body)
	e := x.newError(kindOf(resp.StatusCode, said.code), req)
	e.Status = resp.StatusCode
	e.Detail = detail(said.message, x.client.config.Key)
	e.RetryAfter = retryAfter(resp.Header, x.client.config.Now())
	if to, err := resp.Location(); err == nil && e.Kind == Redirected {
		e.Detail = detail("to "+to.Scheme+"://"+to.Host, x.client.config.Key)
	}
	return e
}

func (x *exchange) newError(kind Kind, req *http.Request) *Error {
	return &Error{Kind: kind, Purpose: x.sending.Purpose, Host: x.client.host, URL: req.URL.String()}
}

// kindOf tells what a status means. An account without money is 429 as well,
// but waiting does not help it; a filter of contents (Azure's) is 400.
func kindOf(status int, code string) Kind {
	switch {
	case code == "insufficient_quota":
		return Refused
	case code == "content_filter":
		return Declined
	case status >= 300 && status < 400:
		return Redirected
	case status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusPaymentRequired:
		return Refused
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed, status == http.StatusNotImplemented:
		return NotFound
	case status == http.StatusRequestEntityTooLarge:
		return TooLarge
	case status == http.StatusTooManyRequests, status >= 500:
		return Busy
	}
	return BadRequest
}
