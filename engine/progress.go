package engine

import (
	"strconv"
	"strings"
)

// A Step is a part of an installation.
type Step string

// The steps, in their order.
const (
	StepPython   Step = "python"   // an interpreter is looked for
	StepVenv     Step = "venv"     // a private environment is made
	StepPackages Step = "packages" // what the server needs is fetched and put there
	StepModel    Step = "model"    // the weights are fetched and checked
	StepCheck    Step = "check"    // everything is loaded once
)

// A Progress tells how far an installation is.
type Progress struct {
	Step     Step
	Item     string  // what is being fetched, if anything
	Fraction float64 // of the step, 0 to 1; -1 while it cannot be told
}

// A pipReader makes progress of what pip prints with --progress-bar=raw.
type pipReader struct {
	step   Step
	total  int // packages that may come; on most systems some stay away
	seen   int
	item   string
	report func(Progress)
}

// line takes one line of pip's. It knows these:
//
//	Collecting av==18.1.0 (from -r requirements.txt (line 12))
//	Progress 65536 of 35121432
//	Installing collected packages: av, numpy
func (p *pipReader) line(line string) {
	words := strings.Fields(line)
	switch {
	case len(words) >= 2 && words[0] == "Collecting":
		p.seen++
		p.item, _, _ = strings.Cut(words[1], "==")
		p.tell(0)
	case len(words) == 4 && words[0] == "Progress" && words[2] == "of":
		done, err1 := strconv.ParseInt(words[1], 10, 64)
		all, err2 := strconv.ParseInt(words[3], 10, 64)
		if err1 == nil && err2 == nil && all > 0 {
			p.tell(float64(done) / float64(all))
		}
	case strings.HasPrefix(line, "Installing collected packages"):
		p.item, p.seen = "", p.total
		p.tell(1)
	}
}

// tell reports that part of the newest package is there.
func (p *pipReader) tell(part float64) {
	done := float64(max(p.seen-1, 0)) + min(max(part, 0), 1)
	p.report(Progress{p.step, p.item, min(done/float64(max(p.total, 1)), 1)})
}

// packages counts the names that a file of requirements has.
func packages(requirements string) int {
	seen := map[string]bool{}
	for line := range strings.Lines(requirements) {
		if name, _, ok := strings.Cut(line, "=="); ok && !strings.HasPrefix(line, "#") {
			seen[name] = true
		}
	}
	return len(seen)
}
