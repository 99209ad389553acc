//go:build cgo

package audio

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"rehearse/audio/nullsink"
)

// C libraries print from wherever they like, so a process of its own tells
// whether anything reaches the screen.
const childOf = "REHEARSE_TEST_CHILD"

func TestNothingReachesTheScreenWithoutADevice(t *testing.T) {
	if os.Getenv(childOf) != "" {
		_, devicesErr := Devices()
		_, micErr := OpenMicrophone("")
		_, speakerErr := OpenSpeaker()
		for _, err := range []error{devicesErr, micErr, speakerErr} {
			if !errors.Is(err, ErrNoDevice) {
				t.Errorf("%v, want ErrNoDevice", err)
			}
		}
		return
	}
	runChild(t, nullsink.Nothing(t), func() {})
}

func TestNothingReachesTheScreenWhenTheDeviceDies(t *testing.T) {
	if os.Getenv(childOf) != "" {
		mic := openMic(t)
		reads(mic, 20)
		fmt.Println("listening")
		wantLost(t, mic)
		return
	}
	card := nullsink.Start(t)
	runChild(t, card.Env(), card.Kill)
}

// runChild runs the calling test in a process of its own, and does then when
// the child has printed its first line.
func runChild(t *testing.T, env []string, then func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(env, childOf+"=1")
	var screen bytes.Buffer
	cmd.Stderr = &screen
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	var said []string
	for lines.Scan() {
		if len(said) == 0 {
			then()
		}
		said = append(said, lines.Text())
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v: %q", err, said)
	}
	if screen.Len() > 0 {
		t.Errorf("on the screen: %s", screen.String())
	}
}
