"""The engines on pyreqwest (reqwest, in Rust): async and blocking, HTTP/1.1 and HTTP/2.

A request that is cancelled goes on in pyreqwest's own thread, and nothing can stop it there but a time limit given
beforehand. So each gets what its call has left; until then it holds its connection. Which is why `auto` never takes this engine.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.http import HeaderMap, Url
from pyreqwest.proxy import ProxyBuilder

from ferrule.call import Call, Response
from ferrule.engines.connection import Connection
from ferrule.engines.failures import raise_or_return
from ferrule.engines.failures import translate as translate_httpx
from ferrule.engines.httpx import BlockingHttpxEngine, HttpxEngine
from ferrule.engines.parking import await_parked
from ferrule.engines.pyreqwest_failures import translate
from ferrule.engines.wire import Upload, Wire, decoded, prepare
from ferrule.runtime.forks import reset_in_child
from ferrule.runtime.interrupts import time_left

_log = logging.getLogger("ferrule")

_VERSIONS = {"HTTP/2.0": "HTTP/2", "HTTP/3.0": "HTTP/3"}
# Clients of a parent process: dropping one in the child would wait for threads that are not there.
_inherited: list[Any] = []


class _Engine:
    """What both worlds have in common: the client, and the way from a response of pyreqwest to ours."""

    def __init__(self, connection: Connection | None = None) -> None:
        self._connection = connection or Connection()
        self._client: Client | None = None
        self._lock = threading.Lock()
        reset_in_child(self)

    def _open(self) -> Client | None:
        """The client; None where pyreqwest cannot work, which is a child forked from a process that used it."""
        with self._lock:
            if self._client is None:
                try:
                    self._client = _build(self._connection)
                except RuntimeError as error:
                    if "fork" not in str(error):
                        raise
            return self._client

    def after_fork(self) -> None:
        _inherited.append(self._client)
        self._client = None
        self._lock = threading.Lock()


class PyreqwestEngine(_Engine):
    """Sends on asyncio; its connections serve all loops. In a forked child it hands over to the httpx engine.

    Args:
        connection: settings; default `Connection()`. `ferrule.engines.choice` refuses those that pyreqwest cannot keep.
    """

    _instead: HttpxEngine | None = None

    async def send(self, call: Call) -> Response:
        """Send once and read the whole body.

        Raises:
            WireError: no usable response came.
            ConfigError: the request cannot be sent.
        """
        client = self._client or self._open()
        if client is None:
            self._instead = self._instead or HttpxEngine(self._connection)
            return await self._instead.send(call)
        wire = prepare(call)
        try:
            response = await _request(client, wire, _left(call), blocking=False).send()
            outcome: Response | Exception = _response(response, await response.bytes(), wire.host)
        except Exception as error:
            outcome = translate(error, wire)
        del wire  # it holds credentials, and would be found in the traceback
        return raise_or_return(outcome)

    async def aclose(self) -> None:
        """Close all connections. Idempotent."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()
        if self._instead is not None:
            await self._instead.aclose()


class BlockingPyreqwestEngine(_Engine):
    """Sends by blocking, within the time that the runtime's deadlines leave. One pool for all threads.

    pyreqwest's own blocking client can be woken by nobody, so that this one parks the thread beside its asynchronous one.

    Args:
        connection: settings; default `Connection()`. `ferrule.engines.choice` refuses those that pyreqwest cannot keep.
    """

    _instead: BlockingHttpxEngine | None = None

    async def send(self, call: Call) -> Response:
        """Send once and read the whole body. Blocks.

        Raises:
            WireError: no usable response came.
            ConfigError: the request cannot be sent.
        """
        client = self._client or self._open()
        if client is None:
            self._instead = self._instead or BlockingHttpxEngine(self._connection)
            return await self._instead.send(call)
        return raise_or_return(_exchange_parked(client, prepare(call), time_left()))

    async def aclose(self) -> None:
        """Close all connections. Idempotent."""
        client, self._client = self._client, None
        if client is not None:
            await_parked(_as_coroutine(client.close()))
        if self._instead is not None:
            await self._instead.aclose()


def _exchange_parked(client: Client, wire: Wire, left: float | None) -> Response | Exception:
    try:
        response = await_parked(_as_coroutine(_request(client, wire, left, blocking=True).send()))
        return _response(response, await_parked(_as_coroutine(response.bytes())), wire.host)
    except Exception as error:
        return translate(error, wire)


def _as_coroutine(awaitable: Any) -> Coroutine[Any, Any, Any]:
    found: Coroutine[Any, Any, Any] = awaitable  # PyO3's coroutines are such, which the stubs' `async def` hides
    return found


def _build(settings: Connection) -> Client:
    builder = ClientBuilder().follow_redirects(False).referer(False)
    # Content codings are removed here as in the other engines, which leave the header fields that tell of them.
    builder = builder.gzip(False).brotli(False).zstd(False).deflate(False)
    builder = builder.http2(settings.http2).max_connections(settings.max_connections)
    builder = builder.pool_idle_timeout(timedelta(seconds=settings.keepalive_expiry))
    builder = builder.pool_max_idle_per_host(settings.limits.max_keepalive_connections or 0).no_proxy()
    if not settings.routes.direct:
        builder = builder.proxy(ProxyBuilder.custom(lambda url: _proxy_for(settings, url)))
    if settings.verify is False:
        builder = builder.danger_accept_invalid_certs(True)
    if settings.cert:
        paths = [settings.cert] if isinstance(settings.cert, str) else settings.cert[:2]
        builder = builder.identity_pem(b"\n".join(Path(path).read_bytes() for path in paths))
    if settings.local_address is not None:
        builder = builder.local_address(settings.local_address)
    return builder.build()


def _proxy_for(settings: Connection, url: Url) -> str | None:
    return settings.routes.proxy_for(httpx.URL(str(url)))


def _left(call: Call) -> float | None:
    attempt = math.inf if call.options.attempt_timeout is None else call.options.attempt_timeout
    left = min(attempt, call.deadline - time.monotonic())
    return None if left == math.inf else left


_SLACK = 0.05  # seconds that a request may outlive its call, so that it is the runtime that ends the call


def _request(client: Client, wire: Wire, left: float | None, *, blocking: bool) -> Any:
    request = client.request(wire.method, wire.url).headers(wire.headers)
    if left is not None:
        request = request.timeout(timedelta(seconds=max(left, 0) + _SLACK))
    if isinstance(wire.body, Upload):
        request = request.body_stream(wire.body.chunks() if blocking else wire.body.async_chunks())
    elif wire.body is not None:
        request = request.body_bytes(wire.body)
    return request.build()


def _response(response: Any, body: Any, host: str) -> Response | Exception:
    version: str = response.version
    try:
        return decoded(
            Response(response.status, _fields(response.headers), bytes(body), _VERSIONS.get(version, version))
        )
    except httpx.DecodingError as error:
        return translate_httpx(error, host)


_unreadable: set[str] = set()


def _fields(headers: HeaderMap) -> list[tuple[bytes, bytes]]:
    try:
        return [(name.encode(), value.encode()) for name, value in headers.items()]
    except ValueError:  # one holds bytes beyond ASCII, which pyreqwest gives in no way
        found = []
    for name in dict.fromkeys(headers.keys()):
        try:
            found += [(name.encode(), value.encode()) for value in headers.getall(name)]
        except ValueError:
            if name not in _unreadable:
                _unreadable.add(name)
                _log.warning(
                    "the pyreqwest engine cannot read %s, which is not ASCII; use engine='httpx' to see it", name
                )
    return found
