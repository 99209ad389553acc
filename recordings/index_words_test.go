package recordings

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFormsOfAWord(t *testing.T) {
	s := newStemmer()
	for _, forms := range []string{
		"метрика метрики метрикам Метриками МЕТРИК",
		"задержка задержки задержкой задержками",
		"деплой деплоя деплоем деплои",
		"ещё еще ЕЩЁ",
		"партиция партиции партицией",
		"хранил хранили хранила хранить",
		"быстрый быстрая быстрого быстрыми",
		"service services Service's",
		"scaled scaling scales",
		"мои\u0306 мой", // й in two parts, as file names on a Mac have it
		"k8s K8S",
	} {
		words := strings.Fields(forms)
		want := s.stem(words[0])
		for _, word := range words[1:] {
			word = strings.TrimSuffix(word, "'s")
			if got := s.stem(word); got != want {
				t.Errorf("%s gives %s, %s gives %s", word, got, words[0], want)
			}
		}
	}
	for _, pair := range [][2]string{{"кеш", "кошка"}, {"сервер", "сервис"}, {"база", "бак"}, {"go", "golang"}} {
		if s.stem(pair[0]) == s.stem(pair[1]) {
			t.Errorf("%s and %s are one", pair[0], pair[1])
		}
	}
}

func TestSnippet(t *testing.T) {
	long := strings.Repeat("мы долго говорили о разном, ", 10)
	for _, c := range []struct{ text, query, want string }{
		{"Мы хранили метрики.", "метрика", "Мы хранили [метрики]."},
		{long + "потом настроили метрики и алерты. " + long, "алерт метрика",
			"…о разном, потом настроили [метрики] и [алерты]. мы долго говорили о разном, мы долго говорили о…"},
		{long + "настроили алерты", "алерт", "…долго говорили о разном, мы долго говорили о разном, мы долго говорили о разном, настроили [алерты]"},
		{"", "метрика", ""},
		{"…!", "метрика", ""},
	} {
		s := newStemmer()
		_, stems := s.wanted(c.query)
		got := s.snippet(c.text, stems)
		marked := got.Text
		for _, h := range slices.Backward(got.Hits) {
			marked = marked[:h.Start] + "[" + marked[h.Start:h.End] + "]" + marked[h.End:]
		}
		if marked != c.want {
			t.Errorf("%s in %.20s…\n got %s\nwant %s", c.query, c.text, marked, c.want)
		}
	}
}

// Hits of a snippet are whole words of it, each of a stem that was asked for.
func TestSnippetsOfAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, query := rapid.String().Draw(t, "text"), rapid.String().Draw(t, "query")
		s := newStemmer()
		match, stems := s.wanted(query)
		if (match == "") != (len(stems) == 0) {
			t.Fatalf("%q asks for %v", match, stems)
		}
		got := s.snippet(text, stems)
		if !utf8.ValidString(got.Text) {
			t.Fatalf("%q", got.Text)
		}
		for _, h := range got.Hits {
			if word := got.Text[h.Start:h.End]; !stems[s.stem(word)] {
				t.Fatalf("%q in %q is not asked for by %q", word, got.Text, query)
			}
		}
	})
}

func TestIDsAreNumbers(t *testing.T) {
	for id, want := range map[string]bool{
		"20261123-140509-3fa9c1": true, "99991231-235959-ffffff": true, "00010101-000000-000000": true, "20240229-000000-000000": true,
		"": false, "20261123-140509-3FA9C1": false, "20261123-140509-3fa9c": false, "20261123-140509-3fa9cg": false, "20261123_140509-3fa9c1": false,
		"20230229-000000-000000": false, "20261301-000000-000000": false, "20261123-240000-000000": false, "20261123-006000-000000": false, "20261100-000000-000000": false,
		"+0261123-140509-3fa9c1": false, "20261123-140509-+fa9c1": false,
	} {
		if validID(id) != want {
			t.Errorf("%q: %v", id, !want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		numbers := [2]int64{}
		for i := range numbers {
			numbers[i] = rapid.Int64Range(-62135596800, 253402300799).Draw(t, "second")<<24 | rapid.Int64Range(0, 1<<24-1).Draw(t, "tail")
			if n, ok := parseID(idOf(numbers[i])); !ok || n != numbers[i] {
				t.Fatalf("%d is %s is %d, %v", numbers[i], idOf(numbers[i]), n, ok)
			}
		}
		if (numbers[0] < numbers[1]) != (idOf(numbers[0]) < idOf(numbers[1])) {
			t.Fatalf("%s and %s sort otherwise", idOf(numbers[0]), idOf(numbers[1]))
		}
	})
}
