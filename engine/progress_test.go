package engine

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// What pip 26.3 printed, cut short.
const pipPrinted = `Collecting anyio==4.16.0 (from -r requirements.txt (line 1))
  Using cached anyio-4.16.0-py3-none-any.whl (127 kB)
Collecting av==18.1.0 (from -r requirements.txt (line 4))
  Downloading av-18.1.0-cp311-abi3-manylinux_2_28_x86_64.whl (35.1 MB)
Progress 0 of 100
Progress 50 of 100
Progress 100 of 100
Installing collected packages: av, anyio
Successfully installed anyio-4.16.0 av-18.1.0`

func TestProgressFollowsPip(t *testing.T) {
	var got []Progress
	r := pipReader{step: StepPackages, total: 4, report: func(p Progress) { got = append(got, p) }}
	for line := range strings.Lines(pipPrinted) {
		r.line(strings.TrimSpace(line))
	}
	want := []Progress{
		{StepPackages, "anyio", 0},
		{StepPackages, "av", 0.25},
		{StepPackages, "av", 0.25},
		{StepPackages, "av", 0.375},
		{StepPackages, "av", 0.5},
		{StepPackages, "", 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestProgressStaysBetweenZeroAndOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := pipReader{total: rapid.IntRange(0, 5).Draw(t, "total"), report: func(p Progress) {
			if !(p.Fraction >= 0 && p.Fraction <= 1) {
				t.Fatalf("fraction %v", p.Fraction)
			}
		}}
		number := rapid.OneOf(rapid.Just("NaN"), rapid.Custom(func(t *rapid.T) string {
			return strconv.FormatInt(rapid.Int64().Draw(t, "n"), 10)
		}))
		line := rapid.Custom(func(t *rapid.T) string {
			return rapid.SampledFrom([]string{
				"Collecting x==1", "Collecting", "Installing collected packages: x",
				"Progress " + number.Draw(t, "done") + " of " + number.Draw(t, "all"),
			}).Draw(t, "line")
		})
		for _, l := range rapid.SliceOf(line).Draw(t, "lines") {
			r.line(l)
		}
	})
}

func TestLineWriterCutsAsItMay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([ab]{0,3}\n){0,9}`).Draw(t, "text")
		var got strings.Builder
		w := lineWriter{each: func(s string) { got.WriteString(s + "\n") }}
		for rest := text; rest != ""; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "n")
			if _, err := w.Write([]byte(rest[:n])); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if got.String() != text {
			t.Fatalf("got %q, want %q", got.String(), text)
		}
	})
}

func TestLineWriterKeepsTheLastLinesAndNoEndlessOne(t *testing.T) {
	var w lineWriter
	for range 100 {
		_, _ = w.Write([]byte(strings.Repeat("x", maxLine)))
	}
	_, _ = w.Write([]byte("\nthe reason\n"))
	if len(w.last) != keepLines || w.last[keepLines-1] != "the reason" {
		t.Errorf("kept %d lines, the last %q", len(w.last), w.last[len(w.last)-1])
	}
	if len(w.rest) != 0 || cap(w.rest) > 4*maxLine {
		t.Errorf("holds %d of %d bytes", len(w.rest), cap(w.rest))
	}
}

func TestEveryRequirementIsLocked(t *testing.T) {
	for _, name := range names(locked) {
		b, err := locked.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		if packages(text) == 0 {
			t.Errorf("%s lists nothing", name)
		}
		for block := range strings.SplitSeq(strings.ReplaceAll(text, "\\\n", ""), "\n") {
			if strings.Contains(block, "==") && !strings.HasPrefix(block, "#") && !strings.Contains(block, "--hash=sha256:") {
				t.Errorf("%s: no sum in %q", name, block)
			}
		}
		if strings.Contains(text, "://") || strings.Contains(text, "--index") || strings.Contains(text, "file:") {
			t.Errorf("%s names a place", name)
		}
	}
}
