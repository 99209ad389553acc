package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"runtime/pprof"
	"strconv"
	"syscall"
	"time"

	"rehearse/recordings"
)

func main() {
	if os.Args[1] == "rebuild" {
		f, _ := os.Create("/tmp/speed/cpu.prof")
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
		s, _ := recordings.Open(os.Args[2], rand.Reader, "x")
		s.Cache = os.Args[3]
		t := time.Now()
		r, err := s.Rebuild(context.Background())
		d := time.Since(t)
		var u syscall.Rusage
		syscall.Getrusage(0, &u)
		fmt.Println(r.Attempts, err, d, float64(r.Attempts)/d.Seconds(), "cpu", u.Utime.Sec, u.Stime.Sec)
		s.Close()
		return
	}
	n, _ := strconv.Atoi(os.Args[3])
	if err := generate(os.Args[2], n); err != nil {
		panic(err)
	}
}
