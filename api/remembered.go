package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"
)

// Remembered keeps between runs what servers were found to do, so that each
// refuses what it cannot do about once. It is one small file; a missing or
// broken one remembers nothing, which costs only requests.
type Remembered struct{ Path string }

// A server may be brought up to date, so what it could not do is tried again
// after this time.
const rememberedFor = 30 * 24 * time.Hour

type rememberedFile struct {
	Version int             `json:"version"`
	Servers []learnedServer `json:"servers"`
}

type learnedServer struct {
	BaseURL   string    `json:"base_url"`
	Model     string    `json:"model"`
	Purpose   Purpose   `json:"purpose"`
	Abilities Abilities `json:"abilities"`
	At        time.Time `json:"learned_at"`
}

func (s learnedServer) sameAs(other learnedServer) bool {
	return s.BaseURL == other.BaseURL && s.Model == other.Model && s.Purpose == other.Purpose
}

// Recall returns what was learned of the server that c names, with its model
// and purpose, in the last 30 days; the zero value for one that is not known.
// The error is an *AddressError, or that of the file system.
func (r Remembered) Recall(c Config, now time.Time) (Abilities, error) {
	base, err := parseAddress(c.BaseURL)
	if err != nil {
		return Abilities{}, err
	}
	servers, err := r.read(now)
	if err != nil {
		return Abilities{}, err
	}
	asked := learnedServer{BaseURL: base.String(), Model: c.Model, Purpose: c.Purpose}
	if i := slices.IndexFunc(servers, asked.sameAs); i >= 0 {
		return servers[i].Abilities, nil
	}
	return Abilities{}, nil
}

// Keep notes what c has learned. Where that is nothing new, nothing is written.
func (r Remembered) Keep(c *Client, now time.Time) error {
	learned := learnedServer{
		BaseURL: c.base, Model: c.config.Model, Purpose: c.config.Purpose,
		Abilities: c.Abilities(), At: now.UTC().Truncate(time.Second),
	}
	servers, err := r.read(now)
	if err != nil {
		return err
	}
	var known Abilities
	if i := slices.IndexFunc(servers, learned.sameAs); i >= 0 {
		known = servers[i].Abilities
	}
	if learned.Abilities == known {
		return nil
	}
	servers = append(slices.DeleteFunc(servers, learned.sameAs), learned)
	return r.write(servers)
}

// read returns what is not yet forgotten. A time to come is that of a wrong
// clock, and would never pass.
func (r Remembered) read(now time.Time) ([]learnedServer, error) {
	content, err := os.ReadFile(r.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read what servers can do: %w", err)
	}
	var file rememberedFile
	if json.Unmarshal(content, &file) != nil || file.Version != 1 {
		return nil, nil
	}
	return slices.DeleteFunc(file.Servers, func(s learnedServer) bool {
		age := now.Sub(s.At)
		return age < 0 || age > rememberedFor
	}), nil
}

// write replaces the file by a rename. Of two programs that write at once one
// is forgotten, and learns again.
func (r Remembered) write(servers []learnedServer) error {
	content, err := json.MarshalIndent(rememberedFile{Version: 1, Servers: servers}, "", "  ")
	if err != nil {
		return err
	}
	if err := replaceFile(r.Path, append(content, '\n')); err != nil {
		return fmt.Errorf("remember what servers can do: %w", err)
	}
	return nil
}
