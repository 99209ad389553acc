package transcribe

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/audio"
)

// A scribe is a Transcriber that answers each piece by what it is told.
type scribe struct {
	answer func(n int, sound []int16, hint Hint) (Transcript, error)
	asked  [][]int16
	hints  []Hint
}

func (s *scribe) Transcribe(_ context.Context, wav io.Reader, hint Hint) (Transcript, error) {
	file, err := io.ReadAll(wav)
	if err != nil {
		return Transcript{}, err
	}
	var sound []int16
	for i := 44; i+1 < len(file); i += 2 {
		sound = append(sound, int16(uint16(file[i])|uint16(file[i+1])<<8))
	}
	s.asked, s.hints = append(s.asked, sound), append(s.hints, hint)
	return s.answer(len(s.asked), sound, hint)
}

func saying(text string) func(int, []int16, Hint) (Transcript, error) {
	return func(int, []int16, Hint) (Transcript, error) { return Transcript{Text: text}, nil }
}

func TestPiecesAreJoinedAtTheirTimes(t *testing.T) {
	const s = time.Second
	samples, speech := talk(3*s, 20*s, 5*s, 20*s, s)
	scribe := &scribe{answer: func(n int, _ []int16, _ Hint) (Transcript, error) {
		heard := Join([]Segment{said(300*ms, fmt.Sprintf("это часть номер %d", n))})
		heard.Language, heard.Model = "ru", "whisper-1"
		return heard, nil
	}}
	got, err := Sound(t.Context(), scribe, samples, speech, Hint{Terms: []string{"Grafana"}})
	if err != nil {
		t.Fatal(err)
	}
	want := Join([]Segment{said(3*s, "это часть номер 1"), said(28*s, "это часть номер 2")})
	want.Language, want.Model = "ru", "whisper-1"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error("(-want +got):\n" + diff)
	}
	for i, sound := range scribe.asked {
		if got := audio.Duration(len(sound)); got != 20600*ms {
			t.Errorf("piece %d lasts %v", i+1, got)
		}
		if sound[audio.Samples(margin)-1] != 0 || sound[audio.Samples(margin)] == 0 {
			t.Errorf("piece %d does not begin at its speech", i+1)
		}
	}
}

func TestSilenceIsNotSent(t *testing.T) {
	samples, speech := talk(3*time.Second, 2*time.Second, time.Second)
	tests := map[string]struct {
		samples []int16
		speech  audio.Speech
	}{
		"no speech":   {samples, audio.Speech{Length: speech.Length}},
		"only zeros":  {make([]int16, len(samples)), speech},
		"no samples":  {nil, speech},
		"speech past": {samples[:1000], speech},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			scribe := &scribe{answer: saying("Редактор субтитров")}
			_, err := Sound(t.Context(), scribe, test.samples, test.speech, Hint{})
			if !errors.Is(err, ErrSilence) || len(scribe.asked) > 0 {
				t.Errorf("got %v after %d requests", err, len(scribe.asked))
			}
		})
	}
}

func TestNoWordsInSpeechIsAnError(t *testing.T) {
	samples, speech := talk(0, 5*time.Second)
	for _, text := range []string{"", " \n\u200b"} {
		_, err := Sound(t.Context(), &scribe{answer: saying(text)}, samples, speech, Hint{})
		if !errors.Is(err, ErrEmpty) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestTextWithoutTimesLastsAsLongAsItsPiece(t *testing.T) {
	samples, speech := talk(2*time.Second, 5*time.Second, time.Second)
	got, err := Sound(t.Context(), &scribe{answer: saying("мы выкатываем в четверг")}, samples, speech, Hint{Language: "ru-RU"})
	if err != nil {
		t.Fatal(err)
	}
	want := []Segment{{Start: 1700 * ms, End: 7300 * ms, Text: "мы выкатываем в четверг"}}
	if diff := cmp.Diff(want, got.Segments); diff != "" || got.Language != "ru-RU" {
		t.Errorf("language %s, (-want +got):\n%s", got.Language, diff)
	}
}

func TestErrorsOfAServerEndTheWork(t *testing.T) {
	samples, speech := talk(0, 70*time.Second)
	failing := &scribe{answer: func(n int, _ []int16, _ Hint) (Transcript, error) {
		if n == 2 {
			return Transcript{}, io.ErrUnexpectedEOF
		}
		return Transcript{Text: "раз"}, nil
	}}
	if _, err := Sound(t.Context(), failing, samples, speech, Hint{}); !errors.Is(err, io.ErrUnexpectedEOF) || len(failing.asked) != 2 {
		t.Errorf("got %v after %d requests", err, len(failing.asked))
	}
	ctx, cancel := context.WithCancel(t.Context())
	stopping := &scribe{answer: func(int, []int16, Hint) (Transcript, error) { cancel(); return Transcript{Text: "раз"}, nil }}
	if _, err := Sound(ctx, stopping, samples, speech, Hint{}); !errors.Is(err, context.Canceled) || len(stopping.asked) != 1 {
		t.Errorf("got %v after %d requests", err, len(stopping.asked))
	}
}

func TestPieceIsAWAVFile(t *testing.T) {
	sound := []int16{0, 1, -1, 32767, -32768}
	file, err := wavFile(sound)
	if err != nil {
		t.Fatal(err)
	}
	want := []byte("RIFF\x2e\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x80\x3e\x00\x00\x00\x7d\x00\x00\x02\x00\x10\x00data\x0a\x00\x00\x00" +
		"\x00\x00\x01\x00\xff\xff\xff\x7f\x00\x80")
	if !bytes.Equal(file, want) {
		t.Errorf("got  %q\nwant %q", file, want)
	}
}
