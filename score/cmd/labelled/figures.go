package labelled

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"rehearse/score"
)

// Verdicts are the verdicts in the order of tables.
var verdicts = [...]score.Verdict{score.Covered, score.Partial, score.Missed, score.Contradicted}

// Figures compare verdicts with labels; scoring.md says what each means.
type Figures struct {
	Labels, Answers                      int
	Accuracy, Kappa, MacroF1             float64
	CoverageError, FalseCover            float64
	SureShare, SureAccuracy, Calibration float64
	Confusion                            [4][4]int // [label][verdict], in the order of verdicts
}

// Compare returns the figures of judged.
func Compare(judged []Judged) Figures {
	f := Figures{Labels: len(judged)}
	sure, sureRight := 0, 0
	for _, j := range judged {
		f.Confusion[place(j.Verdict)][place(j.Guess)]++
		if j.Sure {
			sure++
		}
		if j.Sure && j.Guess == j.Verdict {
			sureRight++
		}
	}
	f.agreement()
	f.CoverageError, f.Answers = coverageError(judged)
	f.SureShare = ratio(sure, len(judged))
	f.SureAccuracy = ratio(sureRight, sure)
	f.Calibration = calibration(judged)
	return f
}

func place(v score.Verdict) int { return slices.Index(verdicts[:], v) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// agreement fills in what follows from the confusion.
func (f *Figures) agreement() {
	right, chance := 0, 0.0
	for k := range verdicts {
		labelled, guessed := 0, 0
		for other := range verdicts {
			labelled += f.Confusion[k][other]
			guessed += f.Confusion[other][k]
		}
		right += f.Confusion[k][k]
		chance += ratio(labelled, f.Labels) * ratio(guessed, f.Labels)
		f.MacroF1 += ratio(2*f.Confusion[k][k], labelled+guessed) / float64(len(verdicts))
	}
	f.Accuracy = ratio(right, f.Labels)
	if chance < 1 {
		f.Kappa = (f.Accuracy - chance) / (1 - chance)
	}
	missed, against := f.Confusion[2], f.Confusion[3]
	unsaid := 0
	for k := range verdicts {
		unsaid += missed[k] + against[k]
	}
	f.FalseCover = ratio(missed[0]+against[0], unsaid)
}

// coverageError is the mean over answers of how far coverage is off.
func coverageError(judged []Judged) (float64, int) {
	off, n := map[*Answer]float64{}, map[*Answer]float64{}
	for _, j := range judged {
		off[j.Answer] += j.Guess.Credit() - j.Verdict.Credit()
		n[j.Answer]++
	}
	sum := 0.0
	for a := range off {
		sum += math.Abs(off[a]) / n[a]
	}
	return sum / float64(max(1, len(off))), len(off)
}

// calibration is the expected calibration error in ten bins.
func calibration(judged []Judged) float64 {
	var n, right, claimed [10]float64
	for _, j := range judged {
		bin := min(9, int(j.Probability*10))
		n[bin]++
		claimed[bin] += j.Probability
		if j.Guess == j.Verdict {
			right[bin]++
		}
	}
	sum := 0.0
	for bin := range n {
		sum += math.Abs(right[bin] - claimed[bin])
	}
	return sum / float64(max(1, len(judged)))
}

// String is one line of figures.
func (f Figures) String() string {
	return fmt.Sprintf("n %3d  acc %.3f  kappa %.3f  F1 %.3f  cov.err %.3f  false cover %.3f  sure %.2f at %.3f  ECE %.3f",
		f.Labels, f.Accuracy, f.Kappa, f.MacroF1, f.CoverageError, f.FalseCover, f.SureShare, f.SureAccuracy, f.Calibration)
}

// Table is the confusion, labels down, verdicts across.
func (f Figures) Table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-14s", "label \\ said")
	for _, v := range verdicts {
		fmt.Fprintf(&b, "%14s", v)
	}
	for k, v := range verdicts {
		fmt.Fprintf(&b, "\n%-14s", v)
		for other := range verdicts {
			fmt.Fprintf(&b, "%14d", f.Confusion[k][other])
		}
	}
	return b.String()
}

// Interval returns the 95 % bootstrap interval of figure over answers.
func Interval(judged []Judged, figure func(Figures) float64, chance *rand.Rand) (low, high float64) {
	var order []*Answer
	of := map[*Answer][]Judged{}
	for _, j := range judged {
		if of[j.Answer] == nil {
			order = append(order, j.Answer)
		}
		of[j.Answer] = append(of[j.Answer], j)
	}
	const draws = 500
	values := make([]float64, draws)
	for d := range values {
		var drawn []Judged
		for range order {
			drawn = append(drawn, of[order[chance.IntN(len(order))]]...)
		}
		values[d] = figure(Compare(drawn))
	}
	slices.Sort(values)
	return values[draws*25/1000], values[draws*975/1000]
}
