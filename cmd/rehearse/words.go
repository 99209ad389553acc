package main

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
)

//go:embed words/*.toml
var wordFiles embed.FS

// languages are those that the program speaks, the default first.
var languages = [...]string{"en", "ru"}

// words say things in the person's language. The texts are in words/*.toml; a
// message is parsed when it is first said, since most runs say few of them.
type words struct{ *texts }

type texts struct {
	lang      string
	mu        sync.RWMutex
	unread    map[string]string // by ID: the lines of TOML that hold a message
	bundle    *i18n.Bundle
	localizer *i18n.Localizer
}

// newWords panics when an embedded file is missing: a test would have seen it.
func newWords(lang string) words {
	file, err := wordFiles.ReadFile("words/active." + lang + ".toml")
	if err != nil {
		panic(err)
	}
	bundle := i18n.NewBundle(language.Make(lang))
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	return words{&texts{lang: lang, unread: partsOf(string(file)), bundle: bundle, localizer: i18n.NewLocalizer(bundle, lang)}}
}

// partsOf parts a file of messages: by ID, the lines that hold each. A message
// begins on a line of its own with its ID in quotes, or in brackets where it has
// plural forms.
func partsOf(file string) map[string]string {
	parts := map[string]string{}
	id, start, at := "", 0, 0
	inside := false // of a text of many lines
	for line := range strings.Lines(file) {
		if name, ok := messageID(line); ok && !inside {
			parts[id] = file[start:at]
			id, start = name, at
		}
		inside = inside != (strings.Count(line, `"""`)%2 == 1)
		at += len(line)
	}
	parts[id] = file[start:]
	return parts
}

func messageID(line string) (id string, ok bool) {
	name, ok := strings.CutPrefix(strings.TrimPrefix(line, "["), `"`)
	id, _, found := strings.Cut(name, `"`)
	return id, ok && found
}

// read makes the message id known. One that is broken stays unknown.
func (t *texts) read(id string) {
	t.mu.RLock()
	_, unread := t.unread[id]
	t.mu.RUnlock()
	if !unread {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if source, ok := t.unread[id]; ok { // nobody else was faster
		delete(t.unread, id)
		t.bundle.ParseMessageFileBytes([]byte(source), "words/active."+t.lang+".toml")
	}
}

// say returns the text id. What follows are names and values of its
// placeholders; a value named N also chooses the plural form.
func (w words) say(id string, pairs ...any) string {
	data := map[string]any{}
	var count any
	for i := 0; i+1 < len(pairs); i += 2 {
		name := fmt.Sprint(pairs[i])
		data[name] = pairs[i+1]
		if name == "N" {
			count = pairs[i+1]
		}
	}
	w.read(id)
	w.mu.RLock()
	defer w.mu.RUnlock()
	text, err := w.localizer.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data, PluralCount: count})
	if err != nil && text == "" {
		return printable(id)
	}
	return text
}

// interfaceLanguage returns the language of messages: --ui-lang, else the
// first variable that says one, else English. It is needed before flags are
// parsed: help is a message too.
func interfaceLanguage(args []string, env func(string) string) string {
	chosen := ""
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--ui-lang="); ok {
			chosen = value
		}
		if arg == "--ui-lang" && i+1 < len(args) {
			chosen = args[i+1]
		}
	}
	for _, name := range []string{"REHEARSE_UI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if chosen == "" {
			chosen = env(name)
		}
	}
	for _, l := range languages {
		if strings.HasPrefix(strings.ToLower(chosen), l) {
			return l
		}
	}
	return languages[0]
}
