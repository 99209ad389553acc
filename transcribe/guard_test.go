package transcribe

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"rehearse/audio"
)

// heardIn returns what Sound makes of segments that a server gives for speech
// of a length.
func heardIn(t *testing.T, speech time.Duration, segments ...Segment) string {
	t.Helper()
	samples, spans := talk(0, speech, time.Second)
	got, err := Sound(t.Context(), &scribe{answer: func(int, []int16, Hint) (Transcript, error) {
		return Join(segments), nil
	}}, samples, spans, Hint{})
	if err != nil {
		if err != ErrEmpty {
			t.Fatal(err)
		}
		return ""
	}
	return got.Text
}

// at gives s words that last as long as s is said to last, with a probability.
func at(start, end time.Duration, probability float64, text string) Segment {
	s := said(start, text)
	each := (end - start) / time.Duration(max(1, len(s.Words)))
	for i := range s.Words {
		s.Words[i].Start, s.Words[i].End = start+time.Duration(i)*each, start+time.Duration(i+1)*each
		s.Words[i].Probability = probability
	}
	s.Start, s.End = start, end
	return s
}

func TestInventionsAreDropped(t *testing.T) {
	const s = time.Second
	const answer = "Мы выкатываем в четверг."
	tests := map[string]struct {
		last Segment
		want string
	}{
		"credits":               {at(4*s, 6*s, 0.9, "Редактор субтитров А.Синецкая Корректор А.Егорова"), answer},
		"credits after speech":  {at(4*s, 6*s, 0.9, "Откат быстрый. Субтитры создавал DimaTorzok"), answer + " Откат быстрый."},
		"a phrase in the end":   {at(4*s, 4200*ms, 0.9, "Откат быстрый! Продолжение следует..."), answer + " Откат быстрый!"},
		"a phrase, unsure":      {at(4*s, 6*s, 0.2, "Продолжение следует..."), answer},
		"a phrase, too slow":    {Segment{Start: 3 * s, End: 8 * s, Text: "Спасибо за внимание!"}, answer},
		"a phrase, too quick":   {at(7900*ms, 8*s, 0.9, "Спасибо за просмотр!"), answer},
		"a phrase, really said": {at(4*s, 5500*ms, 0.95, "Спасибо за внимание!"), answer + " Спасибо за внимание!"},
		"part of a sentence":    {at(4*s, 6*s, 0.2, "Продолжение следует завтра."), answer + " Продолжение следует завтра."},
		"a work on subtitles":   {at(4*s, 6*s, 0.9, "Редактор писал субтитры."), answer + " Редактор писал субтитры."},
		"music":                 {at(4*s, 6*s, 0.9, "СПОКОЙНАЯ МУЗЫКА"), answer},
		"notes":                 {at(4*s, 6*s, 0.9, "♪♪♪"), answer},
		"brackets":              {at(4*s, 6*s, 0.9, "[музыка]"), answer},
		"stars":                 {at(4*s, 6*s, 0.9, "* Spannungsvolle Music *"), answer},
		"blank":                 {at(4*s, 6*s, 0.9, "[BLANK_AUDIO]"), answer},
		"an abbreviation":       {at(4*s, 5*s, 0.9, "REST API"), answer + " REST API"},
		"music in a sentence":   {at(4*s, 6*s, 0.9, "Я писал плеер, музыка"), answer + " Я писал плеер, музыка"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := heardIn(t, 8*s, at(0, 2*s, 0.9, answer), test.last); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestNothingButInventionIsEmpty(t *testing.T) {
	if got := heardIn(t, 300*ms, at(0, 300*ms, 0, "Продолжение следует...")); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestLoopsAreCut(t *testing.T) {
	const s = time.Second
	loop := func(n int, text string) string { return strings.TrimSpace(strings.Repeat(text+" ", n)) }
	tests := map[string]struct {
		segments []Segment
		want     string
	}{
		"a phrase":           {[]Segment{at(0, 20*s, 0.9, "Мы начали. "+loop(20, "и потом,")+" конец.")}, "Мы начали. и потом, конец."},
		"a word":             {[]Segment{at(0, 20*s, 0.9, loop(9, "да"))}, "да"},
		"three times":        {[]Segment{at(0, 2*s, 0.9, "очень очень очень быстро")}, "очень очень очень быстро"},
		"over segments":      {[]Segment{at(0, 5*s, 0.9, "Раз."), at(5*s, 6*s, 0.9, "Молодец, друг."), at(6*s, 7*s, 0.9, "Молодец, друг."), at(7*s, 8*s, 0.9, "молодец друг"), at(8*s, 9*s, 0.9, "Молодец - друг!"), at(9*s, 10*s, 0.9, "Два.")}, "Раз. Молодец, друг. Два."},
		"drawn-out":          {[]Segment{at(0, 2*s, 0.9, "эммммммммммм да")}, "эммм да"},
		"numbers stay":       {[]Segment{at(0, 2*s, 0.9, "было 1000000 строк")}, "было 1000000 строк"},
		"without word times": {[]Segment{{End: 20 * s, Text: "Да, " + loop(30, "я думаю что")}}, "Да, я думаю что"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := heardIn(t, 20*s, test.segments...); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestMoreThanCanBeSaidIsDropped(t *testing.T) {
	const s = time.Second
	long := strings.Join(strings.Fields(`в понедельник утром мы собрали команду и решили что сервис надо
		переписать заново потому что старый падал каждую ночь а дежурные уже устали`), " ")
	if got := heardIn(t, 2*s, at(0, 1500*ms, 0.9, "Добрый день."), at(1500*ms, 2*s, 0.9, long)); got != "Добрый день." {
		t.Errorf("got %q", got)
	}
	if got := heardIn(t, 10*s, at(0, 1500*ms, 0.9, "Добрый день."), at(1500*ms, 2*s, 0.9, long)); !strings.Contains(got, long) {
		t.Errorf("ten seconds hold the words, whatever the times of segments: %q", got)
	}
}

func TestHugeReplyIsCutToWhatCanBeSaid(t *testing.T) {
	const many = 20_000
	one := Segment{End: 10 * time.Second}
	var fields []string
	var small []Segment
	for i := range many {
		word := fmt.Sprintf("слово%d", i)
		fields = append(fields, word)
		at := time.Duration(i) * time.Millisecond / 10
		one.Words = append(one.Words, Word{Text: word, Start: at, End: at + time.Millisecond/10})
		small = append(small, Segment{Start: at, End: at, Text: word})
	}
	one.Text = strings.Join(fields, " ")
	pieces := Segment{End: 10 * time.Second, Text: strings.Join(fields, ""), Words: one.Words}
	for name, segments := range map[string][]Segment{"one segment": {one}, "many": small, "one word": {pieces}} {
		t.Run(name, func(t *testing.T) {
			got := heardIn(t, 10*time.Second, segments...)
			if n := utf8.RuneCountInString(got); n > 600 {
				t.Errorf("%d letters are left", n)
			}
		})
	}
}

func TestMixedAlphabetsAreSetRight(t *testing.T) {
	tests := map[string]string{
		"\u0410sterisk":      "Asterisk", // Cyrillic А
		"\u0410PI":           "API",
		"\u0421I/\u0421D":    "CI/CD",
		"c\u0435рв\u0435р":   "сервер",      // Latin c
		"Redis\u0430":        "Redis\u0430", // a Russian ending
		"IT-отдел":           "IT-отдел",
		"\u0421R\u041c":      "CRM",
		"GR\u0420\u0421":     "GRPC",
		"Tест":               "Тест", // Latin T
		"ITшник":             "ITшник",
		"gitлаб":             "gitлаб",
		"сервер server 5х10": "сервер server 5х10",
	}
	for text, want := range tests {
		if got := respell(text); got != want {
			t.Errorf("%+q became %+q, want %+q", text, got, want)
		}
	}
}

func TestGuardsKeepEveryPromiseOfATranscript(t *testing.T) {
	word := rapid.SampledFrom([]string{"да", "Да,", "и", "потом", "субтитры", "DimaTorzok", "♪", "—", "музыка", "\u0410PI", "эмммммм", "5"})
	rapid.Check(t, func(t *rapid.T) {
		var segments []Segment
		for range rapid.IntRange(1, 5).Draw(t, "segments") {
			s := Segment{Start: anyTime(t), End: anyTime(t)}
			fields := rapid.SliceOfN(word, 0, 12).Draw(t, "fields")
			s.Text = strings.Join(fields, " ")
			if rapid.Bool().Draw(t, "words") {
				for _, f := range fields {
					s.Words = append(s.Words, Word{Text: f, Start: anyTime(t), End: anyTime(t)})
				}
			}
			segments = append(segments, s)
		}
		samples, speech := talk(time.Second, 3*time.Second, 2*time.Second, 2*time.Second, time.Second)
		got, err := Sound(t.Context(), &scribe{answer: func(int, []int16, Hint) (Transcript, error) {
			return Join(segments), nil
		}}, samples, speech, Hint{Terms: []string{"API"}})
		if err != nil {
			return // nothing was left
		}
		if joined := Join(got.Segments); joined.Text != got.Text {
			t.Fatalf("text %q, segments %q", got.Text, joined.Text)
		}
		checkTimes(t, got, speech)
	})
}

// checkTimes fails unless the times of got are ordered and near speech.
func checkTimes(t *rapid.T, got Transcript, speech audio.Speech) {
	near := func(at time.Duration) bool {
		for _, span := range speech.Spans {
			if at >= span.Start-margin && at <= span.End+margin {
				return true
			}
		}
		return false
	}
	last := time.Duration(0)
	for _, s := range got.Segments {
		if s.Start < last || s.End < s.Start || !near(s.Start) || !near(s.End) {
			t.Fatalf("segment %v–%v after %v", s.Start, s.End, last)
		}
		last = s.Start
		at := s.Start
		for _, w := range s.Words {
			if w.Start < at || w.End < w.Start || w.End > s.End || !near(w.Start) || !near(w.End) {
				t.Fatalf("word %v–%v after %v in %v–%v", w.Start, w.End, at, s.Start, s.End)
			}
			at = w.Start
		}
	}
}
