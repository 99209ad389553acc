package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestInstallTellsWhichPythonIsMissing(t *testing.T) {
	for name, c := range map[string]struct {
		env  string
		want error
	}{
		"too old":          {"FAKE_PROBE=3 9 True", ErrNoPython},
		"Python 2":         {"FAKE_PROBE=2 7 True", ErrNoPython},
		"no Python at all": {"FAKE_FAIL=probe", ErrNoPython},
		"without venv":     {"FAKE_PROBE=3 11 False", ErrNoVenv},
	} {
		t.Run(name, func(t *testing.T) {
			e := fake(t, c.env)
			err := e.Install(t.Context(), Base, nil)
			var failed *InstallError
			if !errors.Is(err, c.want) || !errors.As(err, &failed) || failed.Step != StepPython {
				t.Errorf("got %v, want %v at the step %s", err, c.want, StepPython)
			}
		})
	}
}

func TestInstallMakesTheEnvironmentOnceAndTheModelWhenAsked(t *testing.T) {
	e := fake(t)
	var steps []Step
	report := func(p Progress) {
		if len(steps) == 0 || steps[len(steps)-1] != p.Step {
			steps = append(steps, p.Step)
		}
	}
	if err := e.Install(t.Context(), "small", report); err != nil {
		t.Fatal(err)
	}
	want := []Step{StepPython, StepVenv, StepPackages, StepCheck, StepModel}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	s, err := e.Status(t.Context())
	if err != nil || !s.Installed || s.Model != "small" {
		t.Errorf("Status = %+v, %v; want small, installed", s, err)
	}
	first := calls(t, e)
	if err := e.Install(t.Context(), "", nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"import"}, calls(t, e)[len(first):]); diff != "" {
		t.Errorf("the second run did more than to look (-want +got):\n%s", diff)
	}
	if err := e.Install(t.Context(), "medium", nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"import", "hub"}, calls(t, e)[len(first)+1:]); diff != "" {
		t.Errorf("another model made more than a model (-want +got):\n%s", diff)
	}
}

func TestInstallTakesAnInterruptedOneUp(t *testing.T) {
	for _, step := range []string{"venv", "pip.txt", "requirements.txt", "import", "hub"} {
		t.Run(step, func(t *testing.T) {
			e := fake(t, "FAKE_FAIL="+step)
			var failed *InstallError
			if err := e.Install(t.Context(), "small", nil); !errors.As(err, &failed) {
				t.Fatalf("got %v, want an *InstallError", err)
			}
			if failed.Output != "ERROR: no such luck" {
				t.Errorf("the tool's words are lost: %q", failed.Output)
			}
			if _, err := e.Start(t.Context()); !errors.Is(err, ErrNotInstalled) {
				t.Errorf("Start took a half installation: %v", err)
			}
			e.Env = e.Env[1:] // luck returns
			if err := e.Install(t.Context(), "small", nil); err != nil {
				t.Error(err)
			}
			if s, err := e.Status(t.Context()); err != nil || !s.Installed {
				t.Errorf("Status = %+v, %v", s, err)
			}
		})
	}
}

func TestInstallRefusesWeightsWithAnotherSum(t *testing.T) {
	e := fake(t)
	err := e.Install(t.Context(), Base, nil)
	if !errors.Is(err, ErrSum) {
		t.Fatalf("got %v, want ErrSum", err)
	}
	for _, source := range sources() {
		if sum, err := hex.DecodeString(source.sum); err != nil || len(sum) != sha256.Size {
			t.Errorf("%s: %q is no SHA-256", source.list, source.sum)
		}
		if !strings.Contains(err.Error(), source.list) {
			t.Errorf("%s was not tried: %v", source.list, err)
		}
	}
	left, _ := filepath.Glob(e.cache("models", "*"))
	hidden, _ := filepath.Glob(e.cache("models", ".*"))
	if n := len(left) + len(hidden); n != 0 {
		t.Errorf("left behind: %v %v", left, hidden)
	}
}

func TestInstallNamesTheModelsItKnows(t *testing.T) {
	e := fake(t)
	var unknown *ModelError
	if err := e.Install(t.Context(), "huge", nil); !errors.As(err, &unknown) {
		t.Fatalf("got %v, want a *ModelError", err)
	}
	if diff := cmp.Diff(Models(), unknown.Known); diff != "" {
		t.Error(diff)
	}
	if len(calls(t, e)) != 0 {
		t.Error("something was installed all the same")
	}
	if _, err := os.Stat(e.dirs.Cache); !os.IsNotExist(err) {
		t.Error("a folder was made all the same")
	}
}

func TestInstallEndsWithItsContext(t *testing.T) {
	e := fake(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := e.Install(ctx, Base, func(p Progress) {
		if p.Step == StepPackages {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestFilesAreTheirOwnersAlone(t *testing.T) {
	e := fake(t)
	if err := e.Install(t.Context(), "small", nil); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{
		e.cache():           0o700 | os.ModeDir,
		e.state(""):         0o700 | os.ModeDir,
		e.modelDir("small"): 0o700 | os.ModeDir,
		e.state("model"):    0o600,
		e.complete():        0o600,
	} {
		info, err := os.Stat(path)
		if err != nil || info.Mode() != want {
			t.Errorf("%s: mode %v, error %v; want %v", path, info.Mode(), err, want)
		}
	}
}
