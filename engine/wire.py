"""What goes over the wire: the fields of a request, the forms of an answer,
and errors, all as OpenAI's transcription API has them."""

import math
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse

FORMATS = ("json", "text", "srt", "vtt", "verbose_json")
GRANULARITIES = ("word", "segment")

UNSPACED = ("zh", "ja", "th", "lo", "my", "yue")  # scripts without spaces between words

CODES = {
    400: "invalid_request",
    401: "invalid_api_key",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    500: "internal_error",
    501: "not_supported",
}


class HungUp(Exception):
    """Nobody waits for the answer any more."""


class Refusal(HTTPException):
    """An answer that is an error, in words for whoever wrote the client."""

    def __init__(self, status, message, code=None):
        super().__init__(status, message)
        self.code = code or CODES.get(status)


def failure(status, message, code=None):
    kind = "server_error" if status >= 500 else "invalid_request_error"
    body = {"message": message, "type": kind, "code": code or CODES.get(status)}
    return JSONResponse({"error": body}, status)


@dataclass
class Wanted:
    """What a request asks for."""

    sound: UploadFile
    format: str
    words: bool
    language: str
    prompt: str
    hotwords: str
    temperature: float

    @classmethod
    def read(cls, form, model):
        sound = form.get("file")
        if not isinstance(sound, UploadFile):
            raise Refusal(400, "the field file is missing, or is not a file")
        # "whisper-1" is what clients of OpenAI's API send when nobody chose:
        # here it means the model that is installed, as on most such servers.
        if form.get("model", model) not in (model, "", "whisper-1"):
            raise Refusal(404, f"this server has the model {model} alone", "model_not_found")
        granularities = form.getlist("timestamp_granularities[]")
        if any(g not in GRANULARITIES for g in granularities):
            raise Refusal(400, f"timestamp_granularities[] takes {', '.join(GRANULARITIES)}")
        return cls(
            sound=sound,
            format=choice(form, "response_format", FORMATS),
            words="word" in granularities,
            language=text(form, "language").split("-")[0].lower(),
            prompt=text(form, "prompt"),
            hotwords=text(form, "hotwords"),
            temperature=temperature(form),
        )


def text(form, name):
    """A text field, without the marks that mean commands to the model."""
    value = form.get(name, "")
    if not isinstance(value, str):
        raise Refusal(400, f"{name} is a file: it must be text")
    return value.replace("<|", "").strip()


def choice(form, name, known):
    value = form.get(name, known[0])
    if value not in known:
        raise Refusal(400, f"{name} takes one of {', '.join(known)}")
    return value


def temperature(form):
    try:
        value = float(text(form, "temperature") or 0)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise Refusal(400, "temperature is a number from 0 to 1")
    return value


def verbose(heard, wanted):
    """The form of verbose_json: words stand at the top and in their segments."""
    segments = [segment_json(s, heard.language) for s in heard.segments]
    body = {
        "task": "transcribe",
        "language": heard.language,
        "duration": round(heard.duration, 3),
        "text": heard.text,
        "segments": segments,
    }
    if wanted.words:
        body["words"] = [w for s in segments for w in s["words"]]
    return body


def segment_json(segment, language):
    body = {
        "id": segment.id,
        "seek": segment.seek,
        "start": round(segment.start, 3),
        "end": round(segment.end, 3),
        "text": segment.text,
        "tokens": segment.tokens,
        "temperature": segment.temperature,
        "avg_logprob": segment.avg_logprob,
        "compression_ratio": segment.compression_ratio,
        "no_speech_prob": segment.no_speech_prob,
    }
    if segment.words is not None:
        body["words"] = words_json(segment.words, language)
    return body


def words_json(words, language):
    """Whisper cuts words at hyphens («по», «-русски»). A piece without a space
    before it belongs to the word before; the word is as sure as its worst piece."""
    whole = []
    for w in words:
        if whole and not w.word.startswith(" ") and language not in UNSPACED:
            last = whole[-1]
            last["word"] += w.word.rstrip()
            last["end"] = round(float(w.end), 3)
            last["probability"] = min(last["probability"], round(float(w.probability), 4))
            continue
        whole.append(
            {
                "word": w.word.strip(),
                "start": round(float(w.start), 3),
                "end": round(float(w.end), 3),
                "probability": round(float(w.probability), 4),
            }
        )
    return whole


def subtitles(segments, mark, numbered):
    """SRT and WebVTT differ by the mark before milliseconds and by numbers."""
    blocks = []
    for n, s in enumerate(segments, 1):
        times = f"{clock(s.start, mark)} --> {clock(s.end, mark)}"
        head = f"{n}\n" if numbered else ""
        blocks.append(f"{head}{times}\n{s.text.strip().replace('-->', '->')}\n")
    return "\n".join(blocks)


def clock(seconds, mark):
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{mark}{ms % 1000:03}"


def render(heard, wanted):
    match wanted.format:
        case "text":
            return PlainTextResponse(heard.text + "\n")
        case "srt":
            return PlainTextResponse(subtitles(heard.segments, ",", True))
        case "vtt":
            return PlainTextResponse("WEBVTT\n\n" + subtitles(heard.segments, ".", False), media_type="text/vtt")
        case "verbose_json":
            return JSONResponse(verbose(heard, wanted))
    return JSONResponse({"text": heard.text})
