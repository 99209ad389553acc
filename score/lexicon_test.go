package score

import (
	"strings"
	"testing"
)

func TestTablesHoldTogether(t *testing.T) {
	count := func(text string) (n int) {
		for range tableLines(text) {
			n++
		}
		return n
	}
	if n := count(termsText); n < 150 {
		t.Errorf("%d terms, want 150 at least", n)
	}
	if n := count(synonymsText); n < 300 {
		t.Errorf("%d groups of synonyms, want 300 at least", n)
	}
	for line := range tableLines(synonymsText) {
		if len(strings.Split(line, ",")) < 2 {
			t.Errorf("synonyms %q: a group of one", line)
		}
	}
	forms := map[string]string{}
	for line := range tableLines(termsText) {
		name, rest, _ := strings.Cut(line, ":")
		for form := range strings.SplitSeq(name+","+rest, ",") {
			form = joined(split(form, newStemmer()))
			if other, taken := forms[form]; taken && other != name {
				t.Errorf("%q stands for %s and for %s", form, other, name)
			}
			forms[form] = name
		}
	}
}

func TestTermsAreHeardAcrossAlphabets(t *testing.T) {
	lex, stems := theLexicon(), newStemmer()
	termOf := func(text string) string {
		for _, it := range read(text, lex, stems).items {
			if it.key.kind == keyTerm && it.first == 0 {
				return lex.names[it.key.id]
			}
		}
		return ""
	}
	for _, same := range [][]string{
		{"FastAPI", "фаст эй пи ай", "фастапи", "фаст апи", "Fast API"},
		{"Kubernetes", "k8s", "кубер", "кубернетесе", "кубер нетис", "в кубере"[len("в "):]},
		{"PostgreSQL", "постгря", "в постгре"[len("в "):], "пост гресс", "постгресом"},
		{"RabbitMQ", "рэббит эм кью", "кролик", "рэббит"},
		{"SQL", "эс кью эль", "эскуэль", "sql"},
		{"CPU", "си пи ю", "цэ пэ у", "цэпэу", "процессор"},
		{"nginx", "энджинкс", "эн-джин-икс", "нджинкс"},
		{"C++", "плюсы", "си плюс плюс"},
		{"code review", "код ревью", "код-ревью", "ревью"},
	} {
		for _, form := range same[1:] {
			if got, want := termOf(form), termOf(same[0]); got != want || want == "" {
				t.Errorf("%q is heard as %q, want %q", form, got, want)
			}
		}
	}
}

func TestStemsUniteWhatIsRelated(t *testing.T) {
	stems := newStemmer()
	for _, same := range [][2]string{
		{"масштабировать", "масштабирование"}, {"деплоя", "деплой"}, {"предупредить", "предупреждаю"},
		{"оптимизация", "оптимизировать"}, {"балансировка", "балансирует"}, {"проверка", "проверяю"}, {"deployment", "deploying"},
	} {
		_, a := stems.stem(fold(same[0]))
		_, b := stems.stem(fold(same[1]))
		if a != b {
			t.Errorf("%s has the root %q, %s has %q", same[0], a, same[1], b)
		}
	}
	for _, other := range [][2]string{{"работать", "разработка"}, {"код", "кодировка"}, {"срок", "сорок"}, {"process", "progress"}} {
		_, a := stems.stem(fold(other[0]))
		_, b := stems.stem(fold(other[1]))
		if a == b {
			t.Errorf("%s and %s have one root %q", other[0], other[1], a)
		}
	}
}

func TestSoundBridgesAlphabets(t *testing.T) {
	for _, same := range [][2]string{{"elastic", "эластик"}, {"sharding", "шардинг"}, {"throttling", "троттлинг"}, {"dashboard", "дашборд"}} {
		if !soundAlike(skeleton(same[0]), skeleton(same[1])) {
			t.Errorf("%s (%s) does not sound like %s (%s)", same[0], skeleton(same[0]), same[1], skeleton(same[1]))
		}
	}
	for _, other := range [][2]string{{"elastic", "пластик"}, {"redis", "дизель"}, {"kafka", "кофе"}} {
		if soundAlike(skeleton(other[0]), skeleton(other[1])) {
			t.Errorf("%s sounds like %s", other[0], other[1])
		}
	}
}

func TestSlips(t *testing.T) {
	for _, same := range [][2]string{{"ответственность", "ответствиность"}, {"микросервис", "микросерис"}, {"монитор", "мноитор"}} {
		if !slip(same[0], same[1]) {
			t.Errorf("%s is no slip of %s", same[1], same[0])
		}
	}
	for _, other := range [][2]string{{"кот", "код"}, {"сервер", "первер"}, {"проект", "продукт"}} {
		if slip(other[0], other[1]) {
			t.Errorf("%s is taken for %s", other[1], other[0])
		}
	}
}

func TestFillers(t *testing.T) {
	tests := []struct {
		language, text string
		want           []string
	}{
		{Russian, "Ну, э-э, это как бы система.", []string{"Ну", "э-э", "как бы"}},
		{Russian, "Вот этот сервис, вот, значит, упал.", []string{"вот", "значит"}},
		{Russian, "Это значит, что сервис упал.", nil},
		{Russian, "в общем случае, в общем, нет", []string{"в общем"}},
		{Russian, "Код короче, чем был.", nil},
		{Russian, "как бы ни было, ну и всё", []string{"ну"}},
		{English, "Um, I mean, it was, like, kind of slow, you know.", []string{"Um", "I mean", "like", "you know"}},
		{English, "I like what you know about it.", nil},
		{English, "This kind of task is what I actually do.", nil},
	}
	for _, test := range tests {
		r := fillersIn(transcriptOf(test.text), test.language, nil, nil)
		var got []string
		for _, f := range r {
			got = append(got, f.Text)
		}
		if strings.Join(got, "|") != strings.Join(test.want, "|") {
			t.Errorf("%q: fillers %q, want %q", test.text, got, test.want)
		}
	}
	own := fillersIn(transcriptOf("ну смотрите, всё просто"), Russian, []string{"смотрите"}, []string{"ну"})
	if len(own) != 1 || own[0].Text != "смотрите" {
		t.Errorf("fillers %v, want the person's own alone", own)
	}
}
