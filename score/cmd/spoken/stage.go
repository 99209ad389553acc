package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rehearse/audio"
	"rehearse/prompts"
	"rehearse/score"
	"rehearse/score/cmd/labelled"
	"rehearse/transcribe"
	"rehearse/voice"
)

// A stage is where answers are spoken and heard.
type stage struct {
	options
	recogniser transcribe.Transcriber
	progress   io.Writer
}

// play has answers spoken, heard and scored, in order.
func (s stage) play(ctx context.Context, answers []*labelled.Answer) ([]outcome, error) {
	language := languageOf(answers)
	speaker, err := s.find(ctx, language)
	if err != nil {
		return nil, err
	}
	heard := make([]outcome, len(answers))
	for i, a := range answers {
		o, err := s.hear(ctx, a, speaker, language)
		if err != nil {
			return nil, fmt.Errorf("answer %s: %w", a.ID, err)
		}
		heard[i] = o
		fmt.Fprintf(s.progress, "\r%d of %d", i+1, len(answers))
	}
	fmt.Fprintln(s.progress)
	return heard, nil
}

// languageOf returns the language that most of the questions and points are in.
// That of one question alone may mislead: a stack is a list of Latin words.
func languageOf(answers []*labelled.Answer) string {
	var text strings.Builder
	for _, a := range answers {
		text.WriteString(a.Question.Text)
		for _, p := range a.Question.Points {
			text.WriteString(p.Text)
		}
	}
	return score.LanguageOf(text.String())
}

func (s stage) hear(ctx context.Context, a *labelled.Answer, speaker voice.Voice, language string) (outcome, error) {
	path, err := s.speak(ctx, a.Text, speaker, language)
	if err != nil {
		return outcome{}, err
	}
	wav, err := audio.OpenWAV(path)
	if err != nil {
		return outcome{}, err
	}
	defer wav.Close()
	samples, err := audio.ReadAll(wav)
	if err != nil {
		return outcome{}, err
	}
	speech, err := audio.Detect(audio.FromSamples(samples))
	if err != nil {
		return outcome{}, err
	}
	o := outcome{answer: a, language: language}
	o.ways[perfect].text = transcribe.Transcript{Text: a.Text}
	hint := transcribe.Hint{Language: language}
	if o.ways[plain].text, err = s.transcribe(ctx, samples, speech, hint); err != nil {
		return outcome{}, err
	}
	hint.Terms = s.hint(a.Question)
	if o.ways[hinted].text, err = s.transcribe(ctx, samples, speech, hint); err != nil {
		return outcome{}, err
	}
	o.ways[proven].text = withoutHinted(o.ways[hinted].text)
	for w := range o.ways {
		o.ways[w].report = score.Evaluate(a.Question, o.ways[w].text, nil, nil, score.Options{})
	}
	return o, nil
}

// transcribe returns an empty transcript where nothing is heard: so would a
// person's answer be scored.
func (s stage) transcribe(ctx context.Context, samples []int16, speech audio.Speech, hint transcribe.Hint) (transcribe.Transcript, error) {
	t, err := transcribe.Sound(ctx, s.recogniser, samples, speech, hint)
	if errors.Is(err, transcribe.ErrSilence) || errors.Is(err, transcribe.ErrEmpty) {
		return transcribe.Transcript{}, nil
	}
	return t, err
}

// hint returns the terms for an answer to q, narrowed by the flags.
func (s stage) hint(q prompts.Question) []string {
	terms := score.Terms(q)
	if s.latin {
		terms = slices.DeleteFunc(terms, func(term string) bool {
			first, _ := utf8.DecodeRuneInString(term)
			return !unicode.Is(unicode.Latin, first)
		})
	}
	if s.terms > 0 {
		terms = terms[:min(s.terms, len(terms))]
	}
	return terms
}

// find returns the program that speaks language.
func (s stage) find(ctx context.Context, language string) (voice.Voice, error) {
	program := "espeak-ng"
	if s.voice == "festival" || s.voice == "" && language == score.Russian {
		program = "text2wave" // Festival's
	}
	v, err := voice.Search{Lang: language, OS: runtime.GOOS, LookPath: func(file string) (string, error) {
		if file != program {
			return "", exec.ErrNotFound
		}
		return exec.LookPath(file)
	}}.Find(ctx)
	if err != nil {
		return v, fmt.Errorf("look for %s to speak %q: %w", program, language, err)
	}
	return v, nil
}

// speak returns the path of a sound in which text is spoken.
func (s stage) speak(ctx context.Context, text string, speaker voice.Voice, language string) (string, error) {
	if language == score.Russian {
		text = aloud(text)
	}
	if n := utf8.RuneCountInString(text); n > voice.MaxText {
		return "", fmt.Errorf("%d letters are more than a voice speaks at once, %d", n, voice.MaxText)
	}
	return voice.Cached{Dir: filepath.Join(s.cache, "speech"), Speaker: speaker, Key: speaker.Key()}.Speak(ctx, text)
}
