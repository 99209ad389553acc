package main

import (
	"embed"
	"fmt"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
)

//go:embed words/*.toml
var wordFiles embed.FS

// languages are those that the program speaks, the default first.
var languages = [...]string{"en", "ru"}

// words say things in the person's language. The texts are in words/*.toml.
type words struct {
	lang      string
	localizer *i18n.Localizer
}

// newWords panics when an embedded file is broken: a test would have seen it.
func newWords(lang string) words {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, l := range languages {
		if _, err := bundle.LoadMessageFileFS(wordFiles, "words/active."+l+".toml"); err != nil {
			panic(err)
		}
	}
	return words{lang, i18n.NewLocalizer(bundle, lang)}
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
