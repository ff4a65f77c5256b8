"""Which engine a client gets: the one it names, or the fastest that can do what the connection needs."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from typing import Literal, TypeAlias, get_args

import attrs

from ferrule.engines.connection import Connection
from ferrule.errors import ConfigError
from ferrule.runtime.base import Engine

EngineName: TypeAlias = Literal["auto", "httpx", "aiohttp", "httptools"]
VARIABLE = "FERRULE_ENGINE"
_FASTEST_FIRST = ("httptools", "aiohttp", "httpx")


@attrs.frozen
class Choice:
    """An engine for a client.

    Attributes:
        name: of an engine.
        source: what decided: `code`, the name of the environment variable, or `auto`.
        make: builds it; the library it stands on is imported then.
    """

    name: str
    source: str
    make: Callable[[], Engine] = attrs.field(repr=False, eq=False)


def choose(engine: str | None, connection: Connection, *, blocking: bool) -> Choice:
    """The engine for a client.

    Args:
        engine: a name; None for the one that `FERRULE_ENGINE` names, otherwise `auto`.
        connection: what it must be able to do.
        blocking: whether the client is a blocking one.

    Raises:
        ConfigError: an unknown name, a library that is not installed, or settings that the engine cannot keep. Each
            is named.
    """
    source = "code" if engine is not None else VARIABLE if os.environ.get(VARIABLE) else "auto"
    name = engine if engine is not None else os.environ.get(VARIABLE) or "auto"
    if name not in get_args(EngineName):
        raise ConfigError(f"engine: there is no {name!r}; there are {', '.join(get_args(EngineName))}")
    if name == "auto":
        source = "auto"
        able = (
            each for each in _FASTEST_FIRST if _installed(each) and not refusals(each, connection, blocking=blocking)
        )
        name = next(able, "httpx")
    if not _installed(name):
        raise ConfigError(f"engine: {name} needs `pip install 'ferrule[fast]'`")
    if faults := refusals(name, connection, blocking=blocking):
        raise ConfigError("; ".join(f"engine: {name} {fault}" for fault in faults))
    return Choice(name, source, lambda: _make(name, connection, blocking=blocking))


def refusals(name: str, connection: Connection, *, blocking: bool) -> list[str]:
    """What an engine cannot do of what the settings ask, in words that name each setting."""
    return _REFUSALS[name](connection, blocking)


def _installed(name: str) -> bool:
    needed = ("httptools", "aiohappyeyeballs") if name == "httptools" else (name,)
    return all(importlib.util.find_spec(library) is not None for library in needed)


def _of_httpx(connection: Connection, blocking: bool) -> list[str]:
    if blocking and connection.http2:
        return ["blocks a thread with each connection, so that it cannot do http2; use the async client"]
    return []


def _of_aiohttp(connection: Connection, blocking: bool) -> list[str]:
    checks = {
        "is for async clients": blocking,
        "cannot do http2": connection.http2,
        "cannot bound max_keepalive, other than 0 or max_connections": connection.max_keepalive
        not in (None, 0, connection.max_connections),
        "cannot use a proxy that speaks SOCKS": connection.routes.uses_socks,
    }
    return [fault for fault, holds in checks.items() if holds]


def _of_httptools(connection: Connection, blocking: bool) -> list[str]:
    checks = {
        "cannot do http2": connection.http2,
        "cannot use a proxy, not even one that the environment names": not connection.routes.direct,
    }
    return [fault for fault, holds in checks.items() if holds]


_REFUSALS: dict[str, Callable[[Connection, bool], list[str]]] = {
    "httpx": _of_httpx,
    "aiohttp": _of_aiohttp,
    "httptools": _of_httptools,
}


def _make(name: str, connection: Connection, *, blocking: bool) -> Engine:
    # Imported here: a client that sends nothing, or uses another engine, must not wait for what this one needs.
    if name == "aiohttp":
        from ferrule.engines.aiohttp import AiohttpEngine

        return AiohttpEngine(connection)
    if name == "httptools":
        from ferrule.engines.httptools import BlockingHttptoolsEngine, HttptoolsEngine

        return BlockingHttptoolsEngine(connection) if blocking else HttptoolsEngine(connection)
    from ferrule.engines.blocking_httpx import BlockingHttpxEngine
    from ferrule.engines.httpx import HttpxEngine

    return BlockingHttpxEngine(connection) if blocking else HttpxEngine(connection)
