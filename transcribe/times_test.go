package transcribe

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const ms = time.Millisecond

// said makes words of text that last 100 ms each, from start on.
func said(start time.Duration, text string) Segment {
	s := Segment{Start: start, End: start, Text: text}
	for _, f := range strings.Fields(text) {
		s.Words = append(s.Words, Word{Start: s.End, End: s.End + 100*ms, Text: f})
		s.End += 100 * ms
	}
	return s
}

func TestJoinKeepsTheTextOfSegments(t *testing.T) {
	got := Join([]Segment{
		{Text: "  Мы\u00a0выкатываем \n в четверг. "},
		{Text: " \u200b\t"},
		{Text: "Откат", Words: []Word{{Text: " Откат "}, {Text: "\x00"}}},
	})
	want := Transcript{
		Text: "Мы выкатываем в четверг. Откат",
		Segments: []Segment{
			{Text: "Мы выкатываем в четверг."},
			{Text: "Откат", Words: []Word{{Text: "Откат"}}},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error("(-want +got):\n" + diff)
	}
}

func TestEvidenceHasTheTimeOfItsWords(t *testing.T) {
	wordless := Segment{Start: 10 * time.Second, End: 20 * time.Second, Text: "аааа бббб вввв"}
	tests := map[string]struct {
		segments []Segment
		quote    string
		from, to time.Duration
	}{
		"one word":           {[]Segment{said(0, "раз два три")}, "два", 100 * ms, 200 * ms},
		"part of a word":     {[]Segment{said(0, "раз Prometheus три")}, "meth", 100 * ms, 200 * ms},
		"all":                {[]Segment{said(ms, "раз два три")}, "раз два три", ms, 301 * ms},
		"over two segments":  {[]Segment{said(0, "раз два"), said(time.Second, "три четыре")}, "два три", 100 * ms, 1100 * ms},
		"the second of two":  {[]Segment{said(0, "раз"), said(time.Second, "раз три")}, "три", 1100 * ms, 1200 * ms},
		"without words":      {[]Segment{wordless}, "бббб", 13333333333, 16666666666},
		"after one without":  {[]Segment{wordless, said(30*time.Second, "раз")}, "раз", 30 * time.Second, 30100 * ms},
		"other punctuation":  {[]Segment{{End: 400 * ms, Text: "«Раз», два — три!", Words: said(0, "раз два три").Words}}, "три!", 200 * ms, 300 * ms},
		"a dash in between":  {[]Segment{{End: 400 * ms, Text: "Раз — два", Words: said(0, "раз два").Words}}, "—", 100 * ms, 100 * ms},
		"pieces of a word":   {[]Segment{{End: 400 * ms, Text: "эн-ждинкс стоит", Words: said(0, "эн ждинкс стоит").Words}}, "эн-ждинкс", 0, 200 * ms},
		"a number":           {[]Segment{{End: time.Second, Text: "около 120 мс там", Words: said(0, "около ста двадцати миллисекунд там").Words}}, "120", 100 * ms, 271 * ms},
		"a word too many":    {[]Segment{{End: time.Second, Text: "раз три", Words: said(0, "раз ну три").Words}}, "три", 200 * ms, 300 * ms},
		"words of other say": {[]Segment{{End: 600 * ms, Text: "аа бб", Words: said(0, "вв гг").Words}}, "бб", 300 * ms, 600 * ms},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			heard := Join(test.segments)
			at := strings.LastIndex(heard.Text, test.quote)
			from, to, ok := heard.Times(at, at+len(test.quote))
			if !ok || from.Round(ms) != test.from.Round(ms) || to.Round(ms) != test.to.Round(ms) {
				t.Errorf("got %v–%v (%t), want %v–%v", from, to, ok, test.from, test.to)
			}
		})
	}
}

func TestRangesWithoutTimes(t *testing.T) {
	heard := Join([]Segment{said(0, "раз два"), said(time.Second, "три")})
	space := len("раз")
	tests := map[string]struct {
		t          Transcript
		start, end int
	}{
		"empty":              {heard, 3, 3},
		"backwards":          {heard, 5, 3},
		"before":             {heard, -1, 3},
		"behind":             {heard, 0, len(heard.Text) + 1},
		"only a space":       {heard, space, space + 1},
		"the seam":           {heard, len("раз два"), len("раз два") + 1},
		"no segments":        {Transcript{Text: "раз"}, 0, 3},
		"not made by Join":   {Transcript{Text: "раз", Segments: []Segment{{Text: "два"}}}, 0, 3},
		"behind what agrees": {Transcript{Text: "раз два", Segments: []Segment{{Text: "раз"}, {Text: "три"}}}, len("раз "), len("раз два")},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if from, to, ok := test.t.Times(test.start, test.end); ok {
				t.Errorf("got %v–%v", from, to)
			}
		})
	}
}

func TestTimesAreOrderedWhateverTheWords(t *testing.T) {
	word := rapid.StringMatching(`[абв.]{1,3}`)
	rapid.Check(t, func(t *rapid.T) {
		var segments []Segment
		for range rapid.IntRange(1, 4).Draw(t, "segments") {
			s := Segment{Text: strings.Join(rapid.SliceOfN(word, 1, 6).Draw(t, "text"), " ")}
			for _, w := range rapid.SliceOfN(word, 0, 6).Draw(t, "words") {
				s.Words = append(s.Words, Word{Text: w, Start: anyTime(t), End: anyTime(t)})
			}
			s.Start, s.End = anyTime(t), anyTime(t)
			segments = append(segments, s)
		}
		const length = 10 * time.Second
		heard := Join(Settle(segments, length))
		if len(heard.Text) == 0 {
			return
		}
		start := rapid.IntRange(0, len(heard.Text)-1).Draw(t, "start")
		end := rapid.IntRange(start+1, len(heard.Text)).Draw(t, "end")
		from, to, ok := heard.Times(start, end)
		if touches := strings.Trim(heard.Text[start:end], " ") != ""; ok != touches {
			t.Fatalf("%q: %t", heard.Text[start:end], ok)
		}
		if from < 0 || from > to || to > length {
			t.Fatalf("%v–%v", from, to)
		}
	})
}

func anyTime(t *rapid.T) time.Duration {
	return time.Duration(rapid.Int64Range(-5, 60).Draw(t, "seconds")) * time.Second
}
