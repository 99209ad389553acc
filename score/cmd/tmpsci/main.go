package main

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"sort"

	"rehearse/prompts"
	"rehearse/score"
	"rehearse/transcribe"
)

type Q struct {
	Text string   `xml:"questionText"`
	Refs []string `xml:"referenceAnswers>referenceAnswer"`
	Ans  []struct {
		Acc  string `xml:"accuracy,attr"`
		Text string `xml:",chardata"`
	} `xml:"studentAnswers>studentAnswer"`
}

func main() {
	files, _ := filepath.Glob(os.Args[1] + "/*.xml")
	type s struct {
		p  float64
		ok bool
	}
	var all []s
	var tp, fp, tn, fn int
	for _, f := range files {
		b, _ := os.ReadFile(f)
		var q Q
		if xml.Unmarshal(b, &q) != nil || len(q.Refs) == 0 {
			continue
		}
		for _, a := range q.Ans {
			best, cov := 0.0, false
			for _, ref := range q.Refs[:1] {
				qq := prompts.Question{Text: q.Text, Points: []prompts.Point{{ID: "a", Text: ref, Depth: 1}}}
				m := score.Measure(qq, transcribe.Transcript{Text: a.Text}, nil)
				c := score.Shipped().Words.Chances(m[0])
				p := c.Covered + c.Partial/2
				v, _ := score.Shipped().Words.Judge(m[0])
				best = max(best, p)
				cov = cov || v == score.Covered || v == score.Partial
			}
			ok := a.Acc == "correct"
			all = append(all, s{best, ok})
			switch {
			case cov && ok:
				tp++
			case cov:
				fp++
			case ok:
				fn++
			default:
				tn++
			}
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].p < all[j].p })
	pos, rank := 0, 0.0
	for i, x := range all {
		if x.ok {
			pos++
			rank += float64(i + 1)
		}
	}
	neg := len(all) - pos
	fmt.Println("n", len(all), "AUC", (rank-float64(pos*(pos+1))/2)/float64(pos*neg), "said-acc", float64(tp+tn)/float64(len(all)), tp, fp, fn, tn)
	f1 := func(a, b, c int) float64 { return 2 * float64(a) / float64(2*a+b+c) }
	fmt.Println("macro F1", (f1(tp, fp, fn)+f1(tn, fn, fp))/2)
}
