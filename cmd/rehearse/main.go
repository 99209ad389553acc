// Command rehearse asks interview questions aloud, records the spoken answers
// and says which reference points were covered.
package main

import (
	"context"
	"crypto/rand"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"golang.org/x/term"
)

func main() {
	os.Exit(mainCode())
}

// mainCode is main with deferred calls that run.
func mainCode() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends a program that hangs on a read
	return run(ctx, os.Args[1:], app{
		in:    os.Stdin,
		out:   os.Stdout,
		err:   &talk{tty: os.Stderr},
		env:   os.Getenv,
		now:   time.Now,
		rand:  rand.Reader,
		tty:   term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stderr.Fd())),
		width: terminalWidth,
	})
}

// terminalWidth returns the columns of the screen, 80 where there is none.
func terminalWidth() int {
	width, _, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil || width < 20 {
		return 80
	}
	return width
}

// run is the whole program as a function of its world.
func run(ctx context.Context, args []string, a app) int {
	a.asking = &sync.Mutex{}
	a.words = newWords(interfaceLanguage(args, a.env))
	root := a.rootCommand()
	root.SetArgs(joinJudge(args))
	defer a.close()
	command, err := root.ExecuteContextC(ctx)
	if err == nil {
		return exitDone
	}
	if ctx.Err() != nil {
		err = interrupted(err)
	}
	return a.fail(command, err)
}
