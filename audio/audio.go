// Package audio owns sound: where it comes from, where it goes, how loud it is
// and when somebody speaks. Inside the program sound is 16-bit, one channel, at
// Rate; whatever else a device or a file has is converted at the edge.
package audio

import (
	"context"
	"errors"
	"io"
	"time"
)

// Rate is the number of samples in a second: what Whisper models are trained on.
const Rate = 16000

// FrameLen is the number of samples in a frame of 20 ms.
const FrameLen = Rate / 50

// A Source gives sound. Read fills at most len(frame) samples. A live Source
// returns within 100 ms, with (0, nil) while nothing has come, so that Until,
// Limit and ctx keep control of a frozen device. io.EOF is the end; samples
// may come together with an error and then count.
type Source interface {
	Read(frame []int16) (n int, err error)
}

// A Sink takes sound. Write takes the whole frame or returns an error.
type Sink interface {
	Write(frame []int16) (n int, err error)
}

// Duration returns the length of n samples.
func Duration(n int) time.Duration {
	return time.Duration(n/Rate)*time.Second + time.Duration(n%Rate)*time.Second/Rate
}

// Samples returns how many samples d lasts, the last whole one included.
func Samples(d time.Duration) int {
	return int(d/time.Second)*Rate + int(d%time.Second*Rate/time.Second)
}

// Copy moves sound from src to dst until src ends, ctx is done, or one of them
// fails. It returns the length that dst took. The end of src is no error; the
// end of ctx is ctx.Err().
func Copy(ctx context.Context, dst Sink, src Source) (time.Duration, error) {
	frame := make([]int16, FrameLen)
	taken := 0
	for {
		if err := ctx.Err(); err != nil {
			return Duration(taken), err
		}
		n, err := src.Read(frame)
		if n > 0 {
			w, werr := dst.Write(frame[:n])
			taken += w
			if werr != nil {
				return Duration(taken), werr
			}
		}
		if errors.Is(err, io.EOF) {
			return Duration(taken), nil
		}
		if err != nil {
			return Duration(taken), err
		}
	}
}
