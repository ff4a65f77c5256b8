"""Header fields of servers. A call ends with a value or an error of Ferrule's, and no parser takes long."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import ferrule.http
from acme import AsyncAcme
from ferrule import Bearer, Policies
from ferrule.call import Response
from ferrule.errors import FerruleError
from fuzz.mutation import text
from worlds import EPOCH, AsyncWorld

SLOW = 1.0  # seconds of processor time; a value of 100,000 characters is read in a few milliseconds
_CALLS = 3
_NAMES = [
    "Cache-Control", "Vary", "Age", "Date", "Expires", "ETag", "Last-Modified", "Pragma", "Content-Range", "Content-Type", "Content-Length",
    "Content-Location", "Location", "Link", "Set-Cookie", "Accept-Ranges", "Allow", "Retry-After", "Retry-After-Ms", "X-Ms-Retry-After-Ms",
    "X-Should-Retry", "RateLimit", "RateLimit-Policy", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "X-RateLimit-Limit",
    "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-RateLimit-Resource", "WWW-Authenticate", "Deprecation", "Sunset", "X-Acme-Id", "X-Request-Id",
]  # fmt: skip
_PIECES = [
    "max-age=", "no-cache", "no-store", "private", "public", "s-maxage=", "must-revalidate", "stale-if-error=", "stale-while-revalidate=", "immutable",
    "1", "0", "-1", "60", "1.5", "1e400", "nan", "99999999999999999999", "1790000000", "1790000000000", "٣", "0x10", "1_0",
    "Fri, 02 Jan 2026 00:00:00 GMT", "Friday, 02-Jan-26 00:00:00 GMT", "Fri Jan  2 00:00:00 2026", "Fri, 31 Feb 9999 25:61:61 +9999", "GMT",
    "Mon, 01 Jan 0001 00:00:00 -2359", ",", ";", "=", '"', "\\", " ", "\t", "*", "W/", '"tag"', "accept", "authorization", "bytes 0-1/2", "bytes */9",
    "/users", "//[x", "https://api.example/v1/users", "https://[::1", "https://a:99999/", "https://a:abc/", "http://\u00fc.example/", "?q#f", "@",
    '"default";r=0;t=30', '"burst";q=100;w=60', "Bearer", "Basic", "realm=", 'error="invalid_token"', "DPoP", "<", ">", 'rel="next"', "true", "%zz", "\0",
]  # fmt: skip
_SEPARATORS = ["", ",", ";", "=", '"', " ", "a"]
_STATUSES = [200, 200, 200, 201, 202, 204, 206, 207, 226, 301, 302, 303, 304, 307, 308, 400, 401, 401, 403, 404, 409, 410, 412, 416, 429, 429, 500, 503]  # fmt: skip


def attempt(random: Random) -> None:
    """A few values to each parser, and a few calls of one client, each answered by responses of random fields."""
    for parser, arguments in _parsers():
        value = _value(random)
        try:
            parser(value, *arguments)
        except BaseException as error:
            error.add_note(f"{parser.__module__}.{parser.__name__}({value[:1000]!r})")
            raise
    _call(random)


@cache
def _parsers() -> list[tuple[Callable[..., Any], list[float]]]:
    """The public functions of `ferrule.http` that take one text, and perhaps what time it is."""
    found = []
    for module in pkgutil.iter_modules(ferrule.http.__path__, "ferrule.http."):
        for name, function in vars(importlib.import_module(module.name)).items():
            if name.startswith("_") or getattr(function, "__module__", "") != module.name or not callable(function):
                continue
            first, *more = [str(one.annotation) for one in inspect.signature(function).parameters.values()] or [""]
            if first in ("str", "str | None") and all(one == "float" for one in more):
                found.append((function, [EPOCH] * len(more)))
    return found


def _call(random: Random) -> None:
    answers: list[Response] = []
    world = AsyncWorld()

    async def engine(call: Any) -> Response:
        answers.append(_response(random))
        return answers[-1]

    async def scenario() -> None:
        client = AsyncAcme(runtime=world.runtime, auth=Bearer("t0k3n"), policies=Policies())
        for _ in range(_CALLS):
            operation = random.choice([client.users.get, client.users.get, client.users.create])
            try:
                await operation.raw("1")
            except FerruleError as error:
                assert str(error)  # which quotes what came

    world.handler = engine
    try:
        world.run(scenario)
    except BaseException as error:
        error.add_note("\n".join(f"{one.status_code} {one.raw_headers!r}"[:1000] for one in answers[-4:]))
        raise


def _response(random: Random) -> Response:
    fields = [(random.choice(_NAMES), _value(random)) for _ in range(random.randint(0, 8))]
    return Response(
        random.choice(_STATUSES), [(name.encode(), value.encode()) for name, value in fields], b'{"name": "Ada"}'
    )


def _value(random: Random) -> str:
    value = text(random, _PIECES)
    if random.random() < 0.02:  # what a pattern would go over again and again
        value += random.choice(_SEPARATORS) + random.choice([random.choice(_PIECES), " ", "a=", "a, "]) * 20_000
        value += random.choice(_SEPARATORS) + text(random, _PIECES, 2)
    return value[:100_000].replace("\r", "").replace("\n", "")
