package audio

import (
	"math"
	"math/bits"
)

// The detector looks at 25 ms of sound every 10 ms, as recognisers of speech do
// (S. Young et al., The HTK Book, 5.2): a syllable is several looks long, a key
// click one or two.
const (
	lookLen  = Rate / 40  // samples
	lookStep = Rate / 100 // samples
	fftLen   = 512        // the power of two above lookLen
)

// bandEdges are the bands in which speech is told from noise, in Hz: about
// equally wide to the ear (mel). Below 150 Hz are hum, wind and traffic; above
// 7 kHz many microphones have nothing.
var bandEdges = [...]float64{150, 300, 450, 650, 900, 1200, 1600, 2100, 2800, 3700, 4900, 7000}

const bands = len(bandEdges) - 1

// A look is the level of each band, in dBFS.
type look [bands]float32

// A spectrum makes looks. Its tables are made once.
type spectrum struct {
	window [lookLen]float64
	twist  [fftLen / 2]complex128
	bins   [bands + 1]int
	work   [fftLen]complex128
}

func newSpectrum() *spectrum {
	s := &spectrum{}
	for i := range s.window {
		s.window[i] = 0.5 - 0.5*math.Cos(2*math.Pi*(float64(i)+0.5)/lookLen)
	}
	for i := range s.twist {
		sin, cos := math.Sincos(-2 * math.Pi * float64(i) / fftLen)
		s.twist[i] = complex(cos, sin)
	}
	for i, hz := range bandEdges {
		s.bins[i] = int(math.Round(hz * fftLen / Rate))
	}
	return s
}

// look returns the levels of the bands of lookLen samples.
func (s *spectrum) look(samples []int16) look {
	clear(s.work[:])
	for i, w := range s.window {
		s.work[reversed(i)] = complex(w*float64(samples[i]), 0)
	}
	s.transform()
	var l look
	for b := range l {
		energy := 0.0
		for _, c := range s.work[s.bins[b]:s.bins[b+1]] {
			energy += real(c)*real(c) + imag(c)*imag(c)
		}
		// Twice for the negative frequencies; the window takes 3/8 of the power.
		l[b] = float32(decibels(2*energy/(0.375*fftLen), lookLen))
	}
	return l
}

// transform is the fast Fourier transform (Cooley and Tukey, 1965) of work,
// which lies in bit-reversed order.
func (s *spectrum) transform() {
	for size := 2; size <= fftLen; size *= 2 {
		half, step := size/2, fftLen/size
		for start := 0; start < fftLen; start += size {
			for i := range half {
				a := s.work[start+i]
				b := s.work[start+i+half] * s.twist[i*step]
				s.work[start+i], s.work[start+i+half] = a+b, a-b
			}
		}
	}
}

func reversed(i int) int {
	return int(bits.Reverse16(uint16(i)) >> (16 - 9)) // fftLen is 2⁹
}
