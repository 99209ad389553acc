package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/spf13/pflag"
	"golang.org/x/text/language"

	"rehearse/prompts"
)

// settings are what flags, the environment and the configuration say, the
// first of them that says something.
type settings struct {
	Banks    []string
	Data     string
	BaseURL  string
	Model    string
	Language string
	Device   string
	Target   time.Duration // 0: nobody asked for one
	Live     bool          // answers go to any server while the person speaks
	Speak    bool          // questions are spoken without --speak
	Piper    string        // a model for piper
	Speech   serverSettings
	Embed    embedSettings
	Chat     chatSettings
	Judge    string // judgeAll, judgeUnsure, judgeOff, or "" for the last

	config  string
	json    bool
	noInput bool
	quiet   bool
	verbose bool
}

// serverSettings name a server for one purpose. It inherits nothing from the
// server for another.
type serverSettings struct{ BaseURL, Model, Voice string }

// embedSettings name the server for embeddings; without an address it is the
// local engine.
type embedSettings struct {
	BaseURL, Model string
	Off            bool // answers are judged by words alone
}

// chatSettings name the server for a judge.
type chatSettings struct{ BaseURL, Model string }

// A configFile is config.toml. Unknown keys are errors: a mistyped one would
// otherwise be believed.
type configFile struct {
	Bank     any    `toml:"bank"` // a path or a list of them
	Data     string `toml:"data"`
	BaseURL  string `toml:"base_url"`
	Model    string `toml:"model"`
	Language string `toml:"language"`
	Device   string `toml:"device"`
	Target   string `toml:"target"`
	Live     bool   `toml:"live"`
	Speak    bool   `toml:"speak"`
	Piper    string `toml:"piper"`
	Speech   struct {
		BaseURL string `toml:"base_url"`
		Model   string `toml:"model"`
		Voice   string `toml:"voice"`
	} `toml:"speech"`
	Judge string `toml:"judge"`
	Chat  struct {
		BaseURL string `toml:"base_url"`
		Model   string `toml:"model"`
	} `toml:"chat"`
	Embed struct {
		BaseURL string `toml:"base_url"`
		Model   string `toml:"model"`
		Off     bool   `toml:"off"`
	} `toml:"embed"`
}

// A configError says what is wrong in config.toml and where.
type configError struct {
	path         string
	line, column int
	err          error
}

func (e *configError) Error() string {
	if e.line == 0 {
		return fmt.Sprintf("%s: %v", e.path, e.err)
	}
	return fmt.Sprintf("%s:%d:%d: %v", e.path, e.line, e.column, e.err)
}

func (e *configError) Unwrap() error { return e.err }

// flags registers the flags that every command has.
func (s *settings) flags(f *pflag.FlagSet, w words) {
	f.StringArrayVar(&s.Banks, "bank", nil, w.say("flag.bank"))
	f.StringVar(&s.Data, "data", "", w.say("flag.data"))
	f.StringVar(&s.config, "config", "", w.say("flag.config"))
	f.StringVar(&s.BaseURL, "base-url", "", w.say("flag.base-url"))
	f.StringVar(&s.Model, "model", "", w.say("flag.model"))
	f.StringVar(&s.Language, "language", "", w.say("flag.language"))
	f.String("ui-lang", "", w.say("flag.ui-lang")) // read by interfaceLanguage
	f.StringVar(&s.Device, "device", "", w.say("flag.device"))
	f.BoolVar(&s.json, "json", false, w.say("flag.json"))
	f.BoolVar(&s.noInput, "no-input", false, w.say("flag.no-input"))
	f.BoolVar(&s.quiet, "quiet", false, w.say("flag.quiet"))
	f.BoolVar(&s.verbose, "verbose", false, w.say("flag.verbose"))
}

