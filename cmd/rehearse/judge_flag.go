package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/pflag"
)

// What a judge is asked about.
const (
	judgeAll    = "all"
	judgeUnsure = "only-unsure"
	judgeOff    = "off"
)

// A judgeFlag says what a judge is asked about.
type judgeFlag struct{ wish *string }

func (f judgeFlag) String() string {
	if f.wish == nil {
		return ""
	}
	return *f.wish
}

func (f judgeFlag) Set(s string) error {
	if !isJudgeWish(s) {
		return fmt.Errorf("%q is none of %s, %s, %s", s, judgeAll, judgeUnsure, judgeOff)
	}
	*f.wish = s
	return nil
}

func (f judgeFlag) Type() string { return "judge" }

func isJudgeWish(s string) bool { return s == judgeAll || s == judgeUnsure || s == judgeOff }

// judgeFlag registers --judge: alone it means all.
func (a *app) judgeFlag(f *pflag.FlagSet) {
	f.Var(judgeFlag{&a.settings.Judge}, "judge", a.words.say("flag.judge"))
	f.Lookup("judge").NoOptDefVal = judgeAll
}

// joinJudge lets the value of --judge stand behind a space: a flag that goes
// without a value would leave it to be taken for a question.
func joinJudge(args []string) []string {
	var joined []string
	for i := 0; i < len(args); i++ {
		if args[i] == "--" {
			return append(joined, args[i:]...)
		}
		if args[i] == "--judge" && i+1 < len(args) && isJudgeWish(args[i+1]) {
			joined = append(joined, "--judge="+args[i+1])
			i++
			continue
		}
		joined = append(joined, args[i])
	}
	return joined
}

// judgeable tells what a judge lacks, before anything is recorded.
func (a *app) judgeable() error {
	if a.judge == nil || a.settings.Chat.BaseURL != "" && a.settings.Chat.Model != "" {
		return nil
	}
	config := firstOf(a.settings.config, a.env("REHEARSE_CONFIG"), filepath.Join(a.folders.config, "config.toml"))
	return usage(errors.New(a.words.say("error.judge-server", "Path", config)))
}
