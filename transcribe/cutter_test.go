package transcribe

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rehearse/audio"
)

// cuts returns the parts that a cutter makes of sound, written in frames.
func cuts(c *cutter, sound []int16, frame int) []*part {
	var parts []*part
	for f := range slices.Chunk(sound, frame) {
		c.write(f)
		for p := c.next(); p != nil; p = c.next() {
			parts = append(parts, p)
		}
	}
	return parts
}

func TestCutsDependOnTheSoundAlone(t *testing.T) {
	p := perform(21, 23*s, 400*ms, 12*s, rest, 3*s, 11*s, 2*s)
	want := cuts(newCutter(), p.samples, audio.FrameLen)
	for _, frame := range []int{137, len(p.samples)} {
		got := cuts(newCutter(), p.samples, frame)
		if len(got) != len(want) || len(got) < 3 {
			t.Fatalf("%d parts in frames of %d, %d otherwise", len(got), frame, len(want))
		}
		for i := range got {
			if diff := cmp.Diff(want[i].piece, got[i].piece, cmp.AllowUnexported(stretch{})); diff != "" {
				t.Errorf("part %d in frames of %d: %s", i, frame, diff)
			}
		}
	}
	at := 0
	for i, part := range want {
		if part.from != at || part.to <= at {
			t.Errorf("part %d is %d–%d, behind %d", i, part.from, part.to, at)
		}
		at = part.to
		if !slices.Equal(part.sound, part.piece.samples(p.samples)) {
			t.Errorf("part %d does not have its sound", i)
		}
		for _, w := range p.words {
			if w.from < at && at < w.to {
				t.Errorf("%s is cut at %v", w.text, audio.Duration(at))
			}
		}
	}
}

func TestALongPieceEndsInAShorterPause(t *testing.T) {
	tests := []struct{ length, pause time.Duration }{
		{2 * s, thought}, {8 * s, clearPause}, {15 * s, 700 * ms}, {22 * s, anyPause}, {28 * s, anyPause},
	}
	for _, test := range tests {
		if got := ending(test.length); got != test.pause {
			t.Errorf("a piece of %v ends in a pause of %v, want %v", test.length, got, test.pause)
		}
	}
}

func TestWithoutPausesASpeakerIsHeardLiveToo(t *testing.T) {
	p := perform(22, 45*s)
	speech := p.speech(t)
	parts := cuts(newCutter(), p.samples, audio.Rate)
	if len(parts) < 2 {
		t.Fatalf("%d parts of %v", len(parts), speech.Length)
	}
	for _, s := range plan(begun(t, parts), p.samples, speech)[:len(parts)] {
		if s.part == nil || s.part.piece.length() > longestPiece {
			t.Errorf("%v is heard again", s.own)
		}
	}
}

// begun makes parts ready to be dropped.
func begun(t *testing.T, parts []*part) []*part {
	for _, p := range parts {
		p.begin(t.Context())
	}
	return parts
}

func TestALongSilenceIsForgotten(t *testing.T) {
	c := newCutter()
	p := perform(23, 3*s, 45*s)
	parts := cuts(c, p.samples, audio.Rate)
	if len(parts) != 1 || parts[0].piece.length() > 4*s {
		t.Errorf("%d parts", len(parts))
	}
	if kept := audio.Duration(len(c.sound)); kept > 35*s {
		t.Errorf("%v of sound are kept", kept)
	}
}
