package main

import (
	"strings"
	"testing"
)

// Arrows, function keys and texts that are pasted are no keys; a single escape
// is one.
func TestSequencesAreNoKeys(t *testing.T) {
	for typed, want := range map[string]string{
		"xй\r":                            "xй\r",
		"a\x1b[Ab":                        "ab",
		"a\x1bOPb":                        "ab",
		"a\x1b[15~b":                      "ab",
		"a\x1b[1;5Cb":                     "ab",
		"a\x1bxb":                         "ab",
		"a\x1b[200~exit\nrxq\x1b[201~b":   "ab",
		"a\x1b[200~й\x1b[Aй\n\x1b[201~bc": "abc",
		"a\x1b":                           "a\x1b",
		"a\x1b[200~never ended":           "a",
	} {
		k := keyboard{make(chan rune)}
		go k.read(strings.NewReader(typed))
		var got strings.Builder
		for key := range k.keys {
			got.WriteRune(key)
		}
		if got.String() != want {
			t.Errorf("%q gives %q, want %q", typed, got.String(), want)
		}
	}
}

// Ctrl-C that comes when no key is asked for is not forgotten with the others.
func TestCtrlCIsNotForgotten(t *testing.T) {
	a := &app{in: strings.NewReader("x\rx\x03x"), words: newWords("en")}
	a.dropKeys()
	if key := a.key(t.Context()); key != 'q' {
		t.Errorf("the next key is %q", key)
	}
}
