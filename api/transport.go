package api

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

const (
	connectTimeout  = 10 * time.Second
	maxIdle         = 32       // connections kept for the next request: a queue has many at a time
	maxReplyHeaders = 64 << 10 // bytes
)

// newHTTP returns the client under every exchange. It follows no redirect: a
// 307 would hand the recording, and on the same host the key, to whoever the
// server names.
func newHTTP(t http.RoundTripper, local bool) *http.Client {
	if t == nil {
		t = newTransport(local)
	}
	return &http.Client{
		Transport:     t,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func newTransport(local bool) *http.Transport {
	dialer := &net.Dialer{Timeout: connectTimeout, KeepAlive: 30 * time.Second}
	t := &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           maxIdle,
		MaxIdleConnsPerHost:    maxIdle,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    connectTimeout,
		MaxResponseHeaderBytes: maxReplyHeaders,
	}
	if local {
		t.Proxy = nil
		dialer.ControlContext = onlyLoopback
	}
	return t
}

// onlyLoopback refuses a connection that a hosts file or a resolver leads away
// from this machine: consent was not asked, and http was allowed, because the
// name said localhost.
func onlyLoopback(_ context.Context, _, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || !to.Addr().Unmap().IsLoopback() {
		return fmt.Errorf("a local name leads to %s, which is another machine", address)
	}
	return nil
}
