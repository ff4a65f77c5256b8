"""Transports for `gql`: what its clients send runs through the policies.

    from gql import Client
    from ferrule.integrations.gql import FerruleTransport

    client = Client(transport=FerruleTransport("https://api.example.com/graphql", ferrule.Bearer.from_env("TOKEN")))

Errors in an answer are gql's (`TransportQueryError`), after the retries. Everything else is an error of Ferrule: a
status (`TooManyRequests`), a connection (`ConnectFailed`), an open circuit (`CircuitOpen`).
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import httpx
import msgspec

try:
    from gql import GraphQLRequest
    from gql.transport import AsyncTransport, Transport
    from graphql import ExecutionResult
except ImportError:
    raise ImportError("ferrule.integrations.gql needs gql: pip install gql", name="gql") from None

from ferrule.auth.protocols import Credential
from ferrule.call.response import from_json
from ferrule.client.graphql_transport import exchange, graphql_transport
from ferrule.client.results import Raw
from ferrule.errors import GraphQLErrors
from ferrule.graphql.meaning import MEDIA_TYPE
from ferrule.runtime.blocking import drive

_HEADERS = {"Content-Type": "application/json", "Accept": f"{MEDIA_TYPE}, application/json"}


class FerruleTransport(Transport):
    """For blocking clients.

    Args:
        url: where the API is.
        auth: the credential; None for anonymous calls.
        settings: as for `ferrule.graphql_transport`.
    """

    def __init__(self, url: str, auth: Credential | None = None, **settings: Any) -> None:
        self._url = url
        self._transport = graphql_transport(url, auth, **settings)

    def execute(self, request: GraphQLRequest, *args: Any, **kwargs: Any) -> ExecutionResult:
        return _result(drive(exchange(self._transport.blocking(), _request(self._url, request))))

    def close(self) -> None:
        self._transport.close()


class AsyncFerruleTransport(AsyncTransport):
    """For async clients; see `FerruleTransport`."""

    def __init__(self, url: str, auth: Credential | None = None, **settings: Any) -> None:
        self._url = url
        self._transport = graphql_transport(url, auth, **settings)

    async def connect(self) -> None:
        """Nothing is connected before the first call."""

    async def execute(self, request: GraphQLRequest, *args: Any, **kwargs: Any) -> ExecutionResult:
        return _result(await exchange(self._transport.asynchronous(), _request(self._url, request)))

    def subscribe(self, request: GraphQLRequest, *args: Any, **kwargs: Any) -> AsyncGenerator[ExecutionResult, None]:
        raise NotImplementedError("subscriptions do not go through Ferrule; use gql's own transport for them")

    async def close(self) -> None:
        await self._transport.aclose()


def _request(url: str, request: GraphQLRequest) -> httpx.Request:
    return httpx.Request("POST", url, headers=_HEADERS, content=msgspec.json.encode(request.payload))


def _result(raw: Raw[Any]) -> ExecutionResult:
    """An answer as gql takes it. What is none raises."""
    try:
        data, errors = raw.parse(), None
    except GraphQLErrors as error:
        data, errors = error.data, error.body
    extensions = from_json(raw.content).get("extensions")
    return ExecutionResult(data=data, errors=errors, extensions=extensions)
