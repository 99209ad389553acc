package engine

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A hub model is fetched by the hub's own client, which knows its mirrors and
// checks what it fetched.
type hub struct {
	repository string
	bytes      int64 // of model.bin, for the progress alone
}

// hubOf names the conversions that faster-whisper itself names for its models.
func hubOf(model string) (h hub, ok bool) {
	switch model {
	case "small":
		return hub{"Systran/faster-whisper-small", 484e6}, true
	case "medium":
		return hub{"Systran/faster-whisper-medium", 1528e6}, true
	case "large-v3-turbo":
		return hub{"mobiuslabsgmbh/faster-whisper-large-v3-turbo", 1618e6}, true
	}
	return hub{}, false
}

// fetch asks the hub's client itself: faster-whisper's own function passes it
// an argument that it no longer takes.
const fetch = `import sys
from huggingface_hub import snapshot_download
try:
    snapshot_download(sys.argv[1], local_dir=sys.argv[2], etag_timeout=10, allow_patterns=[
        "config.json", "preprocessor_config.json", "model.bin", "tokenizer.json", "vocabulary.*"])
except Exception as e:
    sys.exit(f"{type(e).__name__}: {e}")`

// fetchFromHub makes the folder of model. What an interrupted download left is
// used by the next. Without a hub it fails at once, or after seconds.
func (e *Engine) fetchFromHub(ctx context.Context, model string, report func(Progress)) error {
	from, ok := hubOf(model)
	if !ok {
		return &ModelError{model, Models()}
	}
	part := e.modelDir(model) + ".part"
	if err := mkdir(part); err != nil {
		return err
	}
	stop := make(chan struct{})
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		watch(part, from.bytes, stop, func(fraction float64) {
			report(Progress{StepModel, model, fraction})
		})
	}()
	out, err := e.run(ctx, nil, e.python(), "-I", "-c", fetch, from.repository, part)
	close(stop)
	<-watched
	if err == nil && !isFile(filepath.Join(part, modelFile)) {
		err = fs.ErrNotExist
	}
	if err != nil {
		return &InstallError{Step: StepModel, Model: model, Output: out, Err: err}
	}
	if err := os.RemoveAll(filepath.Join(part, ".cache")); err != nil {
		return err
	}
	return replace(e.modelDir(model), part)
}

// watch tells twice a second how much of all bytes dir has, until stop.
func watch(dir string, all int64, stop <-chan struct{}, tell func(fraction float64)) {
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
			tell(min(float64(size(dir))/float64(all), 1))
		}
	}
}

// size returns the bytes below dir; files that come and go count as they are met.
func size(dir string) int64 {
	var sum int64
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".lock") {
			return nil
		}
		if info, err := d.Info(); err == nil {
			sum += info.Size()
		}
		return nil
	})
	return sum
}
