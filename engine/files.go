package engine

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// program is what runs and what it needs, as written into the cache folder.
//
//go:embed server.py recogniser.py wire.py embedder.py embeddings.py
var program embed.FS

//go:embed requirements.txt pip.txt weights-1.txt weights-2.txt
var locked embed.FS

// programVersion changes with every change of the server.
func programVersion() string { return digest(program) }

// requirementsVersion changes with every change of what is installed.
func requirementsVersion() string { return digest(locked) }

func digest(files embed.FS) string {
	h := sha256.New()
	for _, name := range names(files) {
		b, _ := files.ReadFile(name) // embedded: always there
		fmt.Fprintf(h, "%s %d\n%s", name, len(b), b)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

func names(files embed.FS) []string {
	found, _ := fs.Glob(files, "*")
	return found
}

// unpack writes files into dir, those that differ.
func unpack(files embed.FS, dir string) error {
	if err := mkdir(dir); err != nil {
		return err
	}
	for _, name := range names(files) {
		want, _ := files.ReadFile(name)
		path := filepath.Join(dir, name)
		if have, err := os.ReadFile(path); err == nil && string(have) == string(want) {
			continue
		}
		if err := writeFile(path, want); err != nil {
			return err
		}
	}
	return nil
}

// mkdir makes a folder and what is above it. The folder itself is its owner's
// alone, whatever the umask says.
func mkdir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return os.Chmod(dir, 0o700)
}

// writeFile replaces a file at once: a reader sees the old one or the new one.
func writeFile(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*") // of mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // after the rename it is gone
	_, err = f.Write(data)
	if err := errors.Join(err, f.Chmod(0o600), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// lock waits until nobody else holds the file at path. The lock ends with the
// process, however that ends.
func lock(ctx context.Context, path string) (unlock func(), err error) {
	l := flock.New(path, flock.SetPermissions(0o600))
	if _, err := l.TryLockContext(ctx, 100*time.Millisecond); err != nil {
		return nil, fmt.Errorf("waiting for another process that holds %s: %w", path, err)
	}
	return func() { _ = l.Unlock() }, nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
