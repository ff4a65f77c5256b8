"""GET /users/{username}: Get a user"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _parameters
from ... import _response as _read
from ... import models as _models
from ...client import Client
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.basic_error import BasicError
    from ...models.public_user import PublicUser

_OPERATION: dict[str, Any] = {
    "id": "users/get-by-username",
    "name": "users.get_by_username",
    "method": "GET",
    "path": "/users/{username}",
    "tags": ["users"],
    "security": [{}, {"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}


def _get_kwargs(
    username: str,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/users/" + _parameters.segment("username", username)}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> PublicUser:
    """The model of a success."""
    status = response.status_code
    parsed: PublicUser
    if status == 200:
        parsed = (
            _models.PublicUser.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "users.get_by_username")) is dict
            else _read.unparsable(response, "users.get_by_username", "PublicUser", v)
        )
        return parsed
    if 200 <= status < 300:
        return _read.fallback(response, 200, _parse_success, mismatches, "users.get_by_username")
    _read.undocumented(response, "users.get_by_username")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> BasicError:
    """The model of an error."""
    status = response.status_code
    parsed: BasicError
    if status == 404:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "users.get_by_username")) is dict
            else _read.unparsable(response, "users.get_by_username", "BasicError", v)
        )
        return parsed
    _read.undocumented(response, "users.get_by_username")


def sync_detailed(
    username: str,
    *,
    client: Client,
) -> Response[PublicUser | BasicError]:
    """Get a user

    The public profile of an account. `email` is null unless its owner made it public.

    Args:
        username: The account's login.
    """
    _response = client.get_httpx_client().request(
        **_get_kwargs(
            username,
        ),
        extensions={"ferrule.operation": _OPERATION},
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    username: str,
    *,
    client: Client,
) -> PublicUser | BasicError | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(username, client=client).parsed


async def asyncio_detailed(
    username: str,
    *,
    client: Client,
) -> Response[PublicUser | BasicError]:
    """As `sync_detailed`."""
    _response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            username,
        ),
        extensions={"ferrule.operation": _OPERATION},
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    username: str,
    *,
    client: Client,
) -> PublicUser | BasicError | None:
    """As `sync`."""
    return (await asyncio_detailed(username, client=client)).parsed
