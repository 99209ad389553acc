package voice

import (
	"context"
	"encoding/base64"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// piper speaks by the model that the person named, unless its name begins, as
// those of published models do, with the code of another language.
func (s Search) piper(_ context.Context, p program) (Voice, bool) {
	model, err := filepath.Abs(s.Piper)
	if s.Piper == "" || err != nil {
		return Voice{}, false
	}
	name := filepath.Base(model)
	if code, _, tagged := strings.Cut(name, "_"); tagged && len(code) == 2 && code != s.Lang {
		return Voice{}, false
	}
	// Both the C++ and the Python program know the spelling with _.
	return Voice{Name: name, program: p.with("--model", model, "--output_file", speechFile)}, true
}

// say is of macOS. Elsewhere other programs have this name.
func (s Search) say(ctx context.Context, p program) (Voice, bool) {
	if s.OS != "darwin" {
		return Voice{}, false
	}
	var names []string
	for _, line := range p.with("-v", "?").list(ctx) {
		line, _, _ = strings.Cut(line, "#") // Milena (Enhanced)  ru_RU  # what she says of herself
		fields := strings.Fields(line)
		if last := len(fields) - 1; last > 0 && strings.HasPrefix(fields[last], s.Lang+"_") {
			names = append(names, strings.Join(fields[:last], " "))
		}
	}
	if len(names) == 0 {
		return Voice{}, false
	}
	name := preferred(names)
	return Voice{Name: name, program: p.with("-v", name, "-o", speechFile,
		"--file-format=WAVE", "--data-format=LEI16@22050", "-f", "-")}, true
}

// preferred returns a voice that is made for reading, in its best edition: the
// list also has singers and robots, and begins with one of them in English.
func preferred(names []string) string {
	for _, name := range []string{"Milena", "Katya", "Yuri", "Samantha", "Daniel", "Alex"} {
		for _, edition := range []string{" (Premium)", " (Enhanced)", ""} {
			if slices.Contains(names, name+edition) {
				return name + edition
			}
		}
	}
	return names[0]
}

// The scripts have no double quotes, so that Windows cannot take them apart.
const (
	sapiVoices = `$ErrorActionPreference = 'Stop'; Add-Type -AssemblyName System.Speech; ` +
		`$speech = New-Object System.Speech.Synthesis.SpeechSynthesizer; ` +
		`$voices = $speech.GetInstalledVoices() | Where-Object { $_.Enabled } | ForEach-Object { $_.VoiceInfo }; `
	sapiList  = sapiVoices + `$voices | ForEach-Object { $_.Culture.TwoLetterISOLanguageName }`
	sapiSpeak = sapiVoices +
		`$voice = $voices | Where-Object { $_.Culture.TwoLetterISOLanguageName -eq 'LANG' } | Select-Object -First 1; ` +
		`$speech.SelectVoice($voice.Name); ` +
		`$text = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String(@($input) -join '')); ` +
		`$speech.SetOutputToWaveFile((Join-Path (Get-Location) '` + speechFile + `')); ` +
		`$speech.Speak($text); $speech.Dispose()`
)

// sapi is the speech of Windows. Text goes as Base64: PowerShell reads its
// input in a code page that may have no Russian letters.
func (s Search) sapi(ctx context.Context, p program) (Voice, bool) {
	script := func(text string) program { return p.with("-NoProfile", "-NonInteractive", "-Command", text) }
	if s.OS != "windows" {
		return Voice{}, false
	}
	for _, line := range script(sapiList).list(ctx) {
		if strings.TrimSpace(line) == s.Lang {
			return Voice{
				Name:    s.Lang,
				program: script(strings.ReplaceAll(sapiSpeak, "LANG", s.Lang)),
				filter:  func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) },
			}, true
		}
	}
	return Voice{}, false
}

// rhvoice cannot list its voices: each is a folder beside the program, with a
// file that names its language.
func (s Search) rhvoice(_ context.Context, p program) (Voice, bool) {
	language := map[string]string{"ru": "Russian", "en": "English"}[s.Lang]
	infos, err := filepath.Glob(filepath.Join(filepath.Dir(filepath.Dir(p.path)), "share", "RHVoice", "voices", "*", "voice.info"))
	if err != nil || language == "" {
		return Voice{}, false
	}
	for _, path := range infos {
		info, err := os.ReadFile(path)
		if err == nil && slices.Contains(strings.Fields(string(info)), "language="+language) {
			name := filepath.Base(filepath.Dir(path))
			return Voice{Name: name, program: p.with("-p", name, "-o", speechFile)}, true
		}
	}
	return Voice{}, false
}

// espeak is espeak-ng and its elder. In Russian text espeak-ng reads Latin
// letters by the rules of English without being told: Kubernetes, gRPC.
func (s Search) espeak(ctx context.Context, p program) (Voice, bool) {
	for _, line := range p.with("--voices=" + s.Lang).list(ctx) {
		fields := strings.Fields(line) // priority, language, sex, name, file
		if len(fields) > 1 && (fields[1] == s.Lang || strings.HasPrefix(fields[1], s.Lang+"-")) {
			return Voice{Name: s.Lang, program: p.with("-v", s.Lang, "-b", "1", "--stdin", "-w", speechFile)}, true
		}
	}
	return Voice{}, false
}

// festival has one Russian voice, in Debian's festvox-ru. What it has for
// English it does not tell.
func (s Search) festival(ctx context.Context, p program) (Voice, bool) {
	const voice = "msu_ru_nsh_clunits"
	if s.Lang != "ru" {
		return Voice{}, false
	}
	for _, line := range p.with("-eval", "(begin (print (voice.list)) (quit))").list(ctx) {
		if strings.Contains(line, voice) {
			args := []string{"-eval", "(voice_" + voice + ")", "-o", speechFile}
			return Voice{Name: "ru", program: p.with(args...), filter: spelled}, true
		}
	}
	return Voice{}, false
}
