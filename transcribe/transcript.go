// Package transcribe owns the transcript: it turns the sound of an answer into
// text that can be trusted, with the times at which words were said.
package transcribe

import (
	"context"
	"io"
	"time"
)

// A Transcript is what was said, in order. Segments may be empty when the
// server gives no times; Text never is, where there was speech. Where there are
// segments, Text is their texts joined with one space: Join makes it so.
type Transcript struct {
	Text     string
	Language string // as asked for, else as the server heard it; BCP 47
	Model    string
	Segments []Segment
}

// A Segment is a phrase. Times count from the start of the recording, are
// finite, ordered, and inside the sound.
type Segment struct {
	Start, End time.Duration
	Text       string
	Words      []Word // empty when the server gives no word times
}

// A Word is one word as the recogniser wrote it, punctuation included.
type Word struct {
	Start, End  time.Duration
	Text        string
	Probability float64 // 0 to 1; 0 when the server does not say
	Hinted      bool    // a term of the hint, and nothing like it is heard without the hint: no proof that it was said
}

// A Hint tells a server what to expect.
type Hint struct {
	Language string   // BCP 47; "" lets the server guess
	Terms    []string // words of the trade that may be said, likeliest first
}

// A Transcriber turns one sound, a WAV file, into text. api.Client is one.
type Transcriber interface {
	Transcribe(ctx context.Context, wav io.Reader, hint Hint) (Transcript, error)
}
