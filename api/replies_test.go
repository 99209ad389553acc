package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/transcribe"
)

const ms = time.Millisecond

// spoken is what every recorded server heard, with the times of its words.
func spoken(change func(*transcribe.Segment)) []transcribe.Segment {
	word := func(text string, start, end time.Duration) transcribe.Word {
		return transcribe.Word{Text: text, Start: start * ms, End: end * ms}
	}
	segments := []transcribe.Segment{
		{Start: 260 * ms, End: 1800 * ms, Text: "Мы выкатываем в четверг.", Words: []transcribe.Word{
			word("Мы", 260, 500), word("выкатываем", 500, 1140), word("в", 1140, 1300), word("четверг.", 1300, 1800)}},
		{Start: 2200 * ms, End: 3600 * ms, Text: "Откат занимает минуту.", Words: []transcribe.Word{
			word("Откат", 2200, 2600), word("занимает", 2600, 3100), word("минуту.", 3100, 3600)}},
	}
	for i := range segments {
		change(&segments[i])
	}
	return segments
}

func unpunctuated(s *transcribe.Segment) {
	for i := range s.Words {
		s.Words[i].Text = strings.Trim(s.Words[i].Text, ".")
	}
}

func probable(values ...float64) func(*transcribe.Segment) {
	return func(s *transcribe.Segment) {
		for i := range s.Words {
			s.Words[i].Probability = values[0]
			values = values[1:]
		}
	}
}

func wordless(s *transcribe.Segment) { s.Words = nil }

func TestEveryServerIsHeardAlike(t *testing.T) {
	asIs := func(*transcribe.Segment) {}
	certain := []float64{0.91, 0.88, 0.99, 0.97, 0.62, 0.98, 0.99}
	tests := map[string][]transcribe.Segment{
		"openai-whisper-1.json": spoken(unpunctuated),
		"groq.json":             spoken(asIs),
		"speaches.json":         spoken(probable(certain...)),
		"whisper-cpp.json":      spoken(probable(0.9, 0.5, 0.99, 0.7, 0.6, 0.98, 0.9)),
		"localai.json":          spoken(asIs),
		"localai-2.json":        spoken(wordless),
		"vllm.json":             spoken(wordless),
		"engine.json":           spoken(probable(certain...)),
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			client, script, _ := serve(t, recorded(t, http.StatusOK, name))
			heard, err := say(t, client, transcribe.Hint{Language: "ru"})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, heard.Segments); diff != "" {
				t.Error("segments (-want +got):\n" + diff)
			}
			if want := "Мы выкатываем в четверг. Откат занимает минуту."; heard.Text != want {
				t.Errorf("text %q, want %q", heard.Text, want)
			}
			if heard.Language != "ru" || heard.Model != "whisper-1" {
				t.Errorf("language %q, model %q", heard.Language, heard.Model)
			}
			if got := script.requests()[0].path; got != "/v1/audio/transcriptions" {
				t.Errorf("asked %s", got)
			}
		})
	}
}

func TestWordsWithoutSegmentsBecomeOne(t *testing.T) {
	client, _, _ := serve(t, recorded(t, http.StatusOK, "gigaam.json"))
	heard, err := say(t, client, transcribe.Hint{})
	if err != nil {
		t.Fatal(err)
	}
	if len(heard.Segments) != 1 || len(heard.Segments[0].Words) != 7 {
		t.Fatalf("got %+v, want one segment of seven words", heard.Segments)
	}
	at := strings.Index(heard.Text, "Откат")
	from, to, ok := heard.Times(at, len(heard.Text))
	if from != 2200*ms || to != 3600*ms || !ok {
		t.Errorf("the second sentence is at %v–%v (%t)", from, to, ok)
	}
}

func TestLanguageIsTheServersWhenNoneWasAsked(t *testing.T) {
	client, script, _ := serve(t, recorded(t, http.StatusOK, "groq.json"))
	heard, err := say(t, client, transcribe.Hint{})
	if err != nil {
		t.Fatal(err)
	}
	if heard.Language != "ru" {
		t.Errorf("language %q, want ru", heard.Language)
	}
	if asked := script.requests()[0].form["language"]; asked != nil {
		t.Errorf("asked for %q without being told", asked)
	}
}

func TestTimesStayWithinTheSound(t *testing.T) {
	tests := map[string]string{
		"negative and huge": `{"text":"раз два три","segments":[{"start":-5,"end":1,"text":"раз"},{"start":1e300,"end":-1e300,"text":"два"},{"start":2,"end":9e9,"text":"три"}]}`,
		"not numbers":       `{"text":"раз два три","segments":[{"start":NaN,"end":Infinity,"text":"раз"},{"start":"1.5","end":"2.0","text":"два"},{"start":null,"end":{},"text":"три"}]}`,
		"unordered":         `{"text":"раз два три","segments":[{"start":3,"end":4,"text":"раз"},{"start":1,"end":2,"text":"два"},{"start":2,"end":3,"text":"три"}]}`,
		"backwards words":   `{"text":"раз два три","words":[{"word":"раз","start":3,"end":1},{"word":"два","start":0,"end":900},{"word":"три","start":2,"end":2}]}`,
		"windows of 30 s":   `{"text":"раз два три","segments":[{"start":0,"end":30,"text":"раз два три"}]}`,
	}
	for name, body := range tests {
		t.Run(name, func(t *testing.T) {
			client, _, _ := serve(t, status(http.StatusOK, body))
			heard, err := say(t, client, transcribe.Hint{})
			if err != nil {
				t.Fatal(err)
			}
			if heard.Text != "раз два три" {
				t.Errorf("text %q", heard.Text)
			}
			var last time.Duration
			check := func(start, end time.Duration) {
				if start < last || end < start || end > 4120*ms {
					t.Errorf("%v–%v after %v", start, end, last)
				}
				last = start
			}
			for _, s := range heard.Segments {
				check(s.Start, s.End)
				for _, w := range s.Words {
					check(w.Start, w.End)
				}
			}
		})
	}
}

func TestTextIsCleaned(t *testing.T) {
	body := `{"text":"До\u0007\u001b[31m \u202eкер \u0000\u200b и\nвсё\ud800"}`
	client, _, _ := serve(t, status(http.StatusOK, body))
	heard, err := say(t, client, transcribe.Hint{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "До[31m кер и всё"; heard.Text != want {
		t.Errorf("got %q, want %q", heard.Text, want)
	}
}
