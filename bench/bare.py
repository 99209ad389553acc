"""What faster-whisper takes for some pieces of sound with nothing around it:
the model is loaded, then for each line of input all pieces are heard and the
seconds printed. Options and niceness are those of the engine."""

import os
import sys
import time

from faster_whisper import WhisperModel

os.nice(5)
model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", cpu_threads=min(2, os.cpu_count()), local_files_only=True)
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    for piece in sys.argv[2:]:
        segments, _ = model.transcribe(
            piece, language="ru", temperature=(0.0, 0.4, 0.8), beam_size=1, best_of=1,
            condition_on_previous_text=False, no_speech_threshold=None, word_timestamps=True,
        )
        list(segments)
    print(time.perf_counter() - start, flush=True)
