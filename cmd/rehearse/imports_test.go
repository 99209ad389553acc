package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// imports is the import table of ARCHITECTURE.md: what each folder may import
// besides the standard library. Each outside library has one home.
var imports = map[string][]string{
	"prompts":        {"go.yaml.in/yaml/v3"},
	"audio":          {"github.com/gordonklaus/portaudio", "github.com/go-audio/wav", "github.com/go-audio/audio"},
	"transcribe":     {"rehearse/audio"},
	"score":          {"rehearse/prompts", "rehearse/transcribe", "rehearse/audio", "github.com/blevesearch/snowballstem", "golang.org/x/text"},
	"recordings":     {"rehearse/prompts", "rehearse/transcribe", "rehearse/score", "rehearse/audio", "github.com/gofrs/flock", "modernc.org/sqlite", "github.com/pressly/goose/v3", "github.com/blevesearch/snowballstem", "golang.org/x/text"},
	"voice":          {"rehearse/audio"},
	"api":            {"github.com/zalando/go-keyring", "rehearse/transcribe", "github.com/sashabaranov/go-openai"},
	"engine":         {"github.com/gofrs/flock"},
	"score/cmd":      {"rehearse"}, // development commands try the whole way
	"transcribe/cmd": {"rehearse"},
	"audio/nullsink": {},
	"bench":          {"rehearse", "github.com/yuin/goldmark"}, // a module of its own: what measurements compare with
	"bench/bare":     {"github.com/spf13"},
	"cmd/rehearse": {
		"rehearse", "github.com/spf13", "github.com/adrg/xdg", "github.com/pelletier/go-toml/v2",
		"github.com/nicksnyder/go-i18n/v2", "golang.org/x/text/language", "golang.org/x/term", "github.com/charmbracelet/x/ansi", "github.com/charmbracelet/colorprofile", "charm.land/lipgloss/v2", "charm.land/bubbletea/v2",
	},
}

// tests may also use these, anywhere.
var testImports = []string{"github.com/google/go-cmp", "pgregory.net/rapid", "github.com/rogpeppe/go-internal", "github.com/creack/pty", "github.com/santhosh-tekuri/jsonschema/v6", "github.com/charmbracelet/x/exp/teatest/v2", "github.com/charmbracelet/x/vt", "rehearse"}

func TestImports(t *testing.T) {
	root := filepath.Join("..", "..")
	checked := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		folder := folderOf(filepath.ToSlash(filepath.Dir(name)))
		allowed, known := imports[folder]
		if !known {
			t.Errorf("%s: the folder has no row in the import table", name)
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		if strings.HasSuffix(name, "_test.go") {
			allowed = slices.Concat(allowed, testImports)
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			checked++
			if !mayImport(allowed, imported) {
				t.Errorf("%s imports %s, which is not in the row of %s", name, imported, folder)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if checked < 100 {
		t.Errorf("only %d imports were looked at", checked)
	}
}

// folderOf returns the row that a folder belongs to: the development commands
// of a package have one row.
func folderOf(dir string) string {
	before, _, found := strings.Cut(dir, "/cmd/")
	if found {
		return before + "/cmd"
	}
	return dir
}

func mayImport(allowed []string, imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	if !strings.Contains(first, ".") && first != "rehearse" { // the standard library, and "C"
		return true
	}
	return slices.ContainsFunc(allowed, func(prefix string) bool {
		return imported == prefix || strings.HasPrefix(imported, prefix+"/")
	})
}
