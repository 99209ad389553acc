package api

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestAddressesThatAreTaken(t *testing.T) {
	tests := map[string]struct {
		url   string
		local bool
	}{
		"https://api.openai.com/v1":         {"https://api.openai.com/v1/audio", false},
		" https://API.Groq.com/openai/v1/ ": {"https://api.groq.com/openai/v1/audio", false},
		"http://127.0.0.1:8000/v1":          {"http://127.0.0.1:8000/v1/audio", true},
		"http://127.8.0.1/v1":               {"http://127.8.0.1/v1/audio", true},
		"http://localhost:1/v1":             {"http://localhost:1/v1/audio", true},
		"http://[::1]:8000/v1":              {"http://[::1]:8000/v1/audio", true},
		"http://[::ffff:127.0.0.1]/v1":      {"http://[::ffff:127.0.0.1]/v1/audio", true},
		"https://192.168.1.5:8443/v1":       {"https://192.168.1.5:8443/v1/audio", false},
	}
	for address, want := range tests {
		c, err := New(Config{BaseURL: address})
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		if got := c.URL("audio"); got != want.url || c.Local() != want.local {
			t.Errorf("%s: %s, local %t", address, got, c.Local())
		}
	}
}

func TestAddressesThatAreRefused(t *testing.T) {
	tests := map[string]AddressReason{
		"":                                     NoAddress,
		"api.openai.com/v1":                    NotURL,
		"127.0.0.1:8000":                       NotURL,
		"ftp://host/v1":                        NotURL,
		"https://":                             NotURL,
		"https://host:port/v1":                 NotURL,
		"http://api.openai.com/v1":             NotSecret,
		"http://192.168.1.5:8000/v1":           NotSecret,
		"http://localhost.example.com/v1":      NotSecret,
		"http://127.0.0.1.example.com/v1":      NotSecret,
		"https://me:hunter2@api.openai.com/v1": HasUser,
		"https://api.openai.com/v1?key=1":      HasQuery,
		"https://api.openai.com/v1#x":          HasQuery,
	}
	for address, want := range tests {
		_, err := New(Config{BaseURL: address})
		var refused *AddressError
		if !errors.As(err, &refused) || refused.Reason != want {
			t.Errorf("%s: %v, want %s", address, err, want)
			continue
		}
		if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the error shows a password: %v", err)
		}
	}
}

func TestLocalNamesLeadToThisMachineAlone(t *testing.T) {
	transport := newTransport(true)
	if transport.Proxy != nil {
		t.Error("a proxy would see what stays on this machine")
	}
	if err := onlyLoopback(t.Context(), "tcp4", "127.0.0.1:80", nil); err != nil {
		t.Error(err)
	}
	for _, address := range []string{"10.0.0.1:80", "[2001:db8::1]:80", "nonsense"} {
		if err := onlyLoopback(t.Context(), "tcp", address, nil); err == nil {
			t.Errorf("%s was allowed", address)
		}
	}
	if newTransport(false).Proxy == nil {
		t.Error("proxies of the environment are left out for other machines")
	}
	request, err := http.NewRequest(http.MethodGet, "http://192.0.2.1:9/", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := newHTTP(nil, true).Do(request); err == nil || !strings.Contains(err.Error(), "another machine") {
		t.Errorf("a local client went to 192.0.2.1: %v", err)
	}
}
