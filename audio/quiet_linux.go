//go:build cgo

package audio

// ALSA, JACK and PortAudio print some hundred lines about devices that a
// machine does not have, and more when a device dies: from threads of their
// own, so that no window around a call would catch them. They print to C's
// stderr, which is a variable in the GNU library; pointing it elsewhere leaves
// file descriptor 2 to Go, so nothing that this program says, not even the
// trace of a crash, is lost. Elsewhere stderr is a constant, and they are heard.

// #define _GNU_SOURCE
// #include <stdio.h>
// static void hush(void) {
// #ifdef __GLIBC__
// 	static int done;
// 	FILE *nowhere;
// 	if (!done && (nowhere = fopen("/dev/null", "we")) != NULL) {
// 		stderr = nowhere;
// 		done = 1;
// 	}
// #endif
// }
import "C"

// hush keeps C libraries off the screen for good: what matters of their
// complaints comes back as errors. Callers hold system.
func hush() { C.hush() }
