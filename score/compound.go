package score

import "strings"

// compoundNumerals begin adjectives such as «двухнедельный»; the longest of
// those that fit counts. Nothing writes to it.
var compoundNumerals = map[string]float64{
	"одно": 1, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8, "девяти": 9,
	"десяти": 10, "двадцати": 20, "тридцати": 30, "сорока": 40, "пятидесяти": 50, "сто": 100, "полутора": 1.5,
}

// compoundUnits end them, without their endings. Nothing writes to it.
var compoundUnits = map[string]string{
	"секундн": "sec", "минутн": "min", "часов": "hour", "дневн": "day", "суточн": "day", "недельн": "week",
	"месячн": "month", "годичн": "year", "годов": "year", "летн": "year", "процентн": "%",
}

// readCompound reads a number and its unit written as one adjective.
func readCompound(words []word, i int) (number, bool) {
	if i >= len(words) || letters(words[i].form) < 8 {
		return number{}, false
	}
	for begins, value := range compoundNumerals {
		rest, ok := strings.CutPrefix(words[i].form, begins)
		if !ok {
			continue
		}
		for ends, unit := range compoundUnits {
			if ending, ok := strings.CutPrefix(rest, ends); ok && letters(ending) >= 1 && letters(ending) <= 3 {
				return number{last: i, value: value, unit: unit}, true
			}
		}
	}
	return number{}, false
}
