package transcribe

import "slices"

const (
	longestLoop = 12 // words
	mostRepeats = 3  // of the same words in a row that a person may say
)

// cutLoops leaves one of words that come four times or more in a row, also over
// the borders of segments: recognisers that lost their way repeat themselves.
func cutLoops(segments []Segment) []Segment {
	type place struct{ segment, start int }
	var places []place
	var spelled []string
	for i, s := range segments {
		for _, f := range fieldsOf(s.Text) {
			if f.letters != "" {
				places = append(places, place{i, f.start})
				spelled = append(spelled, f.letters)
			}
		}
	}
	kept := map[place]bool{}
	left := withoutLoops(spelled)
	for _, i := range left {
		kept[places[i]] = true
	}
	if len(left) == len(spelled) {
		return segments
	}
	segments = slices.Clone(segments)
	for i := range segments {
		segments[i] = segments[i].filter(func(f field) bool { return !kept[place{i, f.start}] })
	}
	return segments
}

// withoutLoops returns the indexes of words that stay.
func withoutLoops(words []string) []int {
	left := make([]int, len(words))
	for i := range left {
		left[i] = i
	}
	for n := 1; n <= longestLoop; n++ {
		var next []int
		for at := 0; at < len(left); {
			repeats := repeatsAt(words, left[at:], n)
			if repeats <= mostRepeats {
				next = append(next, left[at])
				at++
				continue
			}
			next = append(next, left[at:at+n]...)
			at += n * repeats
		}
		left = next
	}
	return left
}

// repeatsAt returns how many times in a row the first n words stand there.
func repeatsAt(words []string, left []int, n int) int {
	repeats := 1
	for ; (repeats+1)*n <= len(left); repeats++ {
		for i := range n {
			if words[left[i]] != words[left[repeats*n+i]] {
				return repeats
			}
		}
	}
	return repeats
}
