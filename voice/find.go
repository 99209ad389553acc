package voice

import (
	"context"
	"path/filepath"
	"strings"
)

// A Search says where Find looks for a program that speaks.
type Search struct {
	Lang     string                            // of the questions: "ru", "en", also "ru-RU"
	OS       string                            // runtime.GOOS
	LookPath func(file string) (string, error) // exec.LookPath
	Env      []string                          // of the programs, as in exec.Cmd; REHEARSE_ variables are left out
	Piper    string                            // a model for piper, an .onnx file; "" for none
}

// Find returns the first voice for the language that this machine has. A piper
// model comes first because somebody named it, then the system's own voice.
// espeak-ng goes before festival, whose Russian voice sounds more human but
// leaves out the signs that tell C++ from C#. Programs are asked what they can
// speak, for at most 10 s each. The error is ErrNoVoice or the end of ctx.
func (s Search) Find(ctx context.Context) (Voice, error) {
	lang, ok := language(s.Lang)
	if !ok {
		return Voice{}, ErrNoVoice
	}
	s.Lang = lang
	for _, known := range []struct {
		file  string
		voice func(context.Context, program) (Voice, bool)
	}{
		{"piper", s.piper},
		{"say", s.say},
		{"powershell", s.sapi},
		{"RHVoice-test", s.rhvoice},
		{"espeak-ng", s.espeak},
		{"espeak", s.espeak},
		{"text2wave", s.festival},
	} {
		path, ok := s.look(known.file)
		if !ok {
			continue
		}
		v, ok := known.voice(ctx, program{path: path, env: s.Env})
		if ctx.Err() != nil {
			return Voice{}, ctx.Err()
		}
		if ok {
			v.Name = strings.TrimSpace(known.file + " " + v.Name)
			v.limit = speakLimit
			return v, nil
		}
	}
	return Voice{}, ErrNoVoice
}

// look returns the absolute path of a program: each runs in another folder.
func (s Search) look(file string) (string, bool) {
	path, err := s.LookPath(file)
	if err != nil {
		return "", false
	}
	path, err = filepath.Abs(path)
	return path, err == nil
}

// language returns the language of a tag, two or three small Latin letters:
// it becomes part of arguments.
func language(tag string) (string, bool) {
	lang, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(tag), "_", "-"), "-")
	strange := func(r rune) bool { return r < 'a' || 'z' < r }
	return lang, (len(lang) == 2 || len(lang) == 3) && !strings.ContainsFunc(lang, strange)
}

// with returns p with these arguments.
func (p program) with(args ...string) program {
	p.args = args
	return p
}
