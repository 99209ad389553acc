package transcribe

// reach is how many fields and words may be skipped, together, to find the next
// that agree: numbers are often one word in the text and three in the times.
const reach = 12

// anchor gives fields the times of the words that name them. Words are a second
// account of the same speech, often without punctuation, sometimes cut into
// pieces, sometimes with a number written another way: where the two disagree,
// a field is left untimed.
func anchor(fields []field, words []Word) {
	i, j := 0, 0
	for i < len(fields) && j < len(words) {
		if n := wordsOf(fields[i], words[j:]); n > 0 {
			fields[i].from, fields[i].to = words[j].Start, words[j+n-1].End
			fields[i].timed, fields[i].word, fields[i].words = true, j, n
			i, j = i+1, j+n
			continue
		}
		a, b := nearestMatch(fields[i:], words[j:])
		i, j = i+a, j+b
	}
}

// wordsOf returns how many of the first words together spell f: one, a few when
// the recogniser cut it into pieces, none when they spell something else.
func wordsOf(f field, words []Word) int {
	spelled := ""
	for n, w := range words[:min(len(words), reach)] {
		spelled += letters(w.Text)
		if spelled == "" {
			return 0 // a dash is no part of the word behind it
		}
		if spelled == f.letters {
			return n + 1
		}
		if len(spelled) >= len(f.letters) {
			return 0
		}
	}
	return 0
}

// nearestMatch returns how many fields and words to skip to come to the nearest
// pair that agrees, or one of each when there is none in reach.
func nearestMatch(fields []field, words []Word) (skipFields, skipWords int) {
	for skipped := 1; skipped <= reach; skipped++ {
		for a := 0; a <= skipped; a++ {
			b := skipped - a
			if a < len(fields) && b < len(words) && wordsOf(fields[a], words[b:]) > 0 {
				return a, b
			}
		}
	}
	return 1, 1
}
