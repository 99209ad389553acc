package audio
import ("testing";"math/rand/v2";"time";"slices")
func TestZZ(t *testing.T){
	r := rand.New(rand.NewPCG(3, 3))
	for _, name := range []string{"hiss","hum","keys","street"} {
		silent := scene{sound: make([]int16, 60*Rate)}
		d := NewDetector(); d.Write(silent.add(noises[name](60*Rate, r), -35))
		e := excess(d.looks); slices.Sort(e)
		t.Log(name, e[len(e)/2], e[len(e)*99/100], e[len(e)-1], d.Speech().Spans)
	}
	clips := speechClips(t, sentences...)
	for _, gain := range []float64{1, 0.3, 0.1, 0.03, 0.01} {
		for _, nn := range []string{"none","hiss","keys"} {
		s := makeScene(clips[:10], 4000, r)
		for i := range s.sound { s.sound[i] = int16(float64(s.sound[i])*gain) }
		sound := s.sound
		if nn=="hiss" { sound = s.add(noises["hiss"](len(s.sound), r), -70) }
		if nn=="keys" { sound = s.add(noises["keys"](len(s.sound), r), -40) }
		got, _ := Detect(FromSamples(sound))
		t.Log(nn, gain, compare(Speech{Length: Duration(len(sound)), Spans: s.spans}, got))
		}
	}
	for _, d := range []time.Duration{1,2,3,4} {
		v := voice(d*time.Second)
		for i := range v { v[i] = int16(float64(v[i])) }
		got, _ := Detect(FromSamples(overNoise(-50, r, pause(3*time.Second), steadyVowel(d*time.Second), pause(3*time.Second))))
		t.Log(d, got.Spans)
	}
}
func steadyVowel(d time.Duration) []int16 {
	s := voice(20*time.Millisecond)
	_ = s
	out := tone(150, Rate, Samples(d), 3000)
	for k := 2; k < 20; k++ { for i, v := range tone(150*k, Rate, Samples(d), 3000/float64(k)) { out[i] += v } }
	return out
}
