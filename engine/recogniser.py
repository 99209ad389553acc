"""From a file of sound to what it says."""

import asyncio
import io
import itertools
from dataclasses import dataclass

from wire import HungUp, Refusal

MAX_SECONDS = 30 * 60  # of sound, decoded: packed silence is small and long
RATE = 16_000  # samples a second, what Whisper models are trained on

# Nothing that names other files or hosts (playlists, SDP, concat) is opened.
CONTAINERS = "wav,w64,flac,ogg,mp3,mov,matroska,aac,aiff,au"

# Greedy, and two warmer tries where the text repeats itself or is unlikely.
# On 698 s of clear Russian five beams took 1.8 times as long, for a word error
# rate of 20.3 against 21.0 %: the answer is wanted soon.
BEAM = 1
TEMPERATURES = (0.0, 0.4, 0.8)


@dataclass
class Heard:
    """What a sound says."""

    language: str
    duration: float
    segments: list

    @property
    def text(self):
        return "".join(s.text for s in self.segments).strip()


class Recogniser:
    """One model, and one sound at a time: two would share the same cores."""

    def __init__(self, name, folder, threads):
        self.name = name
        self.folder = folder
        self.threads = threads
        self.model = None
        self.turn = asyncio.Lock()
        self.status = "loading"
        self.ready = asyncio.Event()

    async def load(self):
        """Sets status to ok or, where the model cannot be read, to failed."""
        try:
            self.model = await asyncio.to_thread(self._read)
            self.status = "ok"
        except Exception as e:
            self.status = "failed"
            print(f"the model {self.name} cannot be loaded: {e}", flush=True)
        self.ready.set()

    def _read(self):
        from faster_whisper import WhisperModel  # slow, and not needed to listen

        return WhisperModel(
            self.folder, device="cpu", compute_type="int8", cpu_threads=self.threads, local_files_only=True
        )

    @property
    def busy(self):
        return self.turn.locked()

    async def hear(self, wanted, stop):
        """Waits for the model and for its turn. Raises HungUp soon after stop is set."""
        await self.ready.wait()
        if self.model is None:
            raise Refusal(500, f"the model {self.name} cannot be loaded: install it again", "model_failed")
        async with self.turn:
            return await asyncio.to_thread(self._hear, wanted, stop)

    def _hear(self, wanted, stop):
        if stop.is_set():
            raise HungUp
        if wanted.language and wanted.language not in self.model.supported_languages:
            raise Refusal(400, "language takes a code that the model knows, such as ru or en")
        sound = decode(wanted.sound.file)
        found, info = self.model.transcribe(
            sound,
            language=wanted.language or None,
            initial_prompt=wanted.prompt or None,
            hotwords=wanted.hotwords or None,
            temperature=wanted.temperature or TEMPERATURES,
            beam_size=BEAM,
            best_of=1,
            condition_on_previous_text=False,  # else one invention breeds the next
            no_speech_threshold=None,  # the client knows better where speech is
            word_timestamps=wanted.words,
        )
        segments = []
        for segment in found:  # each step hears the next piece
            if stop.is_set():
                raise HungUp
            segments.append(segment)
        return Heard(info.language, len(sound) / RATE, segments)


def decode(file):
    """Returns the sound of an uploaded file as float32 at RATE, one channel."""
    import av
    import numpy as np

    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    pieces, count = [], 0
    try:
        with av.open(io.BytesIO(file.read()), metadata_errors="ignore", options={"format_whitelist": CONTAINERS}) as container:
            if not container.streams.audio:
                raise Refusal(400, "the file has no sound")
            for frame in itertools.chain(container.decode(audio=0), [None]):
                if frame is not None:
                    frame.pts = None  # times in files lie; samples do not
                for piece in resampler.resample(frame):
                    pieces.append(piece.to_ndarray()[0])
                    count += len(pieces[-1])
                if count > MAX_SECONDS * RATE:
                    raise Refusal(400, f"more than {MAX_SECONDS} s of sound: send shorter pieces")
    except (av.FFmpegError, ValueError, OverflowError, MemoryError) as e:
        raise Refusal(400, "the file is not sound that can be read: send WAV, FLAC, OGG, MP3 or M4A") from e
    if count == 0:
        raise Refusal(400, "the file has no sound")
    return np.concatenate(pieces).astype(np.float32) / 32768
