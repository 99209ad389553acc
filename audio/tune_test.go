package audio

import (
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"testing"
	"time"
)

func TestTune(t *testing.T) {
	if os.Getenv("TUNE") == "" {
		t.Skip()
	}
	clips := speechClips(t, sentences...)
	type sc struct {
		name  string
		want  Speech
		looks []look
	}
	var scenes []sc
	r := rand.New(rand.NewPCG(7, 3))
	for seed := 0; seed < 2; seed++ {
		for _, name := range []string{"none", "hiss", "hum", "keys", "street"} {
			for _, level := range []float64{-50, -40, -30, -25} {
				if name == "none" && level > -50 {
					continue
				}
				r.Shuffle(len(clips), func(i, j int) { clips[i], clips[j] = clips[j], clips[i] })
				s := makeScene(clips[:12], r)
				sound := s.sound
				if name != "none" {
					sound = s.add(noises[name](len(s.sound), r), level)
				}
				d := NewDetector()
				d.Write(sound)
				scenes = append(scenes, sc{fmt.Sprintf("%s%.0f", name, level), Speech{Length: Duration(len(sound)), Spans: s.spans}, d.looks})
			}
		}
	}
	eval := func(p params, show bool) (float64, string) {
		per := map[string]*tally{}
		firsts := map[string]time.Duration{}
		var order []string
		for _, s := range scenes {
			got := compare(s.want, Speech{Length: s.want.Length, Spans: segment(s.looks, p)})
			if per[s.name] == nil {
				per[s.name] = &tally{}
				order = append(order, s.name)
			}
			q := per[s.name]
			q.found += got.found
			q.there += got.there
			q.right += got.right
			q.edges += got.edges
			q.near += got.near
			firsts[s.name] = max(firsts[s.name], got.first.Abs())
		}
		score, out := 0.0, ""
		for _, n := range order {
			q := per[n]
			score += q.f1() + 0.5*float64(q.near)/float64(max(1, q.edges))
			if firsts[n] <= 100*time.Millisecond {
				score += 0.1
			}
			out += fmt.Sprintf("%-9s F1 %.3f edges %3d/%3d first %d\n", n, q.f1(), q.near, q.edges, firsts[n].Milliseconds())
		}
		return score / float64(len(order)), out
	}
	best := P
	bestScore, out := eval(best, true)
	fmt.Printf("start %.4f\n%s", bestScore, out)
	rng := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	until := time.Now().Add(150 * time.Second)
	var mu sync.Mutex
	var wg sync.WaitGroup
	pickf := func(vs ...float64) float64 { return vs[rng.IntN(len(vs))] }
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for time.Now().Before(until) {
				mu.Lock()
				p := best
				for range 1 + rng.IntN(3) {
					switch rng.IntN(11) {
					case 0:
						p.reach = int(pickf(75, 100, 150, 200, 300))
					case 1:
						p.share = pickf(0.05, 0.1, 0.15, 0.2, 0.25, 0.3)
					case 2:
						p.cap = pickf(6, 8, 10, 15, 20, 25, 30)
					case 3:
						p.bias = pickf(0, 1, 2, 3, 4, 5, 6)
					case 4:
						p.smooth = rng.IntN(4)
					case 5:
						p.med = rng.IntN(7)
					case 6:
						p.high *= 0.6 + 0.8*rng.Float64()
						p.high = max(p.high, p.low)
					case 7:
						p.low *= 0.6 + 0.8*rng.Float64()
						p.high = max(p.high, p.low)
					case 8:
						p.minCore = 4 + rng.IntN(14)
					case 9:
						p.bridge = int(pickf(12, 15, 20, 25))
					case 10:
						p.tail = int(pickf(5, 8, 12, 15, 20))
					}
				}
				mu.Unlock()
				s, o := eval(p, false)
				mu.Lock()
				if s > bestScore {
					best, bestScore, out = p, s, o
					fmt.Printf("%.4f %+v\n", s, p)
				}
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	fmt.Printf("%s", out)
}
