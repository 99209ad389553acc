package api

import (
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"rehearse/transcribe"
)

// transcript makes of r what the rest of the program trusts: clean text, times
// that are ordered and within a sound of length (0 when that is not known).
func (r reply) transcript(length time.Duration) transcribe.Transcript {
	whole := ""
	if r.Text != nil {
		whole = transcribe.Clean(string(*r.Text))
	}
	t := transcribe.Join(transcribe.Settle(r.segments(whole), length))
	if t.Text == "" {
		t.Text = whole
	}
	t.Language = language(string(r.Language))
	return t
}

// segments returns what r says piece by piece, with the words of the top level
// in the segments that they belong to. Where segments hold less than the text,
// or there are none, all words are in one segment of the whole text; without
// times of anything there are none.
func (r reply) segments(whole string) []transcribe.Segment {
	var segments []transcribe.Segment
	told := 0
	for _, s := range r.Segments {
		told += utf8.RuneCountInString(transcribe.Clean(string(s.Text))) + 1
		segments = append(segments, transcribe.Segment{
			Start: s.Start.orUnknown(),
			End:   s.End.orUnknown(),
			Text:  string(s.Text),
			Words: wordsOf(s.Words, string(s.Text)),
		})
	}
	const most = 0.8 // of the letters; the rest may be spaces, or what a server merges
	if float64(told) >= most*float64(utf8.RuneCountInString(whole)) && told > 0 {
		return distribute(wordsOf(r.Words, whole), segments)
	}
	words := wordsOf(r.Words, whole)
	for _, s := range segments {
		words = append(words, s.Words...)
	}
	if len(words) == 0 {
		return nil
	}
	return []transcribe.Segment{{Start: transcribe.Unknown, End: transcribe.Unknown, Text: whole, Words: words}}
}

func (s seconds) orUnknown() time.Duration {
	if !s.known {
		return transcribe.Unknown
	}
	return s.time
}

// distribute gives each word to the segment in which its middle lies, in order,
// when the segments brought no words of their own.
func distribute(words []transcribe.Word, segments []transcribe.Segment) []transcribe.Segment {
	for _, s := range segments {
		if len(s.Words) > 0 {
			return segments
		}
	}
	at := 0
	for _, w := range words {
		middle := (w.Start + w.End) / 2
		for at < len(segments)-1 && middle >= segments[at].End && middle >= (segments[at].End+segments[at+1].Start)/2 {
			at++
		}
		segments[at].Words = append(segments[at].Words, w)
	}
	return segments
}

const longestWord = 200 // bytes; what is longer is no word

// wordsOf returns words as a person would count them. Where a server marks the
// beginning of a word by a space (Whisper's tokens do), pieces without one
// belong to the word before them.
func wordsOf(words []word, in string) []transcribe.Word {
	marked := false
	for _, w := range words {
		marked = marked || strings.HasPrefix(w.spelled(), " ")
	}
	marked = marked && len(words) != len(strings.Fields(in))
	var whole []transcribe.Word
	for i, w := range words {
		piece := w.spelled()
		if marked && i > 0 && !strings.HasPrefix(piece, " ") && len(whole[len(whole)-1].Text) < longestWord {
			last := &whole[len(whole)-1]
			last.Text += piece
			last.End = w.End.orUnknown()
			last.Probability = min(last.Probability, w.probability())
			continue
		}
		whole = append(whole, transcribe.Word{
			Start: w.Start.orUnknown(), End: w.End.orUnknown(),
			Text: piece, Probability: w.probability(),
		})
	}
	return respell(whole, in)
}

// respell takes the spelling of words from the text they stand in, when there
// are as many: pieces may have been cut within a letter, and lost it.
func respell(words []transcribe.Word, in string) []transcribe.Word {
	fields := strings.Fields(transcribe.Clean(in))
	broken := false
	for _, w := range words {
		broken = broken || strings.ContainsRune(w.Text, utf8.RuneError)
	}
	if !broken || len(fields) != len(words) {
		return words
	}
	for i := range words {
		words[i].Text = fields[i]
	}
	return words
}

func (w word) spelled() string {
	if w.Word != "" {
		return string(w.Word)
	}
	return string(w.Text)
}

func (w word) probability() float64 {
	p := float64(w.Probability)
	if p == 0 {
		p = float64(w.Confidence)
	}
	return math.Min(math.Max(p, 0), 1)
}

// names are the languages that OpenAI's servers report by name (the list is
// that of Whisper's tokenizer, cut to those that an interview here may be in).
var names = map[string]string{
	"russian": "ru", "english": "en", "ukrainian": "uk", "belarusian": "be", "kazakh": "kk",
	"german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
	"polish": "pl", "dutch": "nl", "turkish": "tr", "armenian": "hy", "georgian": "ka",
	"uzbek": "uz", "hebrew": "he", "chinese": "zh", "japanese": "ja", "korean": "ko",
}

// language returns a BCP 47 tag of what a server reports, or "".
func language(reported string) string {
	reported = strings.ToLower(strings.TrimSpace(reported))
	if tag, ok := names[reported]; ok {
		return tag
	}
	if tag := primary(reported); len(tag) == 2 || len(tag) == 3 {
		return tag
	}
	return ""
}
