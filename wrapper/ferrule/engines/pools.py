"""The connection pools of one engine in one place: a transport for each proxy in use."""

from __future__ import annotations

import threading
from typing import Any, Generic, TypeVar

import httpx

from ferrule.engines.connection import Connection

T = TypeVar("T", bound=httpx.HTTPTransport | httpx.AsyncHTTPTransport)


class Pools(Generic[T]):
    """Transports made when first needed.

    Args:
        make: the transport class.
        connection: settings of each.
    """

    def __init__(self, make: type[T], connection: Connection) -> None:
        self._make = make
        self._connection = connection
        self._lock = threading.Lock()
        self._by_proxy: dict[str | None, T] = {}

    def for_url(self, url: httpx.URL) -> T:
        """The transport that reaches a URL."""
        routes = self._connection.routes
        proxy = None if routes.direct else routes.proxy_for(url)
        found = self._by_proxy.get(proxy)
        if found is None:
            with self._lock:
                found = self._by_proxy.get(proxy) or self._new(proxy)
                self._by_proxy[proxy] = found
        return found

    def drain(self) -> list[T]:
        """Take all transports out, for closing."""
        with self._lock:
            transports, self._by_proxy = list(self._by_proxy.values()), {}
        return transports

    def _new(self, proxy: str | None) -> T:
        settings = self._connection
        context = settings.ssl_context()
        arguments: dict[str, Any] = {"verify": context, "http2": settings.http2, "limits": settings.limits}
        if proxy is None:
            arguments |= {"uds": settings.uds, "local_address": settings.local_address}
        else:
            secure = proxy.startswith("https://")
            arguments["proxy"] = httpx.Proxy(proxy, ssl_context=context if secure else None)
        return self._make(**arguments)
