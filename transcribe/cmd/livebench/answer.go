package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"rehearse/audio"
)

// shortestClip leaves out single words: an answer is sentences.
const shortestClip = 2.5 // seconds

// A clip is recorded speech with its text.
type clip struct {
	text    string
	samples []int16
}

// An answer is clips with pauses between them.
type answer struct {
	length  time.Duration // as asked for
	text    string
	samples []int16
}

// readClips reads the clips that manifest.tsv names.
func readClips(ctx context.Context, folder string) ([]clip, error) {
	manifest, err := os.ReadFile(filepath.Join(folder, "manifest.tsv"))
	if err != nil {
		return nil, fmt.Errorf("read the list of clips: %w", err)
	}
	var clips []clip
	for _, line := range strings.Split(string(manifest), "\n")[1:] {
		fields := strings.Split(line, "\t")
		if len(fields) < 4 {
			continue
		}
		seconds, err := strconv.ParseFloat(fields[1], 64)
		if err != nil || seconds < shortestClip {
			continue
		}
		samples, err := decode(ctx, filepath.Join(folder, fields[0]))
		if err != nil {
			return nil, err
		}
		clips = append(clips, clip{fields[3], samples})
	}
	return clips, nil
}

// decode returns the samples of a FLAC file.
func decode(ctx context.Context, path string) ([]int16, error) {
	raw, err := exec.CommandContext(ctx, "sox", path, "-t", "raw", "-r", strconv.Itoa(audio.Rate), "-e", "signed", "-b", "16", "-L", "-c", "1", "-").Output()
	if err != nil {
		return nil, fmt.Errorf("decode %s with sox: %w", path, err)
	}
	samples := make([]int16, len(raw)/2)
	for i := range samples {
		samples[i] = int16(binary.LittleEndian.Uint16(raw[2*i:]))
	}
	return samples, nil
}

// join makes an answer of about length, always the same one for both: clips,
// pauses of 0.2 to 1.5 s between them, over the noise of a quiet room.
func join(clips []clip, length time.Duration, number int) answer {
	r := rand.New(rand.NewPCG(uint64(number), uint64(length)))
	clips = slices.Clone(clips)
	r.Shuffle(len(clips), func(i, j int) { clips[i], clips[j] = clips[j], clips[i] })
	a := answer{length: length}
	var texts []string
	a.pause(500 * time.Millisecond)
	for _, c := range clips {
		if audio.Duration(len(a.samples)+len(c.samples)) > length {
			continue // a shorter one may fit
		}
		a.samples = append(a.samples, c.samples...)
		texts = append(texts, c.text)
		a.pause(time.Duration(200+r.IntN(1300)) * time.Millisecond)
	}
	a.text = strings.Join(texts, " ")
	const noise = 10 // of full scale 32768: −70 dBFS
	for i, s := range a.samples {
		a.samples[i] = int16(max(-32768, min(32767, float64(s)+noise*r.NormFloat64())))
	}
	return a
}

func (a *answer) pause(d time.Duration) {
	a.samples = append(a.samples, make([]int16, audio.Samples(d))...)
}
