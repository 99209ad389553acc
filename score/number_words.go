package score

import (
	"strings"
	"sync"
)

// A numeral is a word that is a number, or multiplies one.
type numeral struct {
	value float64
	kind  numeralKind
}

type numeralKind uint8

const (
	numeralUnit    numeralKind = iota + 1 // 0 to 19
	numeralTen                            // 20 to 90
	numeralHundred                        // 100 to 900
	numeralScale                          // thousand and up: multiplies what stands before it
	numeralWhole                          // complete in itself: двое, half, сотня
	numeralOrdinal                        // first, second
)

// numeralForms lists the numerals with all their forms. A form that is also an
// everyday word with another meaning is left out.
const numeralForms = `
u 0 ноль нуля нулю нулем ноле нуль zero nought
u 1 один одна одно одного одной одному одним одну одном one
u 2 два две двух двум двумя two
u 3 три трех трем тремя three
u 4 четыре четырех четырем четырьмя four
u 5 пять пяти пятью five
u 6 шесть шести шестью six
u 7 семь семи семью seven
u 8 восемь восьми восемью восьмью eight
u 9 девять девяти девятью nine
u 10 десять десяти десятью ten
u 11 одиннадцать одиннадцати одиннадцатью eleven
u 12 двенадцать двенадцати двенадцатью twelve
u 13 тринадцать тринадцати тринадцатью thirteen
u 14 четырнадцать четырнадцати четырнадцатью fourteen
u 15 пятнадцать пятнадцати пятнадцатью fifteen
u 16 шестнадцать шестнадцати шестнадцатью sixteen
u 17 семнадцать семнадцати семнадцатью seventeen
u 18 восемнадцать восемнадцати восемнадцатью eighteen
u 19 девятнадцать девятнадцати девятнадцатью nineteen
t 20 двадцать двадцати двадцатью twenty
t 30 тридцать тридцати тридцатью thirty
t 40 сорок сорока forty
t 50 пятьдесят пятидесяти пятьюдесятью fifty
t 60 шестьдесят шестидесяти шестьюдесятью sixty
t 70 семьдесят семидесяти семьюдесятью seventy
t 80 восемьдесят восьмидесяти восемьюдесятью восьмьюдесятью eighty
t 90 девяносто девяноста ninety
h 100 сто ста
h 200 двести двухсот двумстам двумястами двухстах
h 300 триста трехсот тремстам тремястами трехстах
h 400 четыреста четырехсот четыремстам четырьмястами четырехстах
h 500 пятьсот пятисот пятистам пятьюстами пятистах
h 600 шестьсот шестисот шестистам шестьюстами шестистах
h 700 семьсот семисот семистам семьюстами семистах
h 800 восемьсот восьмисот восьмистам восьмьюстами восьмистах
h 900 девятьсот девятисот девятистам девятьюстами девятистах
s 100 hundred hundreds
s 1000 тысяча тысячи тысяч тысячу тысяче тысячей тысячам тысячами тысячах тыс тыщ тыща тыщи тыщу косарь косаря косарей thousand thousands
s 1000000 миллион миллиона миллионов миллиону миллионом миллионе миллионы миллионам миллионами милион милиона милионов млн лям ляма лямов million millions mln
s 1000000000 миллиард миллиарда миллиардов миллиарду миллиардом миллиарды млрд billion billions bln
w 2 двое двоих двоем вдвоем двоим пара пару пары парочка парочку couple
w 3 трое троих втроем троим тройка
w 4 четверо четверых вчетвером четверым
w 5 пятеро пятерых впятером пятерым пятерка
w 6 шестеро шестерых вшестером шестерым
w 7 семеро семерых всемером
w 8 восьмеро восьмерых
w 9 девятеро девятерых
w 10 десяток десятка десятков десятку
w 12 дюжина dozen
w 100 сотня сотни сотню сотен
w 0.25 четверть четверти quarter
w 0.5 пол половина половиной half
w 500 полтысячи
w 500000 полмиллиона
w 1.5 полтора полторы полутора
o 1 первый первая первое первого первой первом first
o 2 второй вторая второе второго второму втором second
o 3 третий третья третье третьего третьей third
o 4 четвертый четвертая четвертое четвертого четвертой fourth
o 5 пятый пятая пятое пятого пятой fifth
o 6 шестой шестая шестое шестого sixth
o 7 седьмой седьмая седьмое седьмого seventh
o 8 восьмой восьмая восьмое восьмого восьмой eighth
o 9 девятый девятая девятое девятого девятой ninth
o 10 десятый десятая десятое десятого десятой tenth
`

var numerals = sync.OnceValue(func() map[string]numeral {
	kinds := map[string]numeralKind{
		"u": numeralUnit, "t": numeralTen, "h": numeralHundred,
		"s": numeralScale, "w": numeralWhole, "o": numeralOrdinal,
	}
	table := make(map[string]numeral)
	for line := range strings.Lines(numeralForms) {
		fields := strings.Fields(line)
		if len(fields) < 3 {
			continue
		}
		value, _ := parseDigits(fields[1])
		for _, form := range fields[2:] {
			table[form] = numeral{value, kinds[fields[0]]}
		}
	}
	return table
})

// unitForms lists the units that numbers are of, by the name that stands for
// all of their forms. Numbers of two units never contradict each other.
const unitForms = `
% % процент процента процентов проценту процентам процентами percent percents pct
gb гб гиг гига гигабайт гигабайта гигабайтов гигов gb gigabyte gigabytes gig gigs
mb мб мегабайт мегабайта мегабайтов mb megabyte megabytes
tb тб терабайт терабайта терабайтов tb terabyte terabytes
ms мс миллисекунд миллисекунда миллисекунды миллисекундах ms millisecond milliseconds
sec сек секунд секунда секунды секунду секундах sec second seconds
min мин минут минута минуты минуту минутах min minute minutes
hour час часа часов часу часах hour hours
day день дня дней сутки суток сутках day days
week неделя недели недель неделю неделе week weeks
month месяц месяца месяцев месяцы month months
year год года лет году годы годах year years yrs
rub ₽ руб рубль рубля рублей рублях rub rubles
usd $ доллар доллара долларов бакс бакса баксов dollar dollars usd bucks
eur € евро eur euro euros
person человек человека людей people person persons engineers
`

// dimensionOf returns what unit measures; scaleOf returns how many of the least
// unit of that dimension it is. A month has thirty days here: people round.
func dimensionOf(unit string) string {
	switch unit {
	case "ms", "sec", "min", "hour", "day", "week", "month", "year":
		return "time"
	case "mb", "gb", "tb":
		return "size"
	}
	return unit
}

func scaleOf(unit string) float64 {
	const second, day = 1000, 24 * 3600 * 1000
	switch unit {
	case "sec":
		return second
	case "min":
		return 60 * second
	case "hour":
		return 3600 * second
	case "day":
		return day
	case "week":
		return 7 * day
	case "month":
		return 30 * day
	case "year":
		return 365 * day
	case "gb":
		return 1000
	case "tb":
		return 1000 * 1000
	}
	return 1
}

var units = sync.OnceValue(func() map[string]string {
	table := make(map[string]string)
	for line := range strings.Lines(unitForms) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		for _, form := range fields[1:] {
			table[form] = fields[0]
		}
	}
	return table
})
