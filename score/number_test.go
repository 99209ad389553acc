package score

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNumbersAreHeardHoweverTheyAreSaid(t *testing.T) {
	type want struct {
		value float64
		unit  string
	}
	tests := []struct {
		text string
		want []want
	}{
		{"порядка двадцати миллионов", []want{{20e6, ""}}},
		{"20 милионов", []want{{20e6, ""}}},
		{"280к", []want{{280e3, ""}}},
		{"от 300 000 рублей", []want{{300e3, "rub"}}},
		{"гигабайт сто пятьдесят", []want{{150, "gb"}}},
		{"250 ГБ", []want{{250, "gb"}}},
		{"процентов восемьдесят", []want{{80, "%"}}},
		{"80 % - разработка", []want{{80, "%"}}},
		{"в среднем 250 максимум 500", []want{{250, ""}, {500, ""}}},
		{"пятьсот тысяча", []want{{500, ""}, {1000, ""}}},
		{"двести триста", []want{{200, ""}, {300, ""}}},
		{"тысяча пятьсот", []want{{1500, ""}}},
		{"полторы тысячи", []want{{1500, ""}}},
		{"впятером сидели", []want{{5, ""}}},
		{"команда из шестерых", []want{{6, ""}}},
		{"2,5 секунды", []want{{2.5, "sec"}}},
		{"1,000 requests", []want{{1000, ""}}},
		{"five hundred and twenty requests", []want{{520, ""}}},
		{"a hundred thousand", []want{{100e3, ""}}},
		{"twenty percent", []want{{20, "%"}}},
		{"one and a half", []want{{1.5, ""}}},
		{"два с половиной миллиона", []want{{2.5e6, ""}}},
		{"half a million", []want{{500e3, ""}}},
		{"пять с лишним тысяч", []want{{5, ""}, {1000, ""}}},
		{"пол миллиона", []want{{500e3, ""}}},
		{"300-350к", []want{{300, ""}, {350e3, ""}}},
		{"пять, десять", []want{{5, ""}, {10, ""}}},
		{"80/20", []want{{80, ""}, {20, ""}}},
		{"8 десяти миллисекунд", []want{{80, "ms"}}},
		{"20 пять человек", []want{{25, "person"}}},
		{"3 ста рублей", []want{{300, "rub"}}},
		{"миллионов двадцать", []want{{20e6, ""}}},
		{"девяносто девять и девять", []want{{99.9, ""}}},
		{"ninety-nine point nine five", []want{{99.95, ""}}},
		{"три девятки", []want{{99.9, "%"}}},
		{"a fifth of the sprint", []want{{0.2, ""}}},
		{"half an hour", []want{{0.5, "hour"}}},
		{"полчаса", []want{{0.5, "hour"}}},
		{"раз в год", []want{{1, "year"}}},
	}
	for _, test := range tests {
		found := readNumbers(split(test.text, newStemmer()))
		var got []want
		for _, n := range found {
			got = append(got, want{n.value, n.unit})
		}
		if len(got) != len(test.want) {
			t.Errorf("%q: numbers %v, want %v", test.text, got, test.want)
			continue
		}
		for i := range got {
			if !equal(got[i].value, test.want[i].value) || got[i].unit != test.want[i].unit {
				t.Errorf("%q: numbers %v, want %v", test.text, got, test.want)
			}
		}
	}
}

func TestOrdinalIsNoCount(t *testing.T) {
	found := readNumbers(split("второй раз два раза", newStemmer()))
	if len(found) != 2 || !found[0].ordinal || found[1].ordinal || found[0].same(found[1]) {
		t.Errorf("numbers %+v, want an ordinal and a count that differ", found)
	}
}

func TestOneValueInTwoUnits(t *testing.T) {
	one := func(text string) number { return readNumbers(split(text, newStemmer()))[0] }
	for _, same := range [][2]string{{"30 минут", "полчаса"}, {"3 months", "a quarter of a year"}, {"20%", "a fifth"}, {"2 недели", "14 дней"}} {
		if !one(same[0]).same(one(same[1])) {
			t.Errorf("%q and %q are not the same: %+v, %+v", same[0], same[1], one(same[0]), one(same[1]))
		}
	}
	for _, other := range [][2]string{{"40 минут", "4 часа"}, {"2 дня", "2 недели"}, {"5 ГБ", "5 минут"}} {
		if one(other[0]).same(one(other[1])) {
			t.Errorf("%q and %q are the same", other[0], other[1])
		}
	}
}

func TestNumberWrittenAndSpokenIsOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(-1, 1_000_000_000).Draw(t, "n")
		speak := rapid.SampledFrom([]func(int) string{inRussian, inEnglish}).Draw(t, "language")
		written := readNumbers(split(digits(n), newStemmer()))
		spoken := readNumbers(split(speak(n), newStemmer()))
		if len(written) != 1 || len(spoken) != 1 || !written[0].same(spoken[0]) || spoken[0].value != float64(n) {
			t.Fatalf("%d: written %v, spoken %q %v", n, written, speak(n), spoken)
		}
	})
}

func digits(n int) string {
	if n < 0 {
		return "минус " + strconv.Itoa(-n)
	}
	return strconv.Itoa(n)
}

func inRussian(n int) string {
	if n < 0 {
		return "минус " + inRussian(-n)
	}
	if n == 0 {
		return "ноль"
	}
	var said []string
	for _, scale := range []struct {
		value          int
		one, few, many string
		feminine       bool
	}{
		{1_000_000_000, "миллиард", "миллиарда", "миллиардов", false},
		{1_000_000, "миллион", "миллиона", "миллионов", false},
		{1000, "тысяча", "тысячи", "тысяч", true},
		{1, "", "", "", false},
	} {
		group := n / scale.value % 1000
		if group == 0 {
			continue
		}
		said = append(said, russianGroup(group, scale.feminine)...)
		said = append(said, plural(group, scale.one, scale.few, scale.many))
	}
	return strings.Join(said, " ")
}

func plural(n int, one, few, many string) string {
	switch {
	case n%100 >= 11 && n%100 <= 14:
		return many
	case n%10 == 1:
		return one
	case n%10 >= 2 && n%10 <= 4:
		return few
	}
	return many
}

func russianGroup(n int, feminine bool) []string {
	var said []string
	if n >= 100 {
		said = append(said, strings.Fields("сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот")[n/100-1])
	}
	n %= 100
	if n >= 20 {
		said = append(said, strings.Fields("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто")[n/10-2])
		n %= 10
	}
	ones := strings.Fields("один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать")
	if feminine {
		ones[0], ones[1] = "одна", "две"
	}
	if n > 0 {
		said = append(said, ones[n-1])
	}
	return said
}

func inEnglish(n int) string {
	if n < 0 {
		return "minus " + inEnglish(-n)
	}
	if n == 0 {
		return "zero"
	}
	var said []string
	for _, scale := range []struct {
		value int
		name  string
	}{{1_000_000_000, "billion"}, {1_000_000, "million"}, {1000, "thousand"}, {1, ""}} {
		group := n / scale.value % 1000
		if group > 0 {
			said = append(said, englishGroup(group)...)
			said = append(said, scale.name)
		}
	}
	return strings.Join(said, " ")
}

func englishGroup(n int) []string {
	ones := strings.Fields("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	var said []string
	if n >= 100 {
		said = append(said, ones[n/100-1], "hundred")
	}
	n %= 100
	if n >= 20 {
		said = append(said, strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")[n/10-2])
		n %= 10
	}
	if n > 0 {
		said = append(said, ones[n-1])
	}
	return said
}
