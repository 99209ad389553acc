package api

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
)

// An AddressError says why a base URL is not taken.
type AddressError struct {
	Reason AddressReason
	Host   string // "" when none could be read; the whole address may hold a secret
}

// An AddressReason names what is wrong with a base URL.
type AddressReason string

// Reasons to refuse an address.
const (
	NoAddress AddressReason = "empty"
	NotURL    AddressReason = "not-a-url"  // cannot be read, or has no host, or is neither http nor https
	NotSecret AddressReason = "not-secret" // http to another machine: sound and key would be readable on the way
	HasUser   AddressReason = "has-user"   // user:password@host: secrets belong into the key
	HasQuery  AddressReason = "has-query"  // ?… or #…: paths are appended to the address
)

func (e *AddressError) Error() string {
	switch e.Reason {
	case NoAddress:
		return "no address of a server: give one such as http://127.0.0.1:8000/v1"
	case NotSecret:
		return fmt.Sprintf("http to %s would send everything readable on the way: use https, or a server on this machine", e.Host)
	case HasUser:
		return fmt.Sprintf("the address of %s has a user or password in it: leave it out and give the key instead", e.Host)
	case HasQuery:
		return fmt.Sprintf("the address of %s has a query or fragment: it must end with its path, mostly /v1", e.Host)
	}
	return "this is not the address of a server: it must look like https://host/v1"
}

func parseAddress(address string) (*url.URL, error) {
	address = strings.TrimRight(strings.TrimSpace(address), "/")
	if address == "" {
		return nil, &AddressError{Reason: NoAddress}
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, &AddressError{Reason: NotURL}
	}
	if u.User != nil {
		return nil, &AddressError{Reason: HasUser, Host: u.Host}
	}
	if u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return nil, &AddressError{Reason: HasQuery, Host: u.Host}
	}
	if u.Scheme == "http" && !isLoopback(u.Hostname()) {
		return nil, &AddressError{Reason: NotSecret, Host: u.Host}
	}
	u.Host = strings.ToLower(u.Host)
	return u, nil
}

// isLoopback tells whether host is this machine by its name alone. What
// "localhost" leads to is checked again when a connection is made.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}
