package transcribe

import (
	"slices"
	"sort"
	"time"
)

// Unknown is a time that a server did not give, on the way into Settle.
const Unknown time.Duration = -1

// Recognisers of the Whisper family work on windows padded to 30 s, and
// sometimes go on talking in the padding.
const (
	window = 30 * time.Second
	tail   = 500 * time.Millisecond // how late after the sound a segment may begin and still be taken for heard
)

// Settle repairs the times of segments so that they keep the promise of Segment:
// ordered and within a sound of length (0 when that is not known). The order of
// the text is right, times are not always: the largest set of times that agrees
// with the order stays, the others are set between their neighbours. Words know
// better than their segment when it began. Segments at the end that begin after
// the sound are no speech and are left out.
func Settle(segments []Segment, length time.Duration) []Segment {
	segments = withoutTail(segments, length)
	var ofWords []*time.Duration
	for i := range segments {
		s := &segments[i]
		s.Words = slices.Clone(s.Words)
		if !mostlyKnown(s.Words) {
			s.Words = nil
		}
		for j := range s.Words {
			ofWords = append(ofWords, &s.Words[j].Start, &s.Words[j].End)
		}
	}
	settle(ofWords, length)
	var ofSegments []*time.Duration
	for i := range segments {
		s := &segments[i]
		s.hold()
		ofSegments = append(ofSegments, &s.Start, &s.End)
	}
	settle(ofSegments, length)
	for i := range segments {
		segments[i].holdWords()
	}
	return segments
}

// hold makes s last as long as its words do, when it has any.
func (s *Segment) hold() {
	if n := len(s.Words); n > 0 {
		s.Start, s.End = s.Words[0].Start, s.Words[n-1].End
	}
}

// holdWords keeps the words of s inside it.
func (s *Segment) holdWords() {
	for j := range s.Words {
		w := &s.Words[j]
		w.Start = min(max(w.Start, s.Start), s.End)
		w.End = min(max(w.End, s.Start), s.End)
	}
}

// withoutTail leaves out what begins after the sound, at the end of the text.
// When that is everything, times are of another unit or clock, and no tail.
func withoutTail(segments []Segment, length time.Duration) []Segment {
	kept := len(segments)
	for length > 0 && kept > 0 && segments[kept-1].Start >= length+tail {
		kept--
	}
	if kept == 0 {
		return slices.Clone(segments)
	}
	segments = slices.Clone(segments[:kept])
	if length > 0 {
		segments[kept-1] = segments[kept-1].withoutTail(length)
	}
	return segments
}

func (s Segment) withoutTail(length time.Duration) Segment {
	kept := len(s.Words)
	for kept > 0 && s.Words[kept-1].Start >= length+tail {
		kept--
	}
	if kept == len(s.Words) || kept == 0 {
		return s
	}
	return s.filter(func(f field) bool { return f.timed && f.word >= kept })
}

func mostlyKnown(words []Word) bool {
	known := 0
	for _, w := range words {
		if w.Start >= 0 && w.End >= 0 {
			known++
		}
	}
	return 2*known > len(words)
}

// settle makes times ordered and within [0, length].
func settle(times []*time.Duration, length time.Duration) {
	var known []int // indexes
	for i, t := range times {
		if length > 0 && *t > length && *t < length+window {
			*t = length // rounded up, or to the end of the window
		}
		if *t >= 0 && (length == 0 || *t <= length) {
			known = append(known, i)
		}
	}
	kept := longestOrdered(times, known)
	if length == 0 && len(kept) > 0 {
		length = *times[kept[len(kept)-1]]
	}
	kept = append(kept, len(times))
	before, from := -1, time.Duration(0)
	for _, k := range kept {
		to := length
		if k < len(times) {
			to = *times[k]
		}
		for i := before + 1; i < k; i++ {
			*times[i] = from + (to-from)*time.Duration(i-before)/time.Duration(k-before)
		}
		before, from = k, to
	}
}

// longestOrdered returns the longest part of indexes whose times do not fall.
func longestOrdered(times []*time.Duration, indexes []int) []int {
	var ends []int // ends[n] is the index with the least time that ends n+1 ordered ones
	previous := make(map[int]int, len(indexes))
	for _, i := range indexes {
		n := sort.Search(len(ends), func(n int) bool { return *times[ends[n]] > *times[i] })
		if n > 0 {
			previous[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
			continue
		}
		ends[n] = i
	}
	longest := make([]int, len(ends))
	for n := len(ends) - 1; n >= 0; n-- {
		longest[n] = ends[n]
		if n > 0 {
			ends[n-1] = previous[ends[n]]
		}
	}
	return longest
}
