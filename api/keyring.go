package api

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/zalando/go-keyring"
)

const (
	keyringService = "rehearse"
	keyringWait    = time.Second
)

// ErrKeyringSlow says that the keyring did not answer in time. It may be locked
// and wait for its password.
var ErrKeyringSlow = errors.New("the system's keyring did not answer within a second: unlock it")

// askKeyring returns the key of p, "" where there is none. A keyring that never
// answers keeps its goroutine until the program ends: it cannot be interrupted.
func (k Keys) askKeyring(ctx context.Context, p Purpose) (string, error) {
	get := k.Keyring
	if get == nil && !hasSessionBus(k.Env, fmt.Sprintf("/run/user/%d/bus", os.Getuid())) {
		return "", nil
	}
	if get == nil {
		get = keyring.Get
	}
	type secret struct {
		value string
		err   error
	}
	found := make(chan secret, 1)
	go func() {
		value, err := get(keyringService, string(p))
		found <- secret{strings.TrimSpace(value), err}
	}()
	ctx, cancel := context.WithTimeout(ctx, keyringWait)
	defer cancel()
	select {
	case <-ctx.Done():
		return "", ErrKeyringSlow
	case s := <-found:
		if errors.Is(s.err, keyring.ErrNotFound) || errors.Is(s.err, keyring.ErrUnsupportedPlatform) {
			return "", nil
		}
		return s.value, s.err
	}
}

// hasSessionBus tells whether there is a bus to ask: without one, go-keyring
// starts its own, which stays when this program ends. macOS and Windows need
// none.
func hasSessionBus(env func(string) string, usual string) bool {
	if runtime.GOOS == "darwin" || runtime.GOOS == "windows" {
		return true
	}
	address := env("DBUS_SESSION_BUS_ADDRESS")
	if address != "" && !strings.HasPrefix(address, "autolaunch:") {
		return true
	}
	_, err := os.Stat(usual)
	return err == nil
}
