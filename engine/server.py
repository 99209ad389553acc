"""A speech recogniser for this machine alone, and an embedder of texts beside
it: faster-whisper and multilingual-e5-small behind the paths of OpenAI's API.

It listens on 127.0.0.1, on a port that the system chooses, and answers nobody
who does not bring the key. Neither what it hears or reads nor the key is ever logged.
"""

import os

os.environ["HF_HUB_OFFLINE"] = "1"  # before anything imports a hub's client

import argparse
import asyncio
import contextlib
import hmac
import json
import logging
import socket
import threading
import time

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import embeddings
import wire
from embedder import NAME, Embedder, installed
from recogniser import Recogniser
from wire import HungUp, Refusal, failure

EMBEDDINGS = "/v1/embeddings"
MAX_UPLOAD = 26_000_000  # bytes of a whole request; 13.5 min of 16 kHz WAV
LINGER_SECONDS = 2  # for what a refused client is still sending
NICENESS = 5  # the recorder goes first


class Guard:
    """Stands before the application: the key, the size, and when it was last used."""

    def __init__(self, app, key):
        self.app = app
        self.expected = b"Bearer " + key.encode()
        self.active = 0
        self.last = time.monotonic()

    def idle(self):
        """Seconds since the last request with the key ended."""
        return 0 if self.active else time.monotonic() - self.last

    async def __call__(self, scope, receive, send):
        headers = Headers(scope=scope)
        given = headers.get("authorization", "").encode("latin-1")
        if not hmac.compare_digest(given, self.expected):
            return await refuse(receive, send, failure(401, "the key is missing or wrong"))
        most = embeddings.MAX_BODY if scope["path"] == EMBEDDINGS else MAX_UPLOAD
        if int(headers.get("content-length", "0")) > most:
            return await refuse(receive, send, failure(413, too_large(most)))
        self.active += 1
        try:
            await self.app(scope, bounded(receive, most), send)
        finally:
            self.active -= 1
            self.last = time.monotonic()


def too_large(most):
    return f"more than {most} bytes: send less at once"


def bounded(receive, most):
    """Returns receive, for requests that do not tell their length in advance."""
    taken = 0

    async def receive_bounded():
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise Refusal(413, too_large(most))
        return message

    return receive_bounded


async def refuse(receive, send, response):
    """Answers before the request is read. What is still on its way is thrown
    away for a moment: closing on unread bytes can cost the client the answer."""
    headers = [*response.raw_headers, (b"connection", b"close")]
    await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": response.body, "more_body": True})
    try:
        await asyncio.wait_for(drain(receive), LINGER_SECONDS)
    except asyncio.TimeoutError:
        pass
    await send({"type": "http.response.body", "body": b""})


async def drain(receive):
    while (await receive()).get("more_body"):
        pass


@contextlib.asynccontextmanager
async def watched(request):
    """Gives an event that is set when the client hangs up, at the latest when
    the work for it ends. The request must have been read to its end."""
    stop = threading.Event()
    watcher = asyncio.create_task(watch(request.receive, stop))
    try:
        yield stop
    finally:
        stop.set()  # also where the server is being stopped
        watcher.cancel()


async def watch(receive, stop):
    while (await receive())["type"] != "http.disconnect":
        pass
    stop.set()


def application(recogniser, embedder, version):
    async def transcriptions(request):
        async with request.form(max_files=1, max_fields=32, max_part_size=64 << 10) as form:
            wanted = wire.Wanted.read(form, recogniser.name)
            async with watched(request) as stop:
                heard = await recogniser.hear(wanted, stop)
        return wire.render(heard, wanted)

    async def embed(request):
        asked = embeddings.Asked.read(await request.body())
        async with watched(request) as stop:
            embedded = await embedder.embed(asked.texts, stop)
        return embeddings.render(embedded, asked)

    async def models(request):
        names = [recogniser.name] + ([NAME] if installed() else [])
        entries = [{"id": name, "object": "model", "created": 0, "owned_by": "local"} for name in names]
        return JSONResponse({"object": "list", "data": entries})

    async def health(request):
        about = {"status": recogniser.status, "model": recogniser.name}
        busy = {"busy": recogniser.busy, "embedding": embedder.busy}
        return JSONResponse({**about, **busy, "pid": os.getpid(), "version": version})

    async def refused(request, e):
        return failure(e.status_code, e.detail, getattr(e, "code", None))

    async def hung_up(request, e):
        print("a client hung up: its request is left", flush=True)
        return Response(status_code=499)

    async def broken(request, e):
        return failure(500, "the server failed at this: its log says where")

    return Starlette(
        routes=[
            Route("/v1/audio/transcriptions", transcriptions, methods=["POST"]),
            Route(EMBEDDINGS, embed, methods=["POST"]),
            Route("/v1/models", models),
            Route("/health", health),
        ],
        exception_handlers={HTTPException: refused, HungUp: hung_up, Exception: broken},
    )


class Server(uvicorn.Server):
    """Tells where it listens from the moment that it does until it stops."""

    def __init__(self, config, recogniser, state, about):
        super().__init__(config)
        self.recogniser = recogniser
        self.state = state
        self.about = about

    async def startup(self, sockets=None):
        await super().startup(sockets)
        self.loading = asyncio.create_task(self.recogniser.load())
        with open(self.state + ".new", "w") as f:
            json.dump(self.about, f)
        os.replace(self.state + ".new", self.state)

    async def shutdown(self, sockets=None):
        try:
            with open(self.state) as f:
                if json.load(f) == self.about:  # a successor's is left alone
                    os.remove(self.state)
        except (OSError, ValueError):
            pass
        await super().shutdown(sockets)


def arguments():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--state", required=True, help="file that will tell address and pid")
    p.add_argument("--key", required=True, help="file that holds the key")
    p.add_argument("--model", required=True, help="name of the model")
    p.add_argument("--folder", required=True, help="where the model lies")
    p.add_argument("--version", required=True, help="told by /health and the state file")
    p.add_argument("--idle", type=float, default=600, help="seconds without a request before it ends itself")
    p.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    return p.parse_args()


def main():
    args = arguments()
    os.umask(0o077)
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # it quotes requests
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    with open(args.key) as f:
        key = f.read().strip()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    address = "127.0.0.1:%d" % listener.getsockname()[1]
    recogniser = Recogniser(args.model, args.folder, args.threads)
    guard = Guard(application(recogniser, Embedder(), args.version), key)

    async def end_when_idle():
        server.should_exit = server.should_exit or guard.idle() > args.idle

    config = uvicorn.Config(
        guard,
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        callback_notify=end_when_idle,
        timeout_notify=1,
        timeout_graceful_shutdown=3,
    )
    about = {"address": address, "pid": os.getpid(), "version": args.version, "model": args.model}
    about["embedding_model"] = NAME if installed() else ""
    server = Server(config, recogniser, args.state, about)
    server.run(sockets=[listener])


if __name__ == "__main__":
    main()
