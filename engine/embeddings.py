"""What goes over the wire for embeddings, as OpenAI's API has it.

The model was trained on texts that begin with "query: " or "passage: ", and
whoever asks writes that before each of them: a point of an outline is a query,
a piece of an answer is a passage. A text without either is taken for a query,
as the model's authors advise where both sides are alike.
"""

import base64
import json
import unicodedata
from dataclasses import dataclass

from starlette.responses import JSONResponse

from embedder import DIMENSIONS, NAME, Text
from wire import Refusal

MAX_BODY = 2_000_000  # bytes of a request
MAX_TEXTS = 256
MAX_LETTERS = 8192  # of one text, its prefix and all

# What clients of OpenAI's API send when nobody chose: whatever is installed.
ALIASES = ("", "text-embedding-3-small", "text-embedding-ada-002")

ENCODINGS = ("float", "base64")
QUERY, PASSAGE = "query: ", "passage: "


@dataclass
class Asked:
    """What a request asks for."""

    texts: list
    encoding: str

    @classmethod
    def read(cls, body):
        try:
            fields = json.loads(body)
        except (ValueError, RecursionError) as e:
            raise Refusal(400, "the request is not JSON") from e
        if not isinstance(fields, dict):
            raise Refusal(400, "the request is not a JSON object")
        known(fields)
        given = fields.get("input")
        texts = [given] if isinstance(given, str) else given
        if not isinstance(texts, list) or not 1 <= len(texts) <= MAX_TEXTS:
            raise Refusal(400, f"input takes a text, or a list of 1 to {MAX_TEXTS} texts")
        return cls([text(t, i) for i, t in enumerate(texts)], fields.get("encoding_format") or ENCODINGS[0])


def known(fields):
    """Refuses fields that ask for what the model has not. null is as if left out."""
    model = fields.get("model") or ""
    if not isinstance(model, str):
        raise Refusal(400, "model takes a name")
    if model != NAME and model not in ALIASES:
        raise Refusal(404, f"this server has the embedding model {NAME} alone", "model_not_found")
    if fields.get("encoding_format") not in (None, *ENCODINGS):
        raise Refusal(400, f"encoding_format takes one of {', '.join(ENCODINGS)}")
    dimensions = fields.get("dimensions")
    if isinstance(dimensions, bool) or dimensions not in (None, DIMENSIONS):
        raise Refusal(400, f"the model has {DIMENSIONS} dimensions, neither more nor less")


def text(given, index):
    if not isinstance(given, str):
        raise Refusal(400, f"input {index} is not a text")
    if len(given) > MAX_LETTERS:
        raise too_long(index)
    # The package does the same letter by letter, into memory that runs over where
    # one letter becomes many (U+FDFA: 18): such letters must not reach it. And
    # for it U+0000 ends the text.
    whole = unicodedata.normalize("NFKC", given).replace("\0", " ")
    if len(whole) > MAX_LETTERS:
        raise too_long(index)
    if not encodable(whole):
        raise Refusal(400, f"input {index} has half a surrogate pair: it is not Unicode")
    query = not whole.startswith(PASSAGE)
    body = whole.removeprefix(QUERY if query else PASSAGE)
    if not body.strip():
        raise Refusal(400, f"input {index} is empty")
    return Text(body, query)


def too_long(index):
    return Refusal(400, f"input {index} has more than {MAX_LETTERS} letters: send shorter pieces")


def encodable(whole):
    try:
        whole.encode()
    except UnicodeEncodeError:
        return False
    return True


def render(embedded, asked):
    form = packed if asked.encoding == "base64" else plain
    data = [{"object": "embedding", "index": i, "embedding": form(v)} for i, v in enumerate(embedded.vectors)]
    usage = {"prompt_tokens": embedded.tokens, "total_tokens": embedded.tokens}
    return JSONResponse({"object": "list", "data": data, "model": NAME, "usage": usage})


def plain(vector):
    return [round(x, 8) for x in vector.tolist()]  # no digit more than float32 has


def packed(vector):
    return base64.b64encode(vector.astype("<f4").tobytes()).decode()
