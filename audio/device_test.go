package audio

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPickingADevice(t *testing.T) {
	devices := []Device{
		{Number: 1, Name: "HDA Intel: ALC257"},
		{Number: 2, Name: "Микрофон Yeti", Default: true},
		{Number: 3, Name: "Yeti Nano"},
		{Number: 4, Name: "Yeti"},
	}
	for name, want := range map[string]int{
		"": 1, "1": 0, "4": 3, "Yeti": 3, "yeti nano": 2, "ALC": 0, "микрофон": 1,
	} {
		if got, err := pick(devices, name); got != want || err != nil {
			t.Errorf("%q picks %d, %v; want %d", name, got, err, want)
		}
	}
	for name, want := range map[string]error{
		"5":     &DeviceError{Name: "5", Op: "find", Err: ErrNoDevice},
		"0":     &DeviceError{Name: "0", Op: "find", Err: ErrNoDevice},
		"Shure": &DeviceError{Name: "Shure", Op: "find", Err: ErrNoDevice},
		"yeti":  &DeviceError{Name: "yeti", Op: "find", Err: &AmbiguousError{[]string{"Микрофон Yeti", "Yeti Nano", "Yeti"}}},
	} {
		_, err := pick(devices, name)
		if err == nil || err.Error() != want.Error() {
			t.Errorf("%q: %v, want %v", name, err, want)
		}
	}
	if _, err := pick(devices[:1], ""); !errors.Is(err, ErrNoDevice) {
		t.Errorf("without a default: %v", err)
	}
}

// A ring gives what it was given, in order, and counts the rest.
func TestRingKeepsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := newRing(rapid.IntRange(1, 50).Draw(t, "size"))
		var in, out []int16
		dropped := 0
		for i := range rapid.IntRange(0, 100).Draw(t, "steps") {
			s := make([]int16, rapid.IntRange(0, 60).Draw(t, "length"))
			if rapid.Bool().Draw(t, "put") {
				for j := range s {
					s[j] = int16(100*i + j)
				}
				n := r.put(s)
				r.drop(len(s) - n)
				in = append(in, s[:n]...)
				dropped += len(s) - n
				continue
			}
			out = append(out, s[:r.take(s)]...)
		}
		rest := make([]int16, r.held())
		out = append(out, rest[:r.take(rest)]...)
		if diff := cmp.Diff(in, out); diff != "" {
			t.Fatal(diff)
		}
		if r.lost() != dropped {
			t.Fatalf("%d lost, want %d", r.lost(), dropped)
		}
	})
}

// A clock is a story of blocks that come.
type clock struct {
	audit *audit
	now   time.Time
}

func newClock() *clock { return &clock{&audit{rate: Rate}, time.Unix(1e9, 0)} }

// runs lets d pass in which blocks of 20 ms come, the device being fast or slow
// by drift.
func (c *clock) runs(d time.Duration, drift float64) {
	step := time.Duration(float64(20*time.Millisecond) * (1 + drift))
	for ; d > 0; d -= step {
		c.now = c.now.Add(step)
		c.audit.came(c.now, FrameLen)
	}
}

func (c *clock) stalls(d time.Duration) { c.now = c.now.Add(d) }

func TestSoundThatADeviceOwes(t *testing.T) {
	for name, c := range map[string]struct {
		story func(*clock)
		want  time.Duration
	}{
		"nothing yet":             {func(c *clock) { c.stalls(time.Minute) }, 0},
		"all well":                {func(c *clock) { c.runs(10*time.Minute, 0) }, 0},
		"a slow quartz":           {func(c *clock) { c.runs(time.Hour, 1e-4) }, 0},
		"a fast quartz":           {func(c *clock) { c.runs(time.Hour, -1e-4) }, 0},
		"a short stall":           {func(c *clock) { c.runs(time.Second, 0); c.stalls(200 * time.Millisecond); c.runs(time.Second, 0) }, 0},
		"the process was stopped": {func(c *clock) { c.runs(time.Second, 0); c.stalls(25 * time.Second); c.runs(time.Second, 0) }, 25 * time.Second},
		"late, but all of it": {func(c *clock) {
			c.runs(time.Second, 0)
			c.stalls(2 * time.Second)
			c.audit.came(c.now, 2*Rate)
			c.runs(time.Second, 0)
		}, 0},
		"a backlog first, then a loss": {func(c *clock) {
			c.runs(40*time.Millisecond, 0)
			c.audit.came(c.now, 2*Rate)
			c.runs(time.Second, 0)
			c.stalls(time.Second)
			c.runs(time.Second, 0)
		}, time.Second},
		"frozen when it is closed": {func(c *clock) {
			c.runs(time.Second, 0)
			c.stalls(time.Second)
			c.audit.stop(c.now)
			c.stalls(time.Hour)
		}, time.Second},
	} {
		clock := newClock()
		c.story(clock)
		got := clock.audit.missing(clock.now)
		if (got - c.want).Abs() > 40*time.Millisecond {
			t.Errorf("%s: %v missing, want %v", name, got, c.want)
		}
	}
}

func TestADeviceIsLostOnlyAfterItGaveSound(t *testing.T) {
	c := newClock()
	c.stalls(time.Minute)
	if c.audit.lost(c.now) {
		t.Error("lost before the first sound")
	}
	c.runs(time.Second, 0)
	c.stalls(1400 * time.Millisecond)
	if c.audit.lost(c.now) {
		t.Error("lost after 1.4 s")
	}
	c.stalls(100 * time.Millisecond)
	if !c.audit.lost(c.now) {
		t.Error("not lost after 1.5 s")
	}
	c.runs(20*time.Millisecond, 0)
	if c.audit.lost(c.now) {
		t.Error("lost although it came back")
	}
}

func TestPositionIsWhatIsHeard(t *testing.T) {
	const ms = time.Millisecond
	p := &played{rate: Rate, delay: 100 * ms}
	now := time.Unix(1e9, 0)
	block := func(sound time.Duration) { // of 50 ms
		now = now.Add(50 * ms)
		p.took(now, Samples(sound), Samples(50*ms))
	}
	expect := func(want time.Duration) {
		t.Helper()
		if got := p.position(now); got != want {
			t.Errorf("%v is heard, want %v", got, want)
		}
	}
	expect(0)
	block(0) // silence before the first sound
	block(50 * ms)
	expect(0)
	block(50 * ms)
	block(50 * ms)
	expect(0) // the first sound leaves the device now
	now = now.Add(30 * ms)
	expect(30 * ms)
	now = now.Add(20 * ms)
	p.took(now, 0, Samples(50*ms))
	expect(50 * ms)
	if end := p.end().Sub(now); end != 100*ms {
		t.Errorf("the end is heard in %v", end)
	}
	block(0)
	block(0)
	expect(150 * ms)
	block(0)
	expect(150 * ms)
}
