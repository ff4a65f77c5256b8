"""GET /user: Get the authenticated user"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from attrs import frozen as _frozen

from ... import _headers
from ... import _response as _read
from ... import models as _models
from ..._choice import Choice as _Choice
from ..._choice import Tag as _Tag
from ..._decode import mismatch, whole
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.basic_error import BasicError
    from ...models.private_user import PrivateUser
    from ...models.public_user import PublicUser

_OPERATION: dict[str, Any] = {
    "id": "users/get-authenticated",
    "name": "users.get_authenticated",
    "method": "GET",
    "path": "/user",
    "tags": ["users"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
    "streamed": "application/json",
}
_CHOICE_0 = _Choice(
    _models,
    ("PrivateUser", "PublicUser"),
    (
        _Tag(
            ("user_view_type",),
            {
                "private": ("PrivateUser",),
                "private-user": ("PrivateUser",),
                "public": ("PublicUser",),
                "public-user": ("PublicUser",),
            },
        ),
    ),
)


def _get_kwargs() -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/user"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> PrivateUser | PublicUser:
    """The model of a success."""
    status = response.status_code
    parsed: PrivateUser | PublicUser
    if status == 200:
        parsed = (
            _CHOICE_0.decode(v, mismatches, "users.get_authenticated", "")
            if type(v := _read.json_value(response, "users.get_authenticated", mismatches)) is dict
            else _read.other(response, "users.get_authenticated", "PrivateUser | PublicUser", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "users.get_authenticated")
        return parsed
    _read.undocumented(response, "users.get_authenticated")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> BasicError:
    """The model of an error."""
    status = response.status_code
    parsed: BasicError
    if status == 401:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "users.get_authenticated")) is dict
            else _read.unparsable(response, "users.get_authenticated", "BasicError", v)
        )
        return parsed
    if status == 403:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "users.get_authenticated")) is dict
            else _read.unparsable(response, "users.get_authenticated", "BasicError", v)
        )
        return parsed
    _read.undocumented(response, "users.get_authenticated")


def sync_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[PrivateUser | PublicUser | BasicError]:
    """Get the authenticated user

    The account the token belongs to. Private fields are filled only for tokens with the `user` scope.
    """
    _client = client.get_httpx_client()
    _response = _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
) -> PrivateUser | PublicUser | BasicError | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[PrivateUser | PublicUser | BasicError]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
) -> PrivateUser | PublicUser | BasicError | None:
    """As `sync`."""
    return (await asyncio_detailed(client=client)).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        e_tag: Validator to send back in If-None-Match. A 304 costs nothing of the rate limit. `ETag` on the
            wire.
        x_rate_limit_limit: Requests allowed in the window. `X-RateLimit-Limit` on the wire.
        x_rate_limit_remaining: Requests left in the window. `X-RateLimit-Remaining` on the wire.
        x_rate_limit_reset: When the window ends, in seconds since 1970-01-01 UTC. `X-RateLimit-Reset` on the
            wire.
        x_git_hub_request_id: Names the request to GitHub's support. `X-GitHub-Request-Id` on the wire.
    """

    e_tag: str | Unset = UNSET
    x_rate_limit_limit: int | Unset = UNSET
    x_rate_limit_remaining: int | Unset = UNSET
    x_rate_limit_reset: int | Unset = UNSET
    x_git_hub_request_id: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        return cls(
            v
            if type(v := _headers.scalar(response, "ETag")) is str or v is UNSET
            else mismatch(mismatches, "users.get_authenticated", "ETag", "string", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Limit", ["integer"])) is int or v is UNSET
            else whole(mismatches, "users.get_authenticated", "X-RateLimit-Limit", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Remaining", ["integer"])) is int or v is UNSET
            else whole(mismatches, "users.get_authenticated", "X-RateLimit-Remaining", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Reset", ["integer"])) is int or v is UNSET
            else whole(mismatches, "users.get_authenticated", "X-RateLimit-Reset", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-GitHub-Request-Id")) is str or v is UNSET
            else mismatch(mismatches, "users.get_authenticated", "X-GitHub-Request-Id", "string", v),
        )
