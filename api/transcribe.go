package api

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/sashabaranov/go-openai"

	"rehearse/transcribe"
)

const (
	maxSound    = 25 << 20 // bytes of a file; the limit of OpenAI, Groq and vLLM
	leastPerTry = 60 * time.Second
)

// Transcribe sends a WAV file and returns what the server heard. It asks for
// words with times, and for less when the server says that it cannot. Times are
// within the sound. Silence may give an empty transcript, which is no error
// here. The error is an *Error, that of ctx, or that of reading wav.
func (c *Client) Transcribe(ctx context.Context, wav io.Reader, hint transcribe.Hint) (transcribe.Transcript, error) {
	sound, err := io.ReadAll(io.LimitReader(wav, maxSound+1))
	if err != nil {
		return transcribe.Transcript{}, fmt.Errorf("read the sound to transcribe: %w", err)
	}
	if len(sound) > maxSound {
		return transcribe.Transcript{}, &Error{Kind: TooLarge, Purpose: Transcription, Host: c.host, Bytes: int64(len(sound))}
	}
	can := c.Abilities()
	for {
		t, err := c.transcribe(ctx, sound, hint, can)
		if err == nil {
			c.learn(can.shown(t))
			return t, nil
		}
		var refused *Error
		if !errors.As(err, &refused) || refused.Kind != BadRequest {
			return transcribe.Transcript{}, err
		}
		less, ok := can.less(refused.Detail)
		if !ok {
			return transcribe.Transcript{}, err
		}
		can = less
	}
}

func (c *Client) transcribe(ctx context.Context, sound []byte, hint transcribe.Hint, can Abilities) (transcribe.Transcript, error) {
	length := lengthOf(sound)
	request := c.request(sound, hint, can)
	var heard reply
	x := &exchange{
		client:  c,
		sending: c.sending(len(sound), request.Prompt),
		perTry:  max(leastPerTry, 3*length),
		read: func(body []byte) (_ []byte, err error) {
			if heard, err = readReply(body); err != nil {
				return nil, err
			}
			return heard.plain(), nil
		},
	}
	// go-openai has no field for words inside segments and for probabilities, so
	// what it returns is left for what was read on the way to it.
	if _, err := c.openai(x).CreateTranscription(ctx, request); err != nil {
		return transcribe.Transcript{}, failureOf(err)
	}
	t := heard.transcript(length)
	t.Model = c.config.Model
	if hint.Language != "" {
		t.Language = hint.Language
	}
	return t, nil
}

func (c *Client) request(sound []byte, hint transcribe.Hint, can Abilities) openai.AudioRequest {
	r := openai.AudioRequest{
		Model:    c.config.Model,
		FilePath: "answer.wav", // only a name: servers tell the format from its ending
		Reader:   bytes.NewReader(sound),
		Language: primary(hint.Language),
		Format:   openai.AudioResponseFormatVerboseJSON,
	}
	if !can.NoPrompt {
		r.Prompt = prompt(hint.Terms)
	}
	switch can.Form {
	case TextAlone:
		r.Format = openai.AudioResponseFormatJSON
	case WithSegments:
	default:
		r.TimestampGranularities = []openai.TranscriptionTimestampGranularity{
			openai.TranscriptionTimestampGranularityWord,
			openai.TranscriptionTimestampGranularitySegment,
		}
	}
	return r
}

func (c *Client) sending(bytes int, prompt string) Sending {
	s := Sending{Host: c.host, Purpose: Transcription, What: []Matter{Sound}, Bytes: int64(bytes + len(prompt))}
	if prompt != "" {
		s.What = append(s.What, Terms)
	}
	return s
}

// failureOf returns the *Error or the context's end that go-openai wrapped.
// Anything else is a reply that it could not read.
func failureOf(err error) error {
	var e *Error
	switch {
	case errors.As(err, &e):
		return e
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.Is(err, context.DeadlineExceeded):
		return context.DeadlineExceeded
	}
	return err
}

// lengthOf returns how long a WAV file lasts as its fmt chunk says, taking all
// after a plain header for sound; 0 for anything else.
func lengthOf(wav []byte) time.Duration {
	const header, rateAt = 44, 28 // bytes a second
	if len(wav) < header || string(wav[:4]) != "RIFF" || string(wav[12:16]) != "fmt " {
		return 0
	}
	rate := binary.LittleEndian.Uint32(wav[rateAt:])
	if rate == 0 {
		return 0
	}
	return time.Duration(float64(len(wav)-header) / float64(rate) * float64(time.Second))
}

func containsAny(text string, words ...string) bool {
	text = strings.ToLower(text)
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
