package transcribe

import "rehearse/audio"

func guard(segments []Segment, speech audio.Speech) []Segment { return segments }
