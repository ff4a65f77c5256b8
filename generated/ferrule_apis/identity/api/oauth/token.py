"""POST /token: Get an access token"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from attrs import frozen as _frozen

from ... import _body, _headers
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import Client
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.error import Error
    from ...models.token_request import TokenRequest
    from ...models.token_response import TokenResponse

_OPERATION: dict[str, Any] = {
    "id": "oauth.token",
    "name": "oauth.token",
    "method": "POST",
    "path": "/token",
    "tags": ["oauth"],
    "security": [{"clientBasic": []}, {}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}


def _get_kwargs(
    *,
    body: TokenRequest,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": "/token"}
    _headers: dict[str, str] = {}
    _kwargs["content"] = _body.form(body, {})
    _headers["Content-Type"] = "application/x-www-form-urlencoded"
    _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> TokenResponse:
    """The model of a success."""
    status = response.status_code
    parsed: TokenResponse
    if status == 200:
        parsed = (
            _models.TokenResponse.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "oauth.token", mismatches)) is dict
            else _read.other(response, "oauth.token", "TokenResponse", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "oauth.token")
        return parsed
    _read.undocumented(response, "oauth.token")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    status = response.status_code
    parsed: Error
    if status == 400:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "oauth.token")) is dict
            else _read.unparsable(response, "oauth.token", "Error", v)
        )
        return parsed
    if status == 401:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "oauth.token")) is dict
            else _read.unparsable(response, "oauth.token", "Error", v)
        )
        return parsed
    _read.undocumented(response, "oauth.token")


def sync_detailed(
    *,
    client: Client,
    body: TokenRequest,
) -> Response[TokenResponse | Error]:
    """Get an access token

    RFC 6749 section 3.2. What else must be sent depends on `grant_type`. A code and, where the provider rotates
    them, a refresh token work once: sending one again can withdraw every token that came from it.

    Args:
        body: The request body.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                body=body,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: Client,
    body: TokenRequest,
) -> TokenResponse | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: TokenRequest,
) -> Response[TokenResponse | Error]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                body=body,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: Client,
    body: TokenRequest,
) -> TokenResponse | Error | None:
    """As `sync`."""
    return (await asyncio_detailed(body=body, client=client)).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        cache_control: `no-store`: answers that hold tokens are not to be kept (RFC 6749 section 5.1).
            `Cache-Control` on the wire.
        www_authenticate: How to authenticate, and for Bearer what was wrong: realm, error, error_description,
            scope (RFC 6750 section 3). `WWW-Authenticate` on the wire.
    """

    cache_control: str | Unset = UNSET
    www_authenticate: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        _headers.require(response, {"200": ["Cache-Control"], "400": [], "401": []}, mismatches, "oauth.token")
        return cls(
            v
            if type(v := _headers.scalar(response, "Cache-Control")) is str or v is UNSET
            else mismatch(mismatches, "oauth.token", "Cache-Control", "string", v),
            v
            if type(v := _headers.scalar(response, "WWW-Authenticate")) is str or v is UNSET
            else mismatch(mismatches, "oauth.token", "WWW-Authenticate", "string", v),
        )
