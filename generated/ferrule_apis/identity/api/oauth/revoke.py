"""POST /token/revocation: Withdraw a token"""

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
    from ...models.token_reference import TokenReference

_OPERATION: dict[str, Any] = {
    "id": "oauth.revoke",
    "name": "oauth.revoke",
    "method": "POST",
    "path": "/token/revocation",
    "tags": ["oauth"],
    "security": [{"clientBasic": []}, {}],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotent": True},
    "accept": "application/json",
}


def _get_kwargs(
    *,
    body: TokenReference,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": "/token/revocation"}
    _headers: dict[str, str] = {}
    _kwargs["content"] = _body.form(body, {})
    _headers["Content-Type"] = "application/x-www-form-urlencoded"
    _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> None:
    """The model of a success."""
    status = response.status_code
    parsed: None
    if status == 200:
        parsed = _read.nothing(response, "oauth.revoke", mismatches)
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "oauth.revoke")
        return parsed
    _read.undocumented(response, "oauth.revoke")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    status = response.status_code
    parsed: Error
    if status == 400:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "oauth.revoke")) is dict
            else _read.unparsable(response, "oauth.revoke", "Error", v)
        )
        return parsed
    if status == 401:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "oauth.revoke")) is dict
            else _read.unparsable(response, "oauth.revoke", "Error", v)
        )
        return parsed
    _read.undocumented(response, "oauth.revoke")


def sync_detailed(
    *,
    client: Client,
    body: TokenReference,
) -> Response[Error | None]:
    """Withdraw a token

    RFC 7009. A token that is unknown counts as withdrawn. Others of the same grant may go with it.

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
    body: TokenReference,
) -> Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: TokenReference,
) -> Response[Error | None]:
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
    body: TokenReference,
) -> Error | None:
    """As `sync`."""
    return (await asyncio_detailed(body=body, client=client)).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        www_authenticate: How to authenticate, and for Bearer what was wrong: realm, error, error_description,
            scope (RFC 6750 section 3). `WWW-Authenticate` on the wire.
    """

    www_authenticate: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        return cls(
            v
            if type(v := _headers.scalar(response, "WWW-Authenticate")) is str or v is UNSET
            else mismatch(mismatches, "oauth.revoke", "WWW-Authenticate", "string", v),
        )
