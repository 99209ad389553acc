package audio

import "time"

// What tells speech from noise. The values were chosen on recorded speech with
// known silences, under hum, hiss, keys and traffic (see TestPausesInSpeech),
// and lie in the middle of where the result changes little. Numbers of looks
// are steps of 10 ms.
const (
	// The noise in a band is the level that a tenth of the looks nearby are
	// below: even in fluent speech each band is empty that often.
	floorShare = 0.10
	// Nearby is a second on each side, so that the floor follows a passing car …
	floorNear = 100
	// … but stays within 12 dB of the floor of five seconds on each side, so
	// that a drawn-out vowel does not become the floor.
	floorWide = 500
	floorRise = 12 // dB
	// floorLeast is below the noise of microphones; in a file that is cleaner, the
	// last bits of its samples are no speech.
	floorLeast = -85 // dBFS in a band

	// What is this far below the loudest twentieth of the looks is no speech: the
	// voice of one answer, faint endings included, has a range of 33 dB, and a
	// distant street rises and falls below it.
	loudShare = 0.95
	loudRange = 33 // dB
	// Nor is what stays below this: a person at a microphone turned far too low
	// is ten decibels above it.
	loudLeast = -75 // dBFS in the loudest band

	// excessMost is how much one band may say: a whistle is no speech.
	excessMost = 40 // dB
	// A look is judged by the median of itself and six on each side, which a key
	// click of up to 60 ms does not move, and which keeps edges where they are.
	steady = 6

	// A swell of the noise lifts all bands alike, a voice some far more than
	// others: what the second least lifted band has, up to 8 dB, is taken off.
	swellBand = 1 // from 0, in the order of what they have
	swellMost = 8 // dB
	// The mean of what is left, in dB, from which a look may be speech, and from
	// which it is. Steady noise stays below 2.7, traffic below 3.
	audible = 3.1
	spoken  = 3.6
	// spokenLeast is how much of a stretch must be clearly speech: a short word
	// has 100 ms of vowel, two keys hit together less.
	spokenLeast = 9

	// A long stop consonant and what is lost around it: shorter gaps are no pause.
	bridge = 20
	// Faint looks this close to speech are the end of a word, not a click.
	trailing = 20

	// A look stands for the middle of its 25 ms. These two put the edges where
	// 10 ms windows over clean speech see them.
	lookLead = 10 * time.Millisecond
	lookTail = 5 * time.Millisecond

	// liveEvery and liveReach bound the work of a live Detector: it judges the
	// last ten seconds ten times a second.
	liveEvery = 10
	liveReach = 2 * floorWide
	// breath is the longest gap inside a live phrase; somebody is still
	// speaking.
	breath = 200 * time.Millisecond
)
