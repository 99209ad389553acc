package voice

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCleanKeepsTheWords(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a question", "Какой стек — C++ или C#?", "Какой стек — C++ или C#?"},
		{"like an option", "-f/etc/passwd --help", "-f/etc/passwd --help"},
		{"two lines", "Опыт:\r\n\tAPI\u2028и SQL\u00a0", "Опыт: API и SQL"},
		{"NUL and escapes", "до\x00после\x1b[31m\u0085конец", "до после [31m конец"},
		{"hidden marks", "до\u202eпос\u200bле\ufeff", "допосле"},
		{"not UTF-8", "до\xff\xfeпосле", "до после"},
		{"markup of speech", `<break time="9s"/> & <voice name="x">`, `<break time="9s"/> & <voice name="x">`},
		{"a command to the program", "[[slnc 9000]] что [[[такое]]]", "slnc 9000 что [такое ]"},
		{"a command behind a hidden mark", "[\u200b[slnc 9000]\u200b]", "slnc 9000"},
		{"dressed words", "**Какой** `стек`? __Почему__ a_b * c", "Какой стек ? Почему a_b * c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Clean(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNothingToSay(t *testing.T) {
	for _, text := range []string{"", " \n\x00", "— … !", "[[]]", "\u202e"} {
		if got, err := Clean(text); !errors.Is(err, ErrNoText) {
			t.Errorf("Clean(%q) = %q, %v", text, got, err)
		}
	}
}

func TestALongTextEndsWhereAPersonWouldStop(t *testing.T) {
	sentence := "Расскажите о себе. "
	for _, c := range []struct{ name, text, end string }{
		{"after a sentence", strings.Repeat(sentence, 60_000), "о себе."},
		{"after a word", "Начало. " + strings.Repeat("слово ", 1000), " слово"},
		{"anywhere", strings.Repeat("ы", 1<<20), "ыыы"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Clean(c.text)
			if err != nil {
				t.Fatal(err)
			}
			n := utf8.RuneCountInString(got)
			if n > MaxText || n < MaxText-len(sentence) || !strings.HasSuffix(got, c.end) || !strings.HasPrefix(c.text, got) {
				t.Errorf("%d letters, ending in %q", n, got[len(got)-20:])
			}
		})
	}
}

func TestACleanTextIsOneLineAndStaysAsItIs(t *testing.T) {
	pieces := []string{"слово", "a", "[", "]", "*", "_", "`", " ", "\n", "\x00", "\u200b", "\xff", "\u202e", ".", "<b>", "-", strings.Repeat("ы", 900)}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 40).Draw(t, "pieces"), "")
		got, err := Clean(text)
		if err != nil {
			return
		}
		if utf8.RuneCountInString(got) > MaxText || strings.ContainsFunc(got, unicode.IsControl) || !utf8.ValidString(got) {
			t.Fatalf("%q", got)
		}
		if strings.Contains(got, "[[") {
			t.Fatalf("%q has a command to the program", got)
		}
		again, err := Clean(got)
		if err != nil || again != got {
			t.Fatalf("%q became %q, %v", got, again, err)
		}
	})
}

func TestSpelledLeavesOutWhatFestivalStopsAt(t *testing.T) {
	got := spelled(`**CI/CD** — №1: «ёлка», go1.26? ... 5 € за C++! JSON-ом`)
	if want := "CI CD 1 ёлка, go1 26? 5 за C! JSON ом"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
