package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"

	"rehearse/api"
	"rehearse/audio"
	"rehearse/engine"
	"rehearse/prompts"
	"rehearse/recordings"
	"rehearse/score"
)

// messages reads a language's file: a text, or its plural forms, for each key.
func messages(t *testing.T, lang string) map[string]any {
	t.Helper()
	data, err := wordFiles.ReadFile("words/active." + lang + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := toml.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

var placeholder = regexp.MustCompile(`\{\{[^}]*\.([A-Za-z]+)[^}]*\}\}`)

// placeholders returns the names that any form of a message uses.
func placeholders(message any) []string {
	found := map[string]bool{}
	collect := func(text string) {
		for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
			found[m[1]] = true
		}
	}
	switch m := message.(type) {
	case string:
		collect(m)
	case map[string]any:
		for _, form := range m {
			collect(form.(string))
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	en, ru := messages(t, "en"), messages(t, "ru")
	if diff := cmp.Diff(slices.Sorted(maps.Keys(en)), slices.Sorted(maps.Keys(ru))); diff != "" {
		t.Fatal(diff)
	}
	for key := range en {
		if diff := cmp.Diff(placeholders(en[key]), placeholders(ru[key])); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
		forms, plural := ru[key].(map[string]any)
		if plural && len(forms) != 4 {
			t.Errorf("%s has %d plural forms in Russian, want 4", key, len(forms))
		}
	}
}

// keys that are put together from a value: every value must have its text.
func composedKeys() []string {
	var keys []string
	add := func(prefix string, values ...string) {
		for _, v := range values {
			keys = append(keys, prefix+v)
		}
	}
	for _, kind := range []api.Kind{api.Unreachable, api.Timeout, api.Refused, api.NotFound, api.TooLarge, api.Busy, api.BadRequest, api.BadReply, api.Redirected, api.NoConsent, api.Declined} {
		add("error.server-", string(kind))
		add("hint.server-", string(kind))
	}
	for _, kind := range []api.Kind{api.TooLarge, api.BadReply, api.Redirected} { // of servers that get no sound
		add("error.other-", string(kind))
	}
	for _, reason := range []api.AddressReason{api.NoAddress, api.NotURL, api.NotSecret, api.HasUser, api.HasQuery} {
		add("error.base-url-", string(reason))
	}
	for _, reason := range []api.KeyFileReason{api.OpenToOthers, api.NotOneKey} {
		add("error.key-file-", string(reason))
		add("hint.key-file-", string(reason))
	}
	for _, matter := range []api.Matter{api.Sound, api.Terms, api.Question, api.Points, api.Answer} {
		add("matter.", string(matter))
	}
	for _, reason := range []audio.FormatReason{audio.NotRegular, audio.NotWAV, audio.NoFormat, audio.NoData, audio.NoSound, audio.BadEncoding, audio.BadBits, audio.BadChannels, audio.BadRate} {
		add("wav.", string(reason))
	}
	for _, step := range []engine.Step{engine.StepPython, engine.StepVenv, engine.StepPackages, engine.StepModel, engine.StepCheck} {
		add("install.", string(step))
	}
	for _, kind := range []prompts.WarningKind{prompts.WarnMixedIndent, prompts.WarnSkippedLevel, prompts.WarnEmptyBullet, prompts.WarnGluedAnswer, prompts.WarnStrayBullet, prompts.WarnDoubleSpace, prompts.WarnNoAnswer, prompts.WarnLooseText, prompts.WarnDuplicate, prompts.WarnBadProperty} {
		add("bank.", string(kind))
	}
	for _, state := range []recordings.State{recordings.Recorded, recordings.Queued, recordings.Done, recordings.Failed} {
		add("state.", string(state))
	}
	for _, verdict := range []score.Verdict{score.Covered, score.Partial, score.Missed, score.Contradicted} {
		add("verdict.", string(verdict))
	}
	for _, kind := range []score.ConflictKind{score.ConflictNumber, score.ConflictDenial, score.ConflictDirection} {
		add("why.", string(kind))
	}
	for _, verdict := range []score.LengthVerdict{score.LengthGood, score.LengthShort, score.LengthLong} {
		add("report.length-", string(verdict))
	}
	for _, code := range []string{"interrupted", "silence", "empty", "no-microphone", "lost", "no-speaker", "zeros", "no-text", "no-voice", "key", "engine-missing", "no-python", "no-venv", "pending", "bank-empty", "batch", "verify", "no-attempt"} {
		keys = append(keys, "error."+code, "hint."+code)
	}
	add("verify.", "no-sound", "changed", "damaged", "unreadable")
	add("check.", "bank", "data", "microphone", "speaker", "voice", "recogniser", "embeddings", "judge")
	add("limit.", "bytes", "bytes in a line", "questions", "points in a question", "levels")
	return keys
}

// Every text that the code asks for is there, and every text that is there is
// asked for.
func TestNoTextIsMissingOrLeftOver(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for _, file := range files {
		if !strings.HasSuffix(file, "_test.go") {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			code.Write(data)
		}
	}
	texts := messages(t, "en")
	used := map[string]bool{}
	for _, m := range regexp.MustCompile(`"([a-z-]+(\.[a-z-]+)+|[a-z]+)"`).FindAllStringSubmatch(code.String(), -1) {
		used[m[1]] = true
	}
	for _, key := range composedKeys() {
		used[key] = true
		if _, ok := texts[key]; !ok {
			t.Errorf("%s has no text", key)
		}
	}
	for _, m := range regexp.MustCompile(`(?:say|tell|warn|busy)\("([a-z.-]+[a-z])"`).FindAllStringSubmatch(code.String(), -1) {
		if _, ok := texts[m[1]]; !ok {
			t.Errorf("%s has no text", m[1])
		}
	}
	for key := range texts {
		if !used[key] {
			t.Errorf("%s is never said", key)
		}
	}
}

func TestPlurals(t *testing.T) {
	ru := newWords("ru")
	for n, want := range map[int]string{
		0: "0 пунктов", 1: "1 пункт", 2: "2 пункта", 5: "5 пунктов", 11: "11 пунктов", 21: "21 пункт", 111: "111 пунктов",
	} {
		if got := ru.say("question.points", "N", n); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := newWords("en").say("question.points", "N", 1); got != "1 point" {
		t.Errorf("%q", got)
	}
}

func TestInterfaceLanguage(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		env  map[string]string
		want string
	}{
		"nothing said":       {nil, nil, "en"},
		"LANG":               {nil, map[string]string{"LANG": "ru_RU.UTF-8"}, "ru"},
		"LC_ALL before LANG": {nil, map[string]string{"LC_ALL": "en_US.UTF-8", "LANG": "ru_RU.UTF-8"}, "en"},
		"the flag":           {[]string{"history", "--ui-lang", "ru"}, map[string]string{"LANG": "C"}, "ru"},
		"the flag with =":    {[]string{"--ui-lang=en"}, map[string]string{"LANG": "ru"}, "en"},
		"another language":   {nil, map[string]string{"LANG": "de_DE"}, "en"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := interfaceLanguage(c.args, func(k string) string { return c.env[k] }); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}
