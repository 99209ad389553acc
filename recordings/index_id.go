package recordings

import (
	"fmt"
	"strconv"
	"time"
)

// parseID returns an ID as a number. Numbers sort as their IDs do: the second,
// then the six digits behind it. A name that newID cannot have made is not ok.
func parseID(name string) (number int64, ok bool) {
	if len(name) != len(timeLayout)+7 || name[8] != '-' || name[len(timeLayout)] != '-' {
		return 0, false
	}
	day, dayOK := decimal(name[:8])
	clock, clockOK := decimal(name[9:len(timeLayout)])
	at := time.Date(day/10000, time.Month(day/100%100), day%100, clock/10000, clock/100%100, clock%100, 0, time.UTC)
	year, month, date := at.Date()
	hour, minute, second := at.Clock() // there is no 31st of June: at is then another day
	if !dayOK || !clockOK || year*10000+int(month)*100+date != day || hour*10000+minute*100+second != clock {
		return 0, false
	}
	tail, tailOK := hexadecimal(name[len(timeLayout)+1:])
	return at.Unix()<<24 | tail, tailOK
}

// decimal reads digits, and nothing but digits.
func decimal(s string) (n int, ok bool) {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, true
}

// hexadecimal reads digits as newID writes them, in lower case.
func hexadecimal(s string) (n int64, ok bool) {
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return 0, false
		}
	}
	n, err := strconv.ParseInt(s, 16, 64)
	return n, err == nil
}

// idOf is the inverse of parseID.
func idOf(number int64) string {
	return fmt.Sprintf("%s-%06x", time.Unix(number>>24, 0).UTC().Format(timeLayout), number&(1<<24-1))
}
