package audio

import (
	"context"
	"math"
	"slices"
	"time"
)

var nocontext = context.Background()

type params struct {
	reach      int     // looks on each side
	share      float64 // percentile
	cap        float64
	bias       float64
	smooth     int // half-width power smoothing
	med        int // half-width of median
	high       float64
	low        float64
	minCore    int
	bridge     int
	tail       int
	quietest   float64
	below      float64
	pad0, pad1 time.Duration
}

var P = params{300, 0.15, 25, 0, 1, 0, 9, 6, 8, 20, 12, -75, 100, 10 * time.Millisecond, 5 * time.Millisecond}

func smoothed(looks []look, h int) []look {
	if h == 0 {
		return looks
	}
	out := make([]look, len(looks))
	var sum [bands]float64
	pw := make([][bands]float64, len(looks))
	for i, l := range looks {
		for k, v := range l {
			pw[i][k] = math.Pow(10, float64(v)/10)
		}
	}
	for i := range looks {
		sum = [bands]float64{}
		a, b := max(0, i-h), min(len(looks), i+h+1)
		for j := a; j < b; j++ {
			for k := range sum {
				sum[k] += pw[j][k]
			}
		}
		for k := range sum {
			out[i][k] = float32(max(SilenceDBFS, 10*math.Log10(sum[k]/float64(b-a)+1e-12)))
		}
	}
	return out
}

func floors(looks []look, p params) []look {
	out := make([]look, len(looks))
	for c := 0; c < len(looks); c += 25 {
		a, b := max(0, c-p.reach), min(len(looks), c+p.reach)
		var f look
		for k := range f {
			v := make([]float64, 0, b-a)
			for _, l := range looks[a:b] {
				if l[k] > SilenceDBFS {
					v = append(v, float64(l[k]))
				}
			}
			slices.Sort(v)
			f[k] = float32(p.quietest)
			if len(v) > 0 {
				f[k] = float32(max(p.quietest, v[int(float64(len(v))*p.share)]))
			}
		}
		for i := c; i < min(len(looks), c+25); i++ {
			out[i] = f
		}
	}
	return out
}

func stat(looks []look, p params) []float64 {
	f := floors(looks, p)
	raw := make([]float64, len(looks))
	for i, l := range looks {
		for k := range l {
			raw[i] += max(0, min(p.cap, float64(l[k]-f[i][k])-p.bias)) / float64(bands)
		}
	}
	if p.med == 0 {
		return raw
	}
	out := make([]float64, len(raw))
	w := make([]float64, 0, 32)
	for i := range raw {
		a, b := max(0, i-p.med), min(len(raw), i+p.med+1)
		w = append(w[:0], raw[a:b]...)
		slices.Sort(w)
		out[i] = w[len(w)/2]
	}
	return out
}

func segment(looks []look, p params) []Span {
	return segmentStat(stat(smoothed(looks, p.smooth), p), p)
}

func segmentStat(s []float64, p params) []Span {
	type run struct{ a, b, core int }
	var runs []run
	for i := 0; i < len(s); i++ {
		if s[i] < p.low {
			continue
		}
		r := run{a: i}
		for ; i < len(s) && s[i] >= p.low; i++ {
			if s[i] >= p.high {
				r.core++
			}
		}
		r.b = i
		runs = append(runs, r)
	}
	var spans []run
	for i, r := range runs {
		near := func(o run) bool { return o.core >= p.minCore && (r.a-o.b <= p.tail && o.a-r.b <= p.tail) }
		keep := r.core >= p.minCore
		if i > 0 && near(runs[i-1]) || i+1 < len(runs) && near(runs[i+1]) {
			keep = true
		}
		if !keep {
			continue
		}
		if n := len(spans); n > 0 && r.a-spans[n-1].b < p.bridge {
			spans[n-1].b = r.b
			continue
		}
		spans = append(spans, r)
	}
	var out []Span
	at := func(i int) time.Duration { return Duration(i * lookStep) }
	for _, r := range spans {
		out = append(out, Span{at(r.a) + p.pad0, at(r.b) + p.pad1})
	}
	return out
}
