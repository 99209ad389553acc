// Command livebench measures what transcribing while the person speaks saves,
// with the local engine, on answers joined from recorded speech:
//
//	go run ./transcribe/cmd/livebench
//
// Each answer is heard in three ways: live, fed as if it were spoken, and timed
// from its end; in the ordinary way, timed from its end; and sent whole in one
// request, for its word error rate. scripts/bench-live.sh gets it all ready.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"rehearse/api"
	"rehearse/engine"
)

type options struct {
	speech  string          // the folder with manifest.tsv
	lengths []time.Duration // of the answers, about
	speed   float64         // of the feeding, 1 is as spoken
	runs    int
	verbose bool
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Getenv, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "livebench:", err)
		os.Exit(1)
	}
}

func parse(args []string, env func(string) string) (options, error) {
	shared := env("REHEARSE_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "shared")
	}
	o := options{}
	var lengths string
	flags := flag.NewFlagSet("livebench", flag.ContinueOnError)
	flags.StringVar(&o.speech, "speech", filepath.Join(shared, "data", "speech"), "the `FOLDER` of recorded speech, with manifest.tsv")
	flags.StringVar(&lengths, "lengths", "30,60,120,300", "lengths of the answers in `SECONDS`")
	flags.Float64Var(&o.speed, "speed", 1, "how many times faster than spoken an answer is fed")
	flags.IntVar(&o.runs, "runs", 1, "how many answers of each length; the median of their times counts")
	flags.BoolVar(&o.verbose, "verbose", false, "print texts and parts")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	for _, field := range strings.Split(lengths, ",") {
		seconds, err := strconv.Atoi(strings.TrimSpace(field))
		if err != nil || seconds < 1 {
			return o, fmt.Errorf("a length is a number of seconds, not %q", field)
		}
		o.lengths = append(o.lengths, time.Duration(seconds)*time.Second)
	}
	if o.speed <= 0 || o.runs < 1 {
		return o, fmt.Errorf("-speed and -runs are above 0")
	}
	return o, nil
}

func run(ctx context.Context, args []string, env func(string) string, out io.Writer) error {
	o, err := parse(args, env)
	if err != nil {
		return err
	}
	server, err := start(ctx, env)
	if err != nil {
		return err
	}
	clips, err := readClips(ctx, o.speech)
	if err != nil {
		return err
	}
	var rows []row
	for _, length := range o.lengths {
		r, err := measure(ctx, server, clips, length, o, out)
		if err != nil {
			return err
		}
		rows = append(rows, r)
	}
	return print(out, rows)
}

// start returns a client of the local engine in the folders that XDG names, with
// its model loaded.
func start(ctx context.Context, env func(string) string) (*api.Client, error) {
	cache, state := env("XDG_CACHE_HOME"), env("XDG_STATE_HOME")
	if cache == "" || state == "" {
		return nil, fmt.Errorf("XDG_CACHE_HOME and XDG_STATE_HOME say where the engine is: scripts/bench-live.sh sets them")
	}
	e := engine.New(engine.Dirs{Cache: filepath.Join(cache, "rehearse"), State: filepath.Join(state, "rehearse")})
	if err := e.Install(ctx, "", nil); err != nil {
		return nil, err
	}
	server, err := e.Start(ctx)
	if err != nil {
		return nil, err
	}
	return api.New(api.Config{BaseURL: server.BaseURL, Key: server.Key, Model: server.Model, Purpose: api.Transcription})
}
