"""What the page answers to a request that was let in. Pure, but for the snapshot it asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from urllib.parse import quote

import attrs

from ferrule.dashboard.guard import Hosts

_TYPES = {"css": "text/css", "html": "text/html", "js": "text/javascript", "svg": "image/svg+xml"}
_FILES = frozenset(
    {
        "app.js", "charts.js", "dom.js", "failures.js", "format.js", "icon.svg", "index.html", "operations.js",
        "standing.js", "style.css",
    }
)  # fmt: skip
_SAFE = (
    ("Cache-Control", "no-store"),
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("X-Robots-Tag", "noindex"),
)


@attrs.frozen
class Request:
    """What counts of a request.

    Attributes:
        method: of HTTP.
        mount: where the page is mounted, without a slash at the end.
        path: below that, as it was sent but for its percent-encoding: nothing in it is followed (`..`).
        hosts, origins: values of those fields.
    """

    method: str
    mount: str
    path: str
    hosts: Sequence[str]
    origins: Sequence[str]


@attrs.frozen
class Answer:
    """A response.

    Attributes:
        status: its code and phrase.
        headers: its fields.
        body: whole, or the first event of a stream.
        streams: more events follow, where the server can hold a response open.
    """

    status: str
    headers: Sequence[tuple[str, str]]
    body: bytes = b""
    streams: bool = False


def nothing() -> Answer:
    """As if there were no page."""
    return _text("404 Not Found", "Not found.")


def answer(request: Request, hosts: Hosts, latest: Callable[[], bytes]) -> Answer:
    """Answer a request that `allow` let in.

    Args:
        request: what counts of it.
        hosts: the names under which the page is served.
        latest: gives the snapshot of now, as JSON in one line.
    """
    if reason := hosts.refusal(request.hosts, request.origins):
        return _text("403 Forbidden", reason)
    if request.method not in ("GET", "HEAD"):
        return _text("405 Method Not Allowed", "This page is only looked at.", ("Allow", "GET, HEAD"))
    if request.mount and not request.path:  # the names of its files are looked up below it
        last = quote(request.mount.rpartition("/")[2], safe="")
        return _text("308 Permanent Redirect", "", ("Location", f"{last}/"))
    name = request.path.removeprefix("/") or "index.html"
    if name in _FILES:
        return _whole(f"{_TYPES[name.rpartition('.')[2]]}; charset=utf-8", read(name))
    if name == "stats":
        return _whole("application/json", latest())
    if name == "events":
        return Answer("200 OK", (("Content-Type", "text/event-stream"), *_SAFE), event(latest()), streams=True)
    return nothing()


def event(snapshot: bytes) -> bytes:
    """One of the stream's events. A browser whose stream ended asks again after a second."""
    return b"retry: 1000\ndata: " + snapshot + b"\n\n"


@cache
def read(name: str) -> bytes:
    """A file of the page."""
    return files("ferrule.dashboard").joinpath("page", name).read_bytes()


def _whole(media: str, body: bytes) -> Answer:
    return Answer("200 OK", (("Content-Type", media), ("Content-Length", str(len(body))), *_SAFE), body)


def _text(status: str, words: str, *more: tuple[str, str]) -> Answer:
    body = words.encode()
    fields = (("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))), *more, *_SAFE)
    return Answer(status, fields, body)
