package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"rehearse/transcribe"
)

// Bars of the design, on one machine in one run.
const (
	most120 = 0.15 // live / ordinary at 120 s
	most300 = 0.08 // at 300 s
	growth  = 1.3  // live at 300 s / at 30 s
)

// errBar tells that a bar was missed; the table says which.
var errBar = errors.New("a bar is missed")

// print prints rows and the bars. The error is errBar, or that of out.
func print(out io.Writer, rows []row) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "answer\tlive\tspread\tordinary\tlive/ordinary\twhole\tWER live\tordinary\twhole\tparts\t")
	for _, r := range rows {
		fmt.Fprintf(t, "%v\t%.2f s\t%.2f–%.2f\t%.2f s\t%.3f\t%.2f s\t%.1f %%\t%.1f %%\t%.1f %%\t%s\t\n", r.length,
			r.live.median().Seconds(), r.live.took[0].Seconds(), r.live.took[len(r.live.took)-1].Seconds(),
			r.ordinary.median().Seconds(), ratio(r.live, r.ordinary), r.whole.median().Seconds(),
			100*r.wer(r.live), 100*r.wer(r.ordinary), 100*r.wer(r.whole), parts(r.parts))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	missed := false
	for _, b := range bars(rows) {
		verdict := "met"
		if b.value > b.most {
			verdict, missed = "MISSED", true
		}
		fmt.Fprintf(out, "%s: %.3f, at most %.3f: %s\n", b.what, b.value, b.most, verdict)
	}
	if missed {
		return errBar
	}
	return nil
}

// A bar is a value and the most that it may be.
type bar struct {
	what        string
	value, most float64
}

// bars returns those that rows can tell of. Word error rates are compared over
// all answers together: a short one has too few words to tell two ways apart.
func bars(rows []row) []bar {
	var all row
	of := map[time.Duration]row{}
	for _, r := range rows {
		of[r.length] = r
		all.words += r.words
		all.live.errors += r.live.errors
		all.whole.errors += r.whole.errors
	}
	known := []bar{{"word error rate of live against the whole at once", all.wer(all.live), all.wer(all.whole)}}
	short, medium, long := of[30*time.Second].live, of[120*time.Second].live, of[300*time.Second].live
	if len(medium.took) > 0 {
		known = append(known, bar{"live / ordinary at 2m0s", ratio(medium, of[120*time.Second].ordinary), most120})
	}
	if len(long.took) > 0 {
		known = append(known, bar{"live / ordinary at 5m0s", ratio(long, of[300*time.Second].ordinary), most300})
	}
	if len(short.took) > 0 && len(long.took) > 0 {
		known = append(known, bar{"live at 5m0s / live at 30s", ratio(long, short), growth})
	}
	return known
}

func (r row) wer(w way) float64 { return float64(w.errors) / float64(max(1, r.words)) }

func ratio(a, b way) float64 { return float64(a.median()) / float64(b.median()) }

func parts(count map[transcribe.Way]int) string {
	var all []string
	for _, way := range []transcribe.Way{transcribe.WayLive, transcribe.WayAgain, transcribe.WayLast, transcribe.WayAfter} {
		if count[way] > 0 {
			all = append(all, fmt.Sprintf("%d %s", count[way], way))
		}
	}
	return strings.Join(all, ", ")
}

// wordErrors returns how many words have to be put in, taken out or changed to
// make heard of said.
func wordErrors(said, heard string) int {
	a, b := plain(said), plain(heard)
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

// plain returns the words of text in lower case, without marks, ё as е, small
// numbers as digits.
func plain(text string) []string {
	words := strings.FieldsFunc(strings.ReplaceAll(strings.ToLower(text), "ё", "е"), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	digits := strings.Fields("ноль один два три четыре пять шесть семь восемь девять")
	for i, w := range words {
		for n, digit := range digits {
			if w == digit {
				words[i] = fmt.Sprint(n)
			}
		}
	}
	return words
}
