package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Keys find the key of a server: in the environment, else in the system's
// keyring, else in a file that nobody else can read. They write none.
type Keys struct {
	Env func(name string) string

	// Keyring is asked for a secret; nil asks the system's. In it, keys have
	// the service "rehearse" and the purpose as the user.
	Keyring func(service, user string) (string, error)

	Dir string // with a file for each purpose, named for it
}

// A Key is what was found. It prints as where it is from, never as itself.
type Key struct {
	Value string   `json:"-"`    // "" when there is none
	From  KeyPlace `json:"from"` // "" when there is none

	// Keyring says why the keyring was no help, where it was asked and did not
	// just lack the key; ErrKeyringSlow is one reason. nil otherwise.
	Keyring error `json:"-"`
}

// A KeyPlace is where a key is from.
type KeyPlace string

// The places, in the order in which they are asked.
const (
	FromEnvironment KeyPlace = "environment"
	FromKeyring     KeyPlace = "keyring"
	FromFile        KeyPlace = "file"
)

// Format keeps the key out of whatever it is printed into.
func (k Key) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "[key from %q]", string(k.From))
}

// KeyVariable returns the environment variable of a purpose's key.
func KeyVariable(p Purpose) string {
	switch p {
	case Transcription:
		return "REHEARSE_API_KEY"
	case Embeddings:
		return "REHEARSE_EMBED_API_KEY"
	}
	return "REHEARSE_" + strings.ToUpper(string(p)) + "_API_KEY"
}

// A KeyFileError names a key file that is not used, and why.
type KeyFileError struct {
	Path   string
	Mode   fs.FileMode // as it is; wanted is 0600
	Reason KeyFileReason
}

// A KeyFileReason names what is wrong with a key file.
type KeyFileReason string

// Reasons to refuse a key file.
const (
	OpenToOthers KeyFileReason = "open-to-others"
	NotOneKey    KeyFileReason = "not-one-key" // no plain file, or too long for a key
)

func (e *KeyFileError) Error() string {
	if e.Reason == OpenToOthers {
		return fmt.Sprintf("the key file %s is open to others (mode %04o): chmod 600 %[1]s", e.Path, e.Mode.Perm())
	}
	return fmt.Sprintf("the key file %s is no file of one key: write the key into it and nothing else", e.Path)
}

// Find returns the key for p. That there is none is no error: many servers on
// this machine want none. Neither is a keyring that fails, or that does not
// answer within a second; Key.Keyring tells. The error is a *KeyFileError, or
// that of the file system or of ctx.
func (k Keys) Find(ctx context.Context, p Purpose) (Key, error) {
	if value := strings.TrimSpace(k.Env(KeyVariable(p))); value != "" {
		return Key{Value: value, From: FromEnvironment}, nil
	}
	value, trouble := k.askKeyring(ctx, p)
	if err := ctx.Err(); err != nil {
		return Key{}, err
	}
	if value != "" {
		return Key{Value: value, From: FromKeyring}, nil
	}
	value, err := readKey(filepath.Join(k.Dir, string(p)))
	if err != nil || value == "" {
		return Key{Keyring: trouble}, err
	}
	return Key{Value: value, From: FromFile, Keyring: trouble}, nil
}

const longestKey = 8 << 10 // bytes; a signed token has one or two thousand

// readKey returns "" for a file that is not there.
func readKey(path string) (string, error) {
	info, err := os.Stat(path) // before opening: a pipe would wait for its writer
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read a key: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > longestKey {
		return "", &KeyFileError{path, info.Mode(), NotOneKey}
	}
	if info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" { // which has no such bits
		return "", &KeyFileError{path, info.Mode(), OpenToOthers}
	}
	file, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read a key: %w", err)
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, longestKey))
	if err != nil {
		return "", fmt.Errorf("read a key: %w", err)
	}
	return strings.TrimSpace(string(content)), nil
}
