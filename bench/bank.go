package main

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/text"

	"rehearse/prompts"
)

// bank measures the parsing of a large bank against a Markdown parser.
func bank(_ context.Context, b *bench) ([]row, error) {
	source := largeBank(5_000_000)
	markdown := goldmark.DefaultParser()
	timed := row{what: "parsing a 5 MB bank: time", against: "goldmark on the same bytes", most: 0.5}
	memory := row{what: "parsing a 5 MB bank: memory", against: "goldmark on the same bytes", most: 0.5}
	var questions int
	var ours, theirs []time.Duration
	var size [2]uint64
	for range pick(b, 9, 3) {
		var failed error
		took, allocated := measured(func() {
			parsed, err := prompts.Parse(bytes.NewReader(source), "bank.md")
			questions, failed = len(parsed.Questions), err
		})
		if failed != nil {
			return nil, failed
		}
		other, otherAllocated := measured(func() { markdown.Parse(text.NewReader(source)) })
		ours, theirs = append(ours, took), append(theirs, other)
		size = [2]uint64{allocated, otherAllocated}
		timed.ratios = append(timed.ratios, took.Seconds()/other.Seconds())
		memory.ratios = append(memory.ratios, float64(allocated)/float64(otherAllocated))
	}
	timed.absolute = fmt.Sprintf("%s against %s, %d questions", ms(middle(ours)), ms(middle(theirs)), questions)
	memory.absolute = fmt.Sprintf("%d MB against %d MB allocated", size[0]>>20, size[1]>>20)
	return []row{timed, memory}, nil
}

// measured returns how long f took and what it allocated.
func measured(f func()) (time.Duration, uint64) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	f()
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}

// largeBank returns an outline of about size bytes.
func largeBank(size int) []byte {
	var bank bytes.Buffer
	for i := 0; bank.Len() < size; i++ {
		if i%50 == 0 {
			fmt.Fprintf(&bank, "# Раздел %d\n", i/50)
		}
		fmt.Fprintf(&bank, "- Вопрос %d: как вы ускорили медленный запрос?\n", i)
		for j := range 8 {
			fmt.Fprintf(&bank, "\t- Пункт %d: добавил составной индекс и `EXPLAIN ANALYZE` показал %d мс\n", j, i*j)
			if j%3 == 0 {
				bank.WriteString("\t\t- Закешировал результат в **Redis** на 5 минут\n")
			}
		}
	}
	return bank.Bytes()
}
