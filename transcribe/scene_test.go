package transcribe

import (
	"context"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"rehearse/audio"
)

// A spoken word and where in the recording it is said.
type spokenWord struct {
	from, to int
	text     string
}

// rest is a pause that ends any piece of 8 s and more.
const rest = 1200 * ms

// A play is a recording with a known script: a voice over quiet noise.
type play struct {
	samples []int16
	words   []spokenWord
}

// perform speaks for some time and pauses for some, in turn.
func perform(seed uint64, turns ...time.Duration) play {
	r := rand.New(rand.NewPCG(seed, 1))
	var p play
	at := audio.Samples(500 * ms)
	for i, d := range turns {
		end := at + audio.Samples(d)
		for i%2 == 0 && at < end {
			length := min(end-at, audio.Samples(time.Duration(350+r.IntN(200))*ms))
			p.words = append(p.words, spokenWord{at, at + length, newWord(r)})
			at += length + audio.Samples(60*ms)
		}
		at = max(at, end)
	}
	p.samples = make([]int16, at+audio.Samples(500*ms))
	for i := range p.samples {
		p.samples[i] = int16(30 * r.NormFloat64())
	}
	voice := vowel()
	for _, w := range p.words {
		for i := w.from; i < w.to; i++ {
			const syllables = 3
			swell := math.Sin(syllables * math.Pi * float64(i-w.from) / float64(w.to-w.from))
			at := float64(i) / audio.Rate
			swing := 120*at + 3*math.Sin(2*at) // the pitch wavers
			p.samples[i] += int16(voice[int(swing*float64(len(voice)))%len(voice)] * swell * swell)
		}
	}
	return p
}

func newWord(r *rand.Rand) string {
	text := ""
	for range 3 {
		text += string([]rune("бвгджзклмнпрст")[r.IntN(14)]) + string([]rune("аеиоуыюя")[r.IntN(8)])
	}
	return text
}

// vowel returns one swing of a voice.
func vowel() [512]float64 {
	var v [512]float64
	for i := range v {
		for k := 1.0; k <= 25; k++ {
			v[i] += 2000 * math.Sin(2*math.Pi*k*float64(i)/float64(len(v))) / math.Sqrt(k)
		}
	}
	return v
}

// speech returns when somebody speaks in p, judged as a whole.
func (p play) speech(t *testing.T) audio.Speech {
	t.Helper()
	speech, err := audio.Detect(audio.FromSamples(p.samples))
	if err != nil {
		t.Fatal(err)
	}
	return speech
}

// text returns the script up to a sample.
func (p play) text(to int) string {
	var segments []Segment
	for _, w := range p.words {
		if w.to <= to {
			segments = append(segments, Segment{Text: w.text})
		}
	}
	return Join(segments).Text
}

// A prompter is a Transcriber that knows the play. It finds out what of the
// recording it was sent, and returns the words that are said there, with their
// times in what was sent; a word of which it got a part ends with a dash.
type prompter struct {
	play
	before func(ctx context.Context, n int, sound []int16, hint Hint) error // of the n-th request
	unsure bool                                                             // it is sure of no word

	mu             sync.Mutex
	asked          []piece
	hints          []Hint
	flying, atOnce int
}

func (p *prompter) Transcribe(ctx context.Context, wav io.Reader, hint Hint) (Transcript, error) {
	file, err := io.ReadAll(wav)
	if err != nil {
		return Transcript{}, err
	}
	sound := make([]int16, (len(file)-44)/2)
	for i := range sound {
		sound[i] = int16(uint16(file[44+2*i]) | uint16(file[45+2*i])<<8)
	}
	n, got := p.enter(sound, hint)
	defer p.leave()
	if p.before != nil {
		if err := p.before(ctx, n, sound, hint); err != nil {
			return Transcript{}, err
		}
	}
	return p.recite(got), nil
}

func (p *prompter) enter(sound []int16, hint Hint) (n int, got piece) {
	p.mu.Lock()
	defer p.mu.Unlock()
	got = p.find(sound)
	p.asked, p.hints = append(p.asked, got), append(p.hints, hint)
	p.flying++
	p.atOnce = max(p.atOnce, p.flying)
	return len(p.asked), got
}

func (p *prompter) leave() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.flying--
}

// find returns the stretches of the recording that sound is made of, in its
// order. A few samples of noise tell where they are.
func (p *prompter) find(sound []int16) piece {
	const enough = 6
	var got piece
	at := 0
	for len(sound) >= enough {
		for at+enough < len(p.samples) && !slices.Equal(p.samples[at:at+enough], sound[:enough]) {
			at++
		}
		n := 0
		for n < len(sound) && at+n < len(p.samples) && sound[n] == p.samples[at+n] {
			n++
		}
		if n == 0 {
			return nil // not of this play
		}
		got = append(got, stretch{at, at + n})
		sound, at = sound[n:], at+n
	}
	return got
}

func (p *prompter) recite(got piece) Transcript {
	var segments []Segment
	offset, sure := 0, 0.9
	if p.unsure {
		sure = 0.4
	}
	for _, s := range got {
		for _, w := range p.words {
			from, to := max(s.from, w.from), min(s.to, w.to)
			if from >= to {
				continue
			}
			text := w.text
			if to-from < w.to-w.from {
				text += "-"
			}
			start, end := audio.Duration(offset+from-s.from), audio.Duration(offset+to-s.from)
			segments = append(segments, Segment{start, end, text, []Word{{Start: start, End: end, Text: text, Probability: sure}}})
		}
		offset += s.len()
	}
	return Join(segments)
}

// server returns p as NewLive takes it.
func (p *prompter) server() (Transcriber, error) { return p, nil }
