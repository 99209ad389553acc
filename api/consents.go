package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Consents remember, on this machine, which hosts a person allowed to be sent
// what. They are one small file; a missing or broken one allows nothing.
type Consents struct{ Path string }

// consentFile is the file's form: when was which host allowed what.
type consentFile struct {
	Version int                              `json:"version"`
	Hosts   map[string]map[Purpose]time.Time `json:"hosts"`
}

// Has tells whether host was allowed purpose. The error is that of the file
// system; a broken file is no error, and no consent.
func (c Consents) Has(host string, purpose Purpose) (bool, error) {
	file, err := c.read()
	if err != nil {
		return false, err
	}
	_, ok := file.Hosts[host][purpose]
	return ok, nil
}

// Remember allows host purpose from now on.
func (c Consents) Remember(host string, purpose Purpose, now time.Time) error {
	file, err := c.read()
	if err != nil {
		return err
	}
	if file.Hosts[host] == nil {
		file.Hosts[host] = map[Purpose]time.Time{}
	}
	file.Hosts[host][purpose] = now.UTC().Truncate(time.Second)
	return c.write(file)
}

// Forget takes back what Remember allowed. Nothing to forget is no error.
func (c Consents) Forget(host string, purpose Purpose) error {
	file, err := c.read()
	if err != nil {
		return err
	}
	if _, ok := file.Hosts[host][purpose]; !ok {
		return nil
	}
	delete(file.Hosts[host], purpose)
	return c.write(file)
}

// ErrNotAllowed is what a person's "no" becomes in Config.Allow.
var ErrNotAllowed = errors.New("sending was not allowed")

// Allow returns a function for Config.Allow: it asks once for each host and
// purpose and remembers a yes. A no is asked again next time.
func (c Consents) Allow(ask func(context.Context, Sending) (bool, error), now func() time.Time) func(context.Context, Sending) error {
	return func(ctx context.Context, s Sending) error {
		if ok, err := c.Has(s.Host, s.Purpose); ok || err != nil {
			return err
		}
		yes, err := ask(ctx, s)
		if err != nil {
			return err
		}
		if !yes {
			return ErrNotAllowed
		}
		return c.Remember(s.Host, s.Purpose, now())
	}
}

func (c Consents) read() (consentFile, error) {
	empty := consentFile{Version: 1, Hosts: map[string]map[Purpose]time.Time{}}
	content, err := os.ReadFile(c.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return empty, nil
	}
	if err != nil {
		return empty, fmt.Errorf("read what was allowed to be sent: %w", err)
	}
	var file consentFile
	if json.Unmarshal(content, &file) != nil || file.Version != 1 || file.Hosts == nil {
		return empty, nil
	}
	return file, nil
}

// write replaces the file by a rename: a reader sees the old one or the new
// one. Of two programs that write at once one is forgotten, and asks again.
func (c Consents) write(file consentFile) error {
	content, err := json.MarshalIndent(file, "", "  ")
	if err != nil {
		return err
	}
	if err := replaceFile(c.Path, append(content, '\n')); err != nil {
		return fmt.Errorf("remember what was allowed to be sent: %w", err)
	}
	return nil
}

// replaceFile makes path, and its folder, readable to this person alone.
func replaceFile(path string, content []byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(temp.Name())
		}
	}()
	_, err = temp.Write(content)
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
