package audio

import "math"

// The filter of a resampler: a sinc under a Kaiser window. 32 zero crossings on
// each side of the slower of both rates and β = 8 keep what would fold back
// 75 dB down and the voice whole up to 85 % of the band (J. F. Kaiser, 1974:
// width of the transition = (A − 8)/(2.285·2π·length)).
const (
	sincCrossings = 32
	kaiserBeta    = 8.0
	sincCutoff    = 0.92 // of half the slower rate: the middle of the transition
	maxPhases     = 1024 // rates without a small common ratio use the nearest phase
)

// A Resampler changes the rate of a stream of samples.
type Resampler struct {
	from, to int // divided by their common divisor
	half     int // taps on each side
	phases   [][]float32
	kept     []int16 // input that may still be needed
	pos      int     // index in kept where the next output's taps begin
	frac     int     // of the next output's place, in 1/to of an input sample
	in, out  int     // samples so far
}

// NewResampler makes a Resampler between two positive rates.
func NewResampler(from, to int) *Resampler {
	d := gcd(from, to)
	r := &Resampler{from: from / d, to: to / d}
	slower := min(1, float64(to)/float64(from))
	r.half = int(math.Ceil(sincCrossings / slower))
	r.phases = make([][]float32, min(r.to, maxPhases))
	for i := range r.phases {
		r.phases[i] = taps(r.half, slower, float64(i)/float64(len(r.phases)))
	}
	r.kept = make([]int16, r.half-1) // the first output stands on the first input
	return r
}

// Append appends to out what in makes. The output lags by half the filter:
// 2 ms of the slower rate.
func (r *Resampler) Append(out, in []int16) []int16 {
	r.in += len(in)
	r.kept = append(r.kept, in...)
	for r.pos+2*r.half <= len(r.kept) {
		taps := r.phases[r.frac*len(r.phases)/r.to]
		out = append(out, dot(taps, r.kept[r.pos:]))
		r.out++
		r.frac += r.from
		r.pos += r.frac / r.to
		r.frac %= r.to
	}
	used := min(r.pos, len(r.kept))
	r.kept = r.kept[:copy(r.kept, r.kept[used:])]
	r.pos -= used
	return out
}

// Flush appends what the filter still holds. All in all there are then
// in·to/from samples, rounded up. It is the last call.
func (r *Resampler) Flush(out []int16) []int16 {
	want := (r.in*r.to + r.from - 1) / r.from
	begin, fed := len(out), r.out
	out = r.Append(out, make([]int16, 2*r.half))
	return out[:min(len(out), begin+max(0, want-fed))]
}

func dot(taps []float32, in []int16) int16 {
	in = in[:len(taps)]
	var sum float32
	for i, t := range taps {
		sum += t * float32(in[i])
	}
	return int16(math.Round(float64(max(math.MinInt16, min(math.MaxInt16, sum)))))
}

// taps returns the filter for an output that lies frac behind the sample in
// the middle; slower is the slower rate in parts of the input's. Its sum is 1.
func taps(half int, slower, frac float64) []float32 {
	t := make([]float64, 2*half)
	sum := 0.0
	for i := range t {
		x := float64(i-half+1) - frac
		t[i] = sinc(x*slower*sincCutoff) * kaiser(x/float64(half))
		sum += t[i]
	}
	out := make([]float32, len(t))
	for i := range t {
		out[i] = float32(t[i] / sum)
	}
	return out
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}

// kaiser is the Kaiser window over −1 to 1, not scaled.
func kaiser(x float64) float64 {
	if x < -1 || x > 1 {
		return 0
	}
	return bessel(kaiserBeta * math.Sqrt(1-x*x))
}

// bessel is I₀, the modified Bessel function of order zero, by its series.
func bessel(x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1.0; term > sum*1e-12; k++ {
		term *= (x / 2 / k) * (x / 2 / k)
		sum += term
	}
	return sum
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
