"""The inbound request around a WSGI application: its time and its trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from ferrule.call.inbound import Inbound, inbound
from ferrule.integrations.requests import AROUND, DEADLINE_HEADER, Budget

Environ: TypeAlias = dict[str, Any]
App: TypeAlias = Callable[[Environ, Any], Iterable[bytes]]


class InboundMiddleware:
    """Makes each request the budget of the calls that are made to answer it.

    Their time is what the request has left, and its `traceparent` and `tracestate` go with each call. That the caller
    has gone away is nothing that WSGI tells. One within another can only make the request's time less.

    Args:
        app: what it stands around.
        seconds: time for each request, None for no bound (default 30).
        header: field in which a caller says how many milliseconds it waits, None for none (default
            `x-envoy-expected-rq-timeout-ms`).

    Raises:
        ConfigError: a value cannot work.
    """

    def __init__(self, app: App, *, seconds: float | None = 30.0, header: str | None = DEADLINE_HEADER) -> None:
        self._app = app
        self._budget = Budget(seconds=seconds, header=header)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        request = self._budget.begin(_fields(environ))
        if AROUND in environ:  # of an application in which this one is mounted
            environ[AROUND].at_most(request)
            return self._app(environ, start_response)
        environ[AROUND] = request
        before = inbound.set(request)
        try:
            return _Body(self._app(environ, start_response), request)
        finally:
            inbound.reset(before)


class _Body:
    """The answer's body, made within the request: a stream makes its calls while the server reads it."""

    def __init__(self, parts: Iterable[bytes], request: Inbound) -> None:
        self._parts = parts
        self._iterator = iter(parts)
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        before = inbound.set(self._request)
        try:
            return next(self._iterator)
        except StopIteration:
            self._request.answered = True
            raise
        finally:
            inbound.reset(before)

    def close(self) -> None:
        """The server has done with it, sent to its end or not."""
        self._request.answered = True
        close = getattr(self._parts, "close", None)
        if close is not None:
            before = inbound.set(self._request)
            try:
                close()
            finally:
                inbound.reset(before)


def _fields(environ: Environ) -> Iterator[tuple[bytes, bytes]]:
    """Header fields as ASGI has them. Servers have joined those that came twice, by a comma."""
    for name, value in environ.items():
        if name.startswith("HTTP_") and isinstance(value, str):
            yield name[5:].replace("_", "-").lower().encode("latin-1", "replace"), value.encode("latin-1", "replace")
