package score

import (
	"slices"
	"strings"
	"unicode"

	"rehearse/transcribe"
)

// The languages that the scorer knows.
const (
	Russian = "ru"
	English = "en"
)

// A fillerRule says when words fill time. Words that are also real words count
// at the edge of a clause alone, and never before a word of their own phrases:
// a filler that is missed is better than one that was none.
type fillerRule struct {
	words  string
	always bool   // no other meaning: counts wherever it stands
	unless string // words that make it a real word when they follow
	after  string // and when they go before
}

// Nothing writes to this table.
var russianFillers = []fillerRule{
	{words: "э", always: true}, {words: "ээ", always: true}, {words: "эээ", always: true}, {words: "э э", always: true},
	{words: "эм", always: true}, {words: "эмм", always: true}, {words: "мм", always: true}, {words: "ммм", always: true},
	{words: "ну", always: true}, {words: "как бы", always: true, unless: "ни не", after: "ни о"},
	{words: "короче", always: true, unless: "чем"}, {words: "это самое", always: true}, {words: "так сказать", always: true},
	{words: "скажем так", always: true}, {words: "в общем то"}, {words: "в общем", unless: "виде случае"},
	{words: "на самом деле"}, {words: "типа"}, {words: "значит"}, {words: "вот", unless: "этот эта это эти эту этого этим этой так такой такая такое такие почему как что где там тут уже"},
	{words: "собственно", unless: "говоря"},
}

var englishFillers = []fillerRule{
	{words: "um", always: true}, {words: "umm", always: true}, {words: "uh", always: true}, {words: "uhm", always: true},
	{words: "er", always: true}, {words: "erm", always: true}, {words: "hmm", always: true},
	{words: "you know", unless: "what how that why who where when if the about it"},
	{words: "i mean"}, {words: "basically"}, {words: "actually"}, {words: "like"},
	{words: "kind of", unless: "a the work job thing task project"}, {words: "sort of", unless: "a the"},
}

// fillersIn finds the fillers of t, longest phrases first, in order. added are
// the person's own, which count wherever they stand; removed never count.
func fillersIn(t transcribe.Transcript, language string, added, removed []string) []Filler {
	words := split(t.Text, newStemmer())
	rules := fillerRules(language, added, removed)
	var found []Filler
	for i := 0; i < len(words); {
		n := fillerAt(words, i, rules)
		if n == 0 {
			i++
			continue
		}
		first, last := words[i], words[i+n-1]
		from, _, _ := t.Times(first.start, last.end)
		found = append(found, Filler{Text: t.Text[first.start:last.end], Start: from})
		i += n
	}
	return found
}

// A readyRule is a fillerRule with its words apart.
type readyRule struct {
	words, unless, after []string
	always               bool
}

func fillerRules(language string, added, removed []string) []readyRule {
	base := russianFillers
	if language == English {
		base = englishFillers
	}
	gone := make(map[string]bool)
	for _, r := range removed {
		gone[strings.Join(foldedFields(r), " ")] = true
	}
	var rules []readyRule
	for _, words := range added {
		rules = append(rules, readyRule{words: foldedFields(words), always: true})
	}
	for _, rule := range base {
		if !gone[rule.words] {
			rules = append(rules, readyRule{strings.Fields(rule.words), strings.Fields(rule.unless), strings.Fields(rule.after), rule.always})
		}
	}
	return rules
}

func foldedFields(s string) []string {
	return strings.FieldsFunc(fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// fillerAt returns the words of the longest filler at words[i], 0 for none.
func fillerAt(words []word, i int, rules []readyRule) int {
	longest := 0
	for _, rule := range rules {
		n := len(rule.words)
		if n == 0 || n <= longest || i+n > len(words) || !sameWords(words[i:i+n], rule.words) {
			continue
		}
		if fills(words, i, n, rule) {
			longest = n
		}
	}
	return longest
}

func sameWords(words []word, want []string) bool {
	for k, w := range words {
		if w.form != want[k] || k > 0 && w.edge > edgeSpace {
			return false
		}
	}
	return true
}

// fills reports whether words[i:i+n] fill time: none of the rule's exceptions
// is beside them, and a word with another meaning stands parted off on both
// sides.
func fills(words []word, i, n int, rule readyRule) bool {
	next := i + n
	if next < len(words) && words[next].edge <= edgeComma && slices.Contains(rule.unless, words[next].form) {
		return false
	}
	if i > 0 && words[i].edge <= edgeSpace && slices.Contains(rule.after, words[i-1].form) {
		return false
	}
	if rule.always {
		return true
	}
	return words[i].edge >= edgeComma && (next == len(words) || words[next].edge >= edgeComma)
}
