"""POST #GetUser: Get a user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _graphql
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.get_user import GetUser
    from ...models.graph_ql_error import GraphQLError

_OPERATION: dict[str, Any] = {
    "id": "GetUser",
    "name": "users.get_user",
    "method": "POST",
    "path": "#GetUser",
    "tags": ["users"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotent": True},
    "accept": "application/graphql-response+json, application/json",
    "streamed": "",
}
_DOCUMENT = (
    "query GetUser($login: String!) {\n"
    "  user(login: $login) {\n"
    "    ...UserFields\n"
    "    bio\n"
    "    company\n"
    "  }\n"
    "}\n"
    "\n"
    "fragment UserFields on User {\n"
    "  id\n"
    "  login\n"
    "  name\n"
    "  url\n"
    "  createdAt\n"
    "}"
)


def _get_kwargs(
    *,
    login: str,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": ""}
    _variables: dict[str, Any] = {}
    _graphql.variable(_variables, "login", login)
    _kwargs["content"] = _graphql.body(_DOCUMENT, "GetUser", _variables)
    _kwargs["headers"] = {"Content-Type": "application/json"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> GetUser:
    """The model of a success."""
    status = response.status_code
    parsed: GetUser
    if 200 <= status <= 299:
        parsed = (
            _models.GetUser.from_dict(v, mismatches)
            if type(v := _graphql.data(response, "users.get_user")) is dict
            else _read.unparsable(response, "users.get_user", "GetUser", v)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "users.get_user")
        return parsed
    _read.undocumented(response, "users.get_user")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> list[GraphQLError]:
    """The model of an error."""
    parsed: list[GraphQLError]
    parsed = (
        [
            _models.GraphQLError.from_dict(vi, mismatches)
            if type(vi) is dict
            else mismatch(mismatches, "users.get_user", "[]", "GraphQLError", vi)
            for vi in v
        ]
        if type(v := _graphql.error_list(response, "users.get_user")) is list
        else _read.unparsable(response, "users.get_user", "list[GraphQLError]", v)
    )
    return parsed


def sync_detailed(
    *,
    client: AuthenticatedClient,
    login: str,
) -> Response[GetUser | list[GraphQLError]]:
    """Get a user.

    Args:
        login
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                login=login,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    login: str,
) -> GetUser | list[GraphQLError] | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(login=login, client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    login: str,
) -> Response[GetUser | list[GraphQLError]]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                login=login,
            ),
            _OPERATION,
        )
    )
    return _graphql.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    login: str,
) -> GetUser | list[GraphQLError] | None:
    """As `sync`."""
    return (await asyncio_detailed(login=login, client=client)).parsed
