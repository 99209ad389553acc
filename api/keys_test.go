package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/zalando/go-keyring"
)

func noVariable(string) string { return "" }

func emptyKeyring(string, string) (string, error) { return "", keyring.ErrNotFound }

// keyFile writes a key into a folder of keys and returns the folder.
func keyFile(t *testing.T, purpose Purpose, content string, mode os.FileMode) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, string(purpose))
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestKeyIsFoundInTheFirstPlaceThatHasIt(t *testing.T) {
	variables := func(name string) string {
		return map[string]string{"REHEARSE_CHAT_API_KEY": " from-env\n"}[name]
	}
	ring := func(service, user string) (string, error) {
		if service != "rehearse" || user != "chat" {
			return "", keyring.ErrNotFound
		}
		return "from-ring\n", nil
	}
	locked := func(string, string) (string, error) { return "", errors.New("it is locked") }
	tests := map[string]struct {
		env  func(string) string
		ring func(string, string) (string, error)
		file string
		want Key
	}{
		"environment":          {variables, ring, "from-file", Key{Value: "from-env", From: FromEnvironment}},
		"keyring":              {noVariable, ring, "from-file", Key{Value: "from-ring", From: FromKeyring}},
		"file":                 {noVariable, emptyKeyring, "from-file\n", Key{Value: "from-file", From: FromFile}},
		"nowhere":              {noVariable, emptyKeyring, " \n", Key{}},
		"a variable of space":  {func(string) string { return "  " }, ring, "", Key{Value: "from-ring", From: FromKeyring}},
		"no keyring here":      {noVariable, func(string, string) (string, error) { return "", keyring.ErrUnsupportedPlatform }, "from-file", Key{Value: "from-file", From: FromFile}},
		"a keyring that fails": {noVariable, locked, "from-file", Key{Value: "from-file", From: FromFile, Keyring: errors.New("it is locked")}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			keys := Keys{Env: test.env, Keyring: test.ring, Dir: keyFile(t, Chat, test.file, 0o600)}
			got, err := keys.Find(t.Context(), Chat)
			if err != nil {
				t.Fatal(err)
			}
			if got.Value != test.want.Value || got.From != test.want.From || fmt.Sprint(got.Keyring) != fmt.Sprint(test.want.Keyring) {
				t.Errorf("got %q from %q (%v), want %q from %q", got.Value, got.From, got.Keyring, test.want.Value, test.want.From)
			}
		})
	}
}

func TestKeyOfOnePurposeIsNoKeyOfAnother(t *testing.T) {
	keys := Keys{
		Env:     func(name string) string { return map[string]string{"REHEARSE_API_KEY": testKey}[name] },
		Keyring: emptyKeyring,
		Dir:     keyFile(t, Transcription, testKey, 0o600),
	}
	for purpose, variable := range map[Purpose]string{
		Speech: "REHEARSE_SPEECH_API_KEY", Embeddings: "REHEARSE_EMBED_API_KEY", Chat: "REHEARSE_CHAT_API_KEY",
	} {
		if key, err := keys.Find(t.Context(), purpose); key.Value != "" || err != nil {
			t.Errorf("%s has the key from %s, %v", purpose, key.From, err)
		}
		if got := KeyVariable(purpose); got != variable {
			t.Errorf("%s is in %s, want %s", purpose, got, variable)
		}
	}
	if key, err := keys.Find(t.Context(), Transcription); key.Value != testKey || err != nil {
		t.Errorf("transcription: %q, %v", key.Value, err)
	}
}

func TestKeyFileThatOthersCanReadIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	for _, mode := range []os.FileMode{0o644, 0o640, 0o606, 0o660, 0o601, 0o777} {
		keys := Keys{Env: noVariable, Keyring: emptyKeyring, Dir: keyFile(t, Chat, testKey, mode)}
		key, err := keys.Find(t.Context(), Chat)
		var refused *KeyFileError
		if !errors.As(err, &refused) || refused.Reason != OpenToOthers || refused.Mode.Perm() != mode || key.Value != "" {
			t.Errorf("%04o: %v, %v", mode, key, err)
			continue
		}
		path := filepath.Join(keys.Dir, "chat")
		if refused.Path != path || !strings.Contains(err.Error(), "chmod 600 "+path) || strings.Contains(err.Error(), testKey) {
			t.Errorf("%04o: %s", mode, err)
		}
	}
	for _, mode := range []os.FileMode{0o600, 0o400} {
		keys := Keys{Env: noVariable, Keyring: emptyKeyring, Dir: keyFile(t, Chat, testKey, mode)}
		if key, err := keys.Find(t.Context(), Chat); key.Value != testKey || err != nil {
			t.Errorf("%04o: %v", mode, err)
		}
	}
}

func TestWhatIsNoFileOfOneKeyIsRefused(t *testing.T) {
	for name, put := range map[string]func(path string) error{
		"a folder": func(path string) error { return os.Mkdir(path, 0o700) },
		"too long": func(path string) error { return os.WriteFile(path, make([]byte, longestKey+1), 0o600) },
	} {
		t.Run(name, func(t *testing.T) { checkNotOneKey(t, put) })
	}
}

func checkNotOneKey(t *testing.T, put func(path string) error) {
	t.Helper()
	dir := t.TempDir()
	if err := put(filepath.Join(dir, "chat")); err != nil {
		t.Fatal(err)
	}
	_, err := Keys{Env: noVariable, Keyring: emptyKeyring, Dir: dir}.Find(t.Context(), Chat)
	var refused *KeyFileError
	if !errors.As(err, &refused) || refused.Reason != NotOneKey {
		t.Errorf("got %v", err)
	}
}

func TestKeyringThatNeverAnswersIsNotWaitedFor(t *testing.T) {
	dir := keyFile(t, Chat, testKey, 0o600)
	synctest.Test(t, func(t *testing.T) {
		prompt := make(chan struct{}) // a window with a password that nobody types
		defer close(prompt)
		keys := Keys{Env: noVariable, Dir: dir, Keyring: func(string, string) (string, error) {
			<-prompt
			return "too late", nil
		}}
		key, err := keys.Find(t.Context(), Chat)
		if err != nil || key.Value != testKey || key.From != FromFile || !errors.Is(key.Keyring, ErrKeyringSlow) {
			t.Errorf("got %v (%v), %v", key, key.Keyring, err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := keys.Find(ctx, Chat); !errors.Is(err, context.Canceled) {
			t.Errorf("after Ctrl-C: %v", err)
		}
	})
}

func TestKeyringIsAskedOnlyOverABusThatIsThere(t *testing.T) {
	there := keyFile(t, "bus", "", 0o600) + "/bus"
	missing := filepath.Join(t.TempDir(), "bus")
	tests := []struct {
		address, usual string
		want           bool
	}{
		{"", missing, false},
		{"autolaunch:", missing, false},
		{"autolaunch:scope=*user", missing, false},
		{"unix:path=/run/user/1000/bus", missing, true},
		{"", there, true},
	}
	for _, test := range tests {
		env := func(name string) string {
			return map[string]string{"DBUS_SESSION_BUS_ADDRESS": test.address}[name]
		}
		if got := hasSessionBus(env, test.usual); got != test.want {
			t.Errorf("%q, %s: %t", test.address, test.usual, got)
		}
	}
}

func TestKeyPrintsAsWhereItIsFrom(t *testing.T) {
	key := Key{Value: testKey, From: FromFile}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("found", "key", key)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("found", "key", key)
	stored, err := json.Marshal(key)
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{fmt.Sprintf("%v %+v %#v %s %q %d %x", key, key, key, key, key, key, key), fmt.Sprintf("%v", []Key{key}), log.String(), string(stored)} {
		if strings.Contains(shown, testKey[:8]) || !strings.Contains(shown, "file") {
			t.Error(shown)
		}
	}
}
