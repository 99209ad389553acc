package score

// A phone is a class of sounds that a recogniser takes for each other: voiced
// and voiceless, soft and hard, vowels without stress. Vowels come first.
type phone byte

const (
	noPhone phone = iota
	phoneA        // а о я
	phoneI        // е и э ы й
	phoneU        // у ю
	phoneP        // б п
	phoneF        // в ф
	phoneK        // г к х
	phoneT        // д т
	phoneS        // з с ц
	phoneX        // ж ш щ ч
	phoneM
	phoneN
	phoneL
	phoneR
)

func (p phone) vowel() bool { return p <= phoneU }

// What it costs to miss a phone, to hear one that is not there, or another: a
// vowel is half a consonant.
const (
	vowelCost     = 1
	consonantCost = 2
)

func (p phone) cost() int {
	if p.vowel() {
		return vowelCost
	}
	return consonantCost
}

// phoneOf returns the phone of a letter; noPhone for one that has no sound of
// its own.
func phoneOf(r rune) phone {
	switch r {
	case 'а', 'о', 'я', 'a', 'o':
		return phoneA
	case 'е', 'и', 'э', 'ы', 'й', 'e', 'i', 'y':
		return phoneI
	case 'у', 'ю', 'u':
		return phoneU
	case 'б', 'п', 'b', 'p':
		return phoneP
	case 'в', 'ф', 'v', 'f', 'w':
		return phoneF
	case 'г', 'к', 'х', 'g', 'k', 'h', 'c', 'q':
		return phoneK
	case 'д', 'т', 'd', 't':
		return phoneT
	case 'з', 'с', 'ц', 'z', 's':
		return phoneS
	case 'ж', 'ш', 'щ', 'ч', 'j':
		return phoneX
	case 'м', 'm':
		return phoneM
	case 'н', 'n':
		return phoneN
	case 'л', 'l':
		return phoneL
	case 'р', 'r':
		return phoneR
	}
	return noPhone
}

// appendPhones appends to phones, which is empty, what form sounds like; a sound
// that is written twice in a row is one.
func appendPhones(phones []phone, form string) []phone {
	var before rune
	for _, r := range form {
		phones = appendPhone(phones, before, r)
		before = r
	}
	return phones
}

// appendPhone appends what r sounds like behind the letter before.
func appendPhone(phones []phone, before, r rune) []phone {
	n := len(phones)
	if r == 'h' && n > 0 {
		switch before {
		case 's', 'c':
			phones[n-1] = phoneX
			return phones
		case 'p':
			phones[n-1] = phoneF
			return phones
		case 't', 'g', 'w':
			return phones
		}
	}
	if before == 'c' && (r == 'e' || r == 'i' || r == 'y') {
		phones[n-1] = phoneS
	}
	if r == 'x' {
		return append(phones, phoneK, phoneS)
	}
	p := phoneOf(r)
	if p == noPhone || n > 0 && phones[n-1] == p {
		return phones
	}
	return append(phones, p)
}

// weightOf returns what it costs to miss all of phones.
func weightOf(phones []phone) int {
	sum := 0
	for _, p := range phones {
		sum += p.cost()
	}
	return sum
}
