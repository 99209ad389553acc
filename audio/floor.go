package audio

// floorEvery is how many looks share one floor.
const floorEvery = 25

// floors returns the level of the noise in each band, for every look.
func floors(looks []look) []look {
	near, wide := quietest(looks, floorNear), quietest(looks, floorWide)
	for i := range near {
		for b := range near[i] {
			near[i][b] = min(near[i][b], wide[i][b]+floorRise)
		}
	}
	return near
}

// quietest returns, for every look, the level that floorShare of the looks
// within reach are below. At the ends of the sound the window is as wide as
// elsewhere.
func quietest(looks []look, reach int) []look {
	floor := make([]look, len(looks))
	var c census
	from, to := 0, 0
	for at := 0; at < len(looks); at += floorEvery {
		for ; to < min(len(looks), max(at+reach, 2*reach)); to++ {
			c.count(looks[to], 1)
		}
		for ; from < max(0, min(at-reach, len(looks)-2*reach)); from++ {
			c.count(looks[from], -1)
		}
		f := c.floor()
		for i := at; i < min(len(looks), at+floorEvery); i++ {
			floor[i] = f
		}
	}
	return floor
}

// censusSteps is how many half decibels there are down to SilenceDBFS.
const censusSteps = -2*SilenceDBFS + 1

// A census counts how often each band had each level, so that a window slides
// over an hour of sound without sorting it at every step.
type census [bands][censusSteps]int32

func (c *census) count(l look, by int32) {
	for b, level := range l {
		c[b][int(-2*level)] += by
	}
}

// floor returns the level that floorShare of what was counted is below, exact
// zeros left out: they are no noise but no sound at all.
func (c *census) floor() look {
	var f look
	for b := range f {
		counts := c[b][:censusSteps-1]
		n := int32(0)
		for _, k := range counts {
			n += k
		}
		f[b] = floorLeast
		left := int32(floorShare * float64(n))
		for i := len(counts) - 1; i >= 0; i-- {
			if left -= counts[i]; left < 0 {
				f[b] = max(floorLeast, -float32(i)/2)
				break
			}
		}
	}
	return f
}
