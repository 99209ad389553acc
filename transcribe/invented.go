package transcribe

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rehearse/audio"
)

// Recognisers of the Whisper family were trained on subtitles, and give parts
// of subtitles for noise, breath and silence. Sources: our own runs on noise and
// on quiet phone lines; Barański et al., "Investigation of Whisper ASR
// Hallucinations Induced by Non-Speech Audio" (2025); Koenecke et al., "Careless
// Whisper" (2024).

// credits begin what nobody says aloud: from there on a segment is dropped.
var credits = []string{
	"редактор субтитров",
	"субтитры сделал dimatorzok",
	"субтитры создавал dimatorzok",
	"субтитры добавил dimatorzok",
	"субтитры подогнал симон",
	"dimatorzok",
	"subtitles by the amara org community",
	"subtitles by amara org",
	"transcribed by https otter ai",
}

// phrases a person may say: dropped when they are a whole segment, or its last
// sentence, and the sound does not bear them out.
var phrases = []string{
	"продолжение следует",
	"спасибо за просмотр",
	"спасибо за внимание",
	"спасибо за субтитры",
	"субтитры сделал",
	"субтитры",
	"корректор а егорова",
	"до новых встреч",
	"до свидания",
	"всем пока",
	"подписывайтесь на канал",
	"подписывайтесь на мой канал",
	"ставьте лайки и подписывайтесь на канал",
	"смотрите продолжение в следующей части",
	"смотрите продолжение в следующей серии",
	"поехали",
	"молодец",
	"молодец молодец",
	"thanks for watching",
	"thank you for watching",
	"thank you",
	"thank you very much",
	"please subscribe",
	"please subscribe to my channel",
	"like and subscribe",
	"see you next time",
	"bye",
	"bye bye",
	"you",
}

// captions are sounds that subtitles describe, mostly in capitals:
// «СПОКОЙНАЯ МУЗЫКА».
var captions = []string{"музыка", "аплодисменты", "смех", "выстрелы", "music", "applause", "laughter", "blank_audio", "silence"}

// withoutCredits drops subtitle credits and all that follows them in s.
func withoutCredits(s Segment) Segment {
	fields := fieldsOf(s.Text)
	for i, f := range fields {
		const longest = 6 // words of a credit
		end := fields[min(i+longest, len(fields))-1].end
		rest := plainWords(s.Text[f.start:end])
		for _, credit := range credits {
			if rest == credit || strings.HasPrefix(rest, credit+" ") {
				return s.filter(func(f field) bool { return f.start >= fields[i].start })
			}
		}
	}
	return s
}

// invented tells whether the whole of s is known to come from silence.
func invented(s Segment, speech audio.Speech) bool {
	plain := plainWords(s.Text)
	if plain == "" || described(s.Text, plain) {
		return true
	}
	for _, phrase := range phrases {
		if plain == phrase {
			return unlikely(s, speech)
		}
	}
	return false
}

// withoutInventedEnd drops the last sentence of s when it is known to come from
// silence. Without words nothing tells when it was said, and it stays.
func withoutInventedEnd(s Segment, speech audio.Speech) Segment {
	fields := fieldsOf(s.Text)
	start := len(fields) - 1
	for start > 0 && !strings.ContainsAny(s.Text[fields[start-1].start:fields[start-1].end], ".!?…") {
		start--
	}
	if start <= 0 {
		return s
	}
	from := fields[start].start
	end := s.filter(func(f field) bool { return f.start < from })
	if len(end.Words) == 0 || !invented(end, speech) {
		return s
	}
	return s.filter(func(f field) bool { return f.start >= from })
}

// described tells whether text describes a sound: it is in brackets or between
// marks, or in capitals, and names one.
func described(text, plain string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, "."))
	marked := strings.ContainsRune("[(*♪♫", first) && strings.ContainsRune("])*♪♫", last)
	capitals := text == strings.ToUpper(text) && text != strings.ToLower(text)
	if !marked && !capitals {
		return false
	}
	for _, caption := range captions {
		if strings.HasSuffix(plain, caption) || marked && strings.Contains(plain, caption) {
			return true
		}
	}
	return false
}

// unlikely tells whether the sound speaks against s: the recogniser was unsure,
// there is too little speech for its letters, or too much.
func unlikely(s Segment, speech audio.Speech) bool {
	const unsure = 0.5
	if p, known := s.probability(); known && p < unsure {
		return true
	}
	const hasty = 20.0 // letters a second; unhurried speech has 12 to 15
	count := float64(utf8.RuneCountInString(letters(s.Text)))
	voiced := voicedIn(s.Start, s.End, speech)
	return count > hasty*voiced.Seconds() || voiced > 2*time.Second && count < slowest*voiced.Seconds()
}

// probability returns the mean over the words of s, when the server says it.
func (s Segment) probability() (mean float64, known bool) {
	sum, n := 0.0, 0
	for _, w := range s.Words {
		if w.Probability > 0 {
			sum, n = sum+w.Probability, n+1
		}
	}
	if n == 0 {
		return 0, false
	}
	return sum / float64(n), true
}

// plainWords returns text in lower case with one space for all that is between
// letters, digits and low lines.
func plainWords(text string) string {
	separated := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' {
			return unicode.ToLower(r)
		}
		return ' '
	}, text)
	return strings.Join(strings.Fields(separated), " ")
}
