package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"rehearse/api"
	"rehearse/audio"
	"rehearse/transcribe"
)

// A way is one way to hear an answer: how long each run took from its end to the
// text, and the words that were wrong.
type way struct {
	took   []time.Duration
	errors int
}

// A row is what all ways made of the same answers.
type row struct {
	length                time.Duration
	words                 int
	live, ordinary, whole way
	parts                 map[transcribe.Way]int
}

// heard is a text and how long it took from the end of the sound.
type heard struct {
	text  string
	took  time.Duration
	parts []transcribe.Part
}

func (w *way) add(h heard, said string) {
	w.took = append(w.took, h.took)
	slices.Sort(w.took)
	w.errors += wordErrors(said, h.text)
}

func (w way) median() time.Duration { return w.took[len(w.took)/2] }

func measure(ctx context.Context, server *api.Client, clips []clip, length time.Duration, o options, out io.Writer) (row, error) {
	r := row{length: length, parts: map[transcribe.Way]int{}}
	for run := range o.runs {
		a := join(clips, length, run)
		if err := r.run(ctx, server, a, o, out); err != nil {
			return r, fmt.Errorf("an answer of %v: %w", length, err)
		}
	}
	return r, nil
}

// run hears a in every way.
func (r *row) run(ctx context.Context, server *api.Client, a answer, o options, out io.Writer) error {
	hint := transcribe.Hint{Language: "ru"}
	atOnce, err := wholeAtOnce(ctx, server, a, hint)
	if err != nil {
		return fmt.Errorf("whole: %w", err)
	}
	usual, err := ordinary(ctx, server, a, hint)
	if err != nil {
		return fmt.Errorf("in the ordinary way: %w", err)
	}
	early, err := live(ctx, server, a, hint, o.speed)
	if err != nil {
		return fmt.Errorf("live: %w", err)
	}
	r.words += len(plain(a.text))
	r.whole.add(atOnce, a.text)
	r.ordinary.add(usual, a.text)
	r.live.add(early, a.text)
	for _, p := range early.parts {
		r.parts[p.Way]++
	}
	if o.verbose {
		fmt.Fprintf(out, "said     %s\nlive     %s\nordinary %s\nwhole    %s\n%v\n\n", a.text, early.text, usual.text, atOnce.text, early.parts)
	}
	return nil
}

// live feeds a as it is spoken, speed times faster, and times what is left.
func live(ctx context.Context, server *api.Client, a answer, hint transcribe.Hint, speed float64) (heard, error) {
	l := transcribe.NewLive(ctx, func() (transcribe.Transcriber, error) { return server, nil }, hint, 1)
	defer l.Discard()
	tick := time.NewTicker(time.Duration(float64(audio.Duration(audio.FrameLen)) / speed))
	defer tick.Stop()
	begun := time.Now()
	for fed := 0; fed < len(a.samples); {
		select {
		case <-ctx.Done():
			return heard{}, ctx.Err()
		case <-tick.C:
		}
		due := min(len(a.samples), audio.Samples(time.Duration(float64(time.Since(begun))*speed)))
		if due > fed {
			l.Write(a.samples[fed:due])
			fed = due
		}
	}
	ended := time.Now()
	speech, err := audio.Detect(audio.FromSamples(a.samples))
	if err != nil {
		return heard{}, err
	}
	text, parts, err := l.Finish(ctx, a.samples, speech)
	return heard{text.Text, time.Since(ended), parts}, err
}

func ordinary(ctx context.Context, server *api.Client, a answer, hint transcribe.Hint) (heard, error) {
	ended := time.Now()
	speech, err := audio.Detect(audio.FromSamples(a.samples))
	if err != nil {
		return heard{}, err
	}
	text, err := transcribe.Sound(ctx, server, a.samples, speech, hint)
	return heard{text.Text, time.Since(ended), nil}, err
}

// wholeAtOnce sends a in one request.
func wholeAtOnce(ctx context.Context, server *api.Client, a answer, hint transcribe.Hint) (heard, error) {
	file, err := os.CreateTemp("", "livebench-*.wav")
	if err != nil {
		return heard{}, err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	wav, err := audio.NewWAVWriter(file)
	if err != nil {
		return heard{}, err
	}
	if _, err := wav.Write(a.samples); err != nil {
		return heard{}, err
	}
	if err := wav.Close(); err != nil {
		return heard{}, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return heard{}, err
	}
	ended := time.Now()
	text, err := server.Transcribe(ctx, file, hint)
	return heard{text.Text, time.Since(ended), nil}, err
}
