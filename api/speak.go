package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/sashabaranov/go-openai"

	"rehearse/transcribe"
)

const (
	maxSpoken  = 20 << 20 // bytes: seven minutes at 24 kHz, more than maxText letters take
	maxText    = 4096     // letters; OpenAI's limit
	usualVoice = "alloy"  // OpenAI's first, which servers that imitate it know too

	// Speech has about 14 letters a second; a server may take three times as
	// long as the speech, as with Transcribe.
	perLetter = 200 * time.Millisecond
)

// ErrNoText is what Speak returns when there is nothing to say.
var ErrNoText = errors.New("there is no text to speak")

// Speak returns text as a WAV file that the server speaks. Its header may give
// wrong sizes: servers that write while they speak do not know them. text has at
// most 4,096 letters. The error is an *Error, ErrNoText, or that of ctx.
func (c *Client) Speak(ctx context.Context, text string) ([]byte, error) {
	text = transcribe.Clean(text)
	letters := utf8.RuneCountInString(text)
	if letters == 0 {
		return nil, ErrNoText
	}
	if letters > maxText {
		return nil, &Error{Kind: TooLarge, Purpose: Speech, Host: c.host, Bytes: int64(len(text))}
	}
	x := &exchange{
		client:  c,
		sending: Sending{Host: c.host, Purpose: Speech, What: []Matter{Question}, Bytes: int64(len(text))},
		perTry:  max(leastPerTry, time.Duration(letters)*perLetter),
		limit:   maxSpoken,
		read:    func(body []byte) ([]byte, error) { return body, checkWAV(body) },
	}
	spoken, err := c.openai(x).CreateSpeech(ctx, openai.CreateSpeechRequest{
		Model:          openai.SpeechModel(c.config.Model),
		Voice:          openai.SpeechVoice(cmp.Or(c.config.Voice, usualVoice)),
		Input:          text,
		ResponseFormat: openai.SpeechResponseFormatWav,
	})
	if err != nil {
		return nil, failureOf(err)
	}
	defer spoken.Close()
	return io.ReadAll(spoken)
}

// checkWAV fails on what is no WAV file with something after its header. How
// the sound in it is written is for its reader to check.
func checkWAV(body []byte) error {
	const header = 44 // bytes
	kind := http.DetectContentType(body)
	switch {
	case len(body) == 0:
		return errors.New("an empty reply")
	case kind == "audio/wave" && len(body) > header:
		return nil
	case kind == "audio/wave":
		return errors.New("a WAV file without sound")
	case body[0] == '{' || body[0] == '<':
		return without("sound", body)
	}
	return fmt.Errorf("no WAV file, but %s", kind)
}
