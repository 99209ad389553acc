package audio

import (
	"bytes"
	"encoding/binary"
	"io"
)

// What a WAV file may have. The limits are those of real recorders; beyond
// them a header is a mistake or an attack.
const (
	minWAVRate = 8000
	maxWAVRate = 192000
	maxChunks  = 1000 // before the sound; real files have a handful
)

// Format tags of the fmt chunk (Microsoft, mmreg.h).
const (
	tagPCM        = 1
	tagFloat      = 3
	tagExtensible = 0xFFFE // the true tag begins a GUID at byte 24
)

// A layout says how the samples of a WAV file lie in it.
type layout struct {
	tag            int // tagPCM or tagFloat
	channels, rate int
	bits           int
	start, size    int64 // of the sound in the file, whole blocks only
}

func (l layout) block() int { return l.channels * l.bits / 8 }

// readLayout walks the chunks of a WAV file of the given length. It reads
// their heads alone, believes no size beyond the end of the file, and allocates
// nothing that a file asks for.
func readLayout(r io.ReaderAt, length int64) (layout, *FormatError) {
	var head [12]byte
	if _, err := r.ReadAt(head[:], 0); err != nil || !isWAVE(head) {
		return layout{}, &FormatError{Reason: NotWAV}
	}
	whole := int64(binary.LittleEndian.Uint32(head[4:]))+8 == length
	var l layout
	at := int64(12)
	for range maxChunks {
		id, size, ok := chunkHead(r, at)
		if !ok {
			break
		}
		at += 8
		switch id {
		case "fmt ":
			var bad *FormatError
			if l, bad = readFormat(r, at, min(int64(size), length-at)); bad != nil {
				return layout{}, bad
			}
		case "data":
			return l.withData(at, soundSize(size, whole, length-at))
		}
		at += int64(size) + int64(size%2)
	}
	if l.channels == 0 {
		return layout{}, &FormatError{Reason: NoFormat}
	}
	return layout{}, &FormatError{Reason: NoData}
}

func isWAVE(head [12]byte) bool {
	return string(head[:4]) == "RIFF" && string(head[8:]) == "WAVE"
}

func chunkHead(r io.ReaderAt, at int64) (id string, size uint32, ok bool) {
	var head [8]byte
	if n, _ := r.ReadAt(head[:], at); n < len(head) {
		return "", 0, false
	}
	return string(head[:4]), binary.LittleEndian.Uint32(head[4:]), true
}

// soundSize returns how much of left is sound. A recorder that was cut off
// leaves 0, 42 (go-audio/wav) or the largest number as a size, and a RIFF size
// that does not fit the file; then the sound goes on to the file's end.
func soundSize(size uint32, whole bool, left int64) int64 {
	unfinished := size == 0 || size == 42 || size == 1<<32-1
	if unfinished && !whole {
		return left
	}
	return min(int64(size), left)
}

func (l layout) withData(start, size int64) (layout, *FormatError) {
	if l.channels == 0 {
		return layout{}, &FormatError{Reason: NoFormat}
	}
	l.start, l.size = start, size-size%int64(l.block())
	if l.size <= 0 {
		return layout{}, &FormatError{Reason: NoSound}
	}
	return l, nil
}

// extensibleTail ends the GUID of every format that has a plain tag too
// (KSDATAFORMAT_SUBTYPE, ksmedia.h).
var extensibleTail = []byte{0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71}

func readFormat(r io.ReaderAt, at, size int64) (layout, *FormatError) {
	var b [40]byte
	n, _ := r.ReadAt(b[:min(size, int64(len(b)))], at)
	if n < 16 {
		return layout{}, &FormatError{Reason: NoFormat}
	}
	word := func(i int) int { return int(binary.LittleEndian.Uint16(b[i:])) }
	l := layout{tag: word(0), channels: word(2), rate: int(binary.LittleEndian.Uint32(b[4:])), bits: word(14)}
	if l.tag == tagExtensible && n == len(b) && bytes.Equal(b[26:], extensibleTail) {
		l.tag = word(24)
	}
	return l, l.check(word(12))
}

func (l layout) check(block int) *FormatError {
	switch {
	case l.tag != tagPCM && l.tag != tagFloat:
		return &FormatError{Reason: BadEncoding, Value: l.tag}
	case l.channels < 1 || l.channels > 2:
		return &FormatError{Reason: BadChannels, Value: l.channels}
	case l.rate < minWAVRate || l.rate > maxWAVRate:
		return &FormatError{Reason: BadRate, Value: l.rate}
	case l.bits%8 != 0 || l.bits < 8 || l.bits > 32 || l.tag == tagFloat && l.bits != 32:
		return &FormatError{Reason: BadBits, Value: l.bits}
	case block != l.block():
		return &FormatError{Reason: BadEncoding, Value: l.tag}
	}
	return nil
}
