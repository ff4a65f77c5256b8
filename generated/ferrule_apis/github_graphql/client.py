"""Clients for plain generated calls: they hold an httpx client, made when it is first needed."""

from __future__ import annotations

import ssl
from types import TracebackType
from typing import Any, Self

import httpx
from attrs import define, evolve, field

__all__ = ["AuthenticatedClient", "Client"]


@define
class Client:
    """What a plain generated call is sent with.

    Args:
        base_url: URL that the paths of the operations are appended to.
        raise_on_unexpected_status: raise `errors.UnexpectedStatus` for a status the API's description does not have.
        cookies: cookies of every request.
        headers: header fields of every request.
        timeout: seconds, or an `httpx.Timeout`; as default httpx's own (5 s for each of its phases).
        verify_ssl: whether, or with which certificates, the server is verified.
        follow_redirects: whether redirects are followed.
        httpx_args: further arguments of `httpx.Client` and `httpx.AsyncClient`.
    """

    raise_on_unexpected_status: bool = field(default=False, kw_only=True)
    _base_url: str = field(alias="base_url")
    _cookies: dict[str, str] = field(factory=dict[str, str], kw_only=True, alias="cookies")
    _headers: dict[str, str] = field(factory=dict[str, str], kw_only=True, alias="headers", repr=False)
    _timeout: httpx.Timeout | float = field(default=httpx.Timeout(5.0), kw_only=True, alias="timeout")
    _verify_ssl: str | bool | ssl.SSLContext = field(default=True, kw_only=True, alias="verify_ssl")
    _follow_redirects: bool = field(default=False, kw_only=True, alias="follow_redirects")
    _httpx_args: dict[str, Any] = field(factory=dict[str, Any], kw_only=True, alias="httpx_args", repr=False)
    _client: httpx.Client | None = field(default=None, init=False, repr=False, eq=False)
    _async_client: httpx.AsyncClient | None = field(default=None, init=False, repr=False, eq=False)

    def with_headers(self, headers: dict[str, str]) -> Self:
        """A client with these header fields too, in place of those of the same name; this one stays as it is."""
        names = {name.lower() for name in headers}
        kept = {name: value for name, value in self._headers.items() if name.lower() not in names}
        return evolve(self, headers={**kept, **headers})

    def with_cookies(self, cookies: dict[str, str]) -> Self:
        """A client with these cookies too; this one stays as it is."""
        return evolve(self, cookies={**self._cookies, **cookies})

    def with_timeout(self, timeout: httpx.Timeout | float) -> Self:
        """A client with this timeout (seconds); this one stays as it is."""
        return evolve(self, timeout=timeout)

    def set_httpx_client(self, client: httpx.Client) -> Self:
        """Send with this httpx client; its own settings then hold."""
        self._client = client
        return self

    def get_httpx_client(self) -> httpx.Client:
        """The httpx client of blocking calls."""
        if self._client is None:
            self._client = httpx.Client(**self._arguments())
        return self._client

    def set_async_httpx_client(self, async_client: httpx.AsyncClient) -> Self:
        """Send with this async httpx client; its own settings then hold."""
        self._async_client = async_client
        return self

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """The httpx client of async calls."""
        if self._async_client is None:
            self._async_client = httpx.AsyncClient(**self._arguments())
        return self._async_client

    def _arguments(self) -> dict[str, Any]:
        return {
            "base_url": self._base_url,
            "cookies": self._cookies,
            "headers": self._all_headers(),
            "timeout": self._timeout,
            "verify": self._verify_ssl,
            "follow_redirects": self._follow_redirects,
            **self._httpx_args,
        }

    def _all_headers(self) -> dict[str, str]:
        return self._headers

    def __enter__(self) -> Self:
        self.get_httpx_client().__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.get_httpx_client().__exit__(kind, error, traceback)

    async def __aenter__(self) -> Self:
        await self.get_async_httpx_client().__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.get_async_httpx_client().__aexit__(kind, error, traceback)


@define
class AuthenticatedClient(Client):
    """A `Client` that sends a token with every request.

    Args:
        token: the credential; empty for none, where the transport adds one.
        prefix: scheme put before the token; empty for none.
        auth_header_name: header field that carries it.
    """

    token: str = field(repr=False, kw_only=True)
    prefix: str = field(default="Bearer", kw_only=True)
    auth_header_name: str = field(default="Authorization", kw_only=True)

    def _all_headers(self) -> dict[str, str]:
        if not self.token:
            return self._headers
        credential = f"{self.prefix} {self.token}" if self.prefix else self.token
        return {**self._headers, self.auth_header_name: credential}
