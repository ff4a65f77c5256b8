"""GET /me: Get what is known about the signed-in user"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from attrs import frozen as _frozen

from ... import _headers
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.error import Error
    from ...models.user_info import UserInfo

_OPERATION: dict[str, Any] = {
    "id": "oauth.userinfo",
    "name": "oauth.userinfo",
    "method": "GET",
    "path": "/me",
    "tags": ["oauth"],
    "security": [{"accessToken": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}


def _get_kwargs() -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/me"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> UserInfo:
    """The model of a success."""
    status = response.status_code
    parsed: UserInfo
    if status == 200:
        parsed = (
            _models.UserInfo.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "oauth.userinfo", mismatches)) is dict
            else _read.other(response, "oauth.userinfo", "UserInfo", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "oauth.userinfo")
        return parsed
    _read.undocumented(response, "oauth.userinfo")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    status = response.status_code
    parsed: Error
    if status == 400:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "oauth.userinfo")) is dict
            else _read.unparsable(response, "oauth.userinfo", "Error", v)
        )
        return parsed
    if status == 401:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "oauth.userinfo")) is dict
            else _read.unparsable(response, "oauth.userinfo", "Error", v)
        )
        return parsed
    if status == 403:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "oauth.userinfo")) is dict
            else _read.unparsable(response, "oauth.userinfo", "Error", v)
        )
        return parsed
    _read.undocumented(response, "oauth.userinfo")


def sync_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[UserInfo | Error]:
    """Get what is known about the signed-in user

    OpenID Connect Core section 5.3. The access token must have been issued with the scope `openid`; which claims
    come depends on its other scopes.
    """
    _client = client.get_httpx_client()
    _response = _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
) -> UserInfo | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(client=client).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[UserInfo | Error]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
) -> UserInfo | Error | None:
    """As `sync`."""
    return (await asyncio_detailed(client=client)).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        cache_control: `no-store`: answers that hold tokens are not to be kept (RFC 6749 section 5.1).
            `Cache-Control` on the wire.
        www_authenticate: Says what was wrong with the token. `WWW-Authenticate` on the wire.
    """

    cache_control: str | Unset = UNSET
    www_authenticate: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        _headers.require(
            response,
            {
                "200": ["Cache-Control"],
                "400": ["WWW-Authenticate"],
                "401": ["WWW-Authenticate"],
                "403": ["WWW-Authenticate"],
            },
            mismatches,
            "oauth.userinfo",
        )
        return cls(
            v
            if type(v := _headers.scalar(response, "Cache-Control")) is str or v is UNSET
            else mismatch(mismatches, "oauth.userinfo", "Cache-Control", "string", v),
            v
            if type(v := _headers.scalar(response, "WWW-Authenticate")) is str or v is UNSET
            else mismatch(mismatches, "oauth.userinfo", "WWW-Authenticate", "string", v),
        )
