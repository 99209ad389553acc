package api

import (
	"net/http"
	"strconv"
	"time"
)

const (
	maxTries      = 5
	maxTriesLocal = 3 // of a connection: a server on this machine is there or not, or just starting
	maxRetryAfter = 120 * time.Second
	firstWait     = 500 * time.Millisecond
	firstWaitHere = 200 * time.Millisecond
	longestWait   = 8 * time.Second
)

// again tells whether e is worth another try, and after how long. Waits double
// and are spread, so that clients that failed together do not come back so. A
// timeout is final: the same sound takes the same server as long again.
func (c *Client) again(e *Error) (wait time.Duration, again bool) {
	tries, first := maxTries, firstWait
	if e.Kind == Unreachable && c.local {
		tries, first = maxTriesLocal, firstWaitHere
	}
	if e.Kind != Unreachable && e.Kind != Busy || e.Tries >= tries || e.RetryAfter > maxRetryAfter {
		return 0, false
	}
	if e.RetryAfter > 0 {
		return e.RetryAfter, true
	}
	longest := min(first<<(e.Tries-1), longestWait)
	return longest/2 + time.Duration(c.config.Chance()*float64(longest/2)), true
}

// retryAfter reads Retry-After: seconds, or a date. 0 when there is none, when
// it cannot be read, or when it is past.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseFloat(value, 64); err == nil {
		return fromSeconds(seconds)
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// fromSeconds returns 0 for what is negative or no number, and a day for more.
func fromSeconds(s float64) time.Duration {
	if !(s > 0) {
		return 0
	}
	return time.Duration(min(s, 86400) * float64(time.Second))
}