// complete fills what the flags left open.
func (s *settings) complete(env func(string) string, f folders) error {
	file, err := readConfig(firstOf(s.config, env("REHEARSE_CONFIG")), filepath.Join(f.config, "config.toml"))
	if err != nil {
		return err
	}
	if len(s.Banks) == 0 {
		s.Banks = filepath.SplitList(env("REHEARSE_BANK"))
	}
	if len(s.Banks) == 0 {
		s.Banks = file.banks()
	}
	s.Data = firstOf(s.Data, env("REHEARSE_DATA"), expandHome(file.Data), f.data)
	s.BaseURL = firstOf(s.BaseURL, env("REHEARSE_BASE_URL"), file.BaseURL)
	s.Model = firstOf(s.Model, env("REHEARSE_MODEL"), file.Model)
	s.Language = firstOf(s.Language, file.Language)
	s.Device = firstOf(s.Device, env("REHEARSE_DEVICE"), file.Device)
	s.Target, _ = prompts.ParseTarget(file.Target)
	s.Speak, s.Live = file.Speak, file.Live
	s.Speech = serverSettings(file.Speech)
	s.Chat = chatSettings(file.Chat)
	s.Judge = firstOf(s.Judge, file.Judge)
	noEmbed := s.Embed.Off // by --no-embed
	s.Embed = embedSettings(file.Embed)
	s.Embed.Off = s.Embed.Off || noEmbed
	if _, err := language.Parse(s.Language); err != nil && s.Language != "" {
		return usage(fmt.Errorf("--language %q: %w", s.Language, err))
	}
	s.Piper = firstOf(env("REHEARSE_PIPER"), expandHome(file.Piper))
	return nil
}

// readConfig reads chosen, which must be there, or usual, which need not.
func readConfig(chosen, usual string) (configFile, error) {
	path := firstOf(chosen, usual)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && chosen == "" {
		return configFile{}, nil
	}
	if err != nil {
		return configFile{}, &configError{path: path, err: err}
	}
	var file configFile
	decoder := toml.NewDecoder(strings.NewReader(string(data))).DisallowUnknownFields()
	if err := decoder.Decode(&file); err != nil {
		return configFile{}, placeOf(path, err)
	}
	if _, ok := prompts.ParseTarget(file.Target); !ok && file.Target != "" {
		return configFile{}, &configError{path: path, err: fmt.Errorf("target = %q is no length of time such as 90s", file.Target)}
	}
	if err := file.check(); err != nil {
		return configFile{}, &configError{path: path, err: err}
	}
	return file, nil
}

// check looks at what the types do not say.
func (c configFile) check() error {
	list, isList := c.Bank.([]any)
	if _, isText := c.Bank.(string); c.Bank != nil && !isText && !isList {
		return errors.New("bank must be a path or a list of paths")
	}
	if c.Judge != "" && !isJudgeWish(c.Judge) {
		return fmt.Errorf("judge = %q is none of %q, %q, %q", c.Judge, judgeAll, judgeUnsure, judgeOff)
	}
	for _, one := range list {
		if _, ok := one.(string); !ok {
			return errors.New("bank must be a list of paths")
		}
	}
	return nil
}

func placeOf(path string, err error) error {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) && len(unknown.Errors) > 0 {
		first := unknown.Errors[0]
		line, column := first.Position()
		return &configError{path, line, column, fmt.Errorf("unknown key %s", strings.Join(first.Key(), "."))}
	}
	var bad *toml.DecodeError
	if errors.As(err, &bad) {
		line, column := bad.Position()
		return &configError{path, line, column, err}
	}
	return &configError{path: path, err: err}
}

func (c configFile) banks() []string {
	var banks []string
	switch v := c.Bank.(type) {
	case string:
		banks = append(banks, expandHome(v))
	case []any:
		for _, one := range v {
			if path, ok := one.(string); ok {
				banks = append(banks, expandHome(path))
			}
		}
	}
	return banks
}

func expandHome(path string) string {
	rest, ok := strings.CutPrefix(path, "~")
	home, err := os.UserHomeDir()
	if err != nil || !ok || (rest != "" && rest[0] != '/') {
		return path
	}
	return filepath.Join(home, rest)
}

// firstOf returns the first value that is not empty.
func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
