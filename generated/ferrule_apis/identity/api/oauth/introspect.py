"""POST /token/introspection: Ask whether a token is valid, and for what"""

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
    from ...models.token_state import TokenState

_OPERATION: dict[str, Any] = {
    "id": "oauth.introspect",
    "name": "oauth.introspect",
    "method": "POST",
    "path": "/token/introspection",
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
    _kwargs: dict[str, Any] = {"method": "post", "url": "/token/introspection"}
    _headers: dict[str, str] = {}
    _kwargs["content"] = _body.form(body, {})
    _headers["Content-Type"] = "application/x-www-form-urlencoded"
    _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> TokenState:
    """The model of a success."""
    status = response.status_code
    parsed: TokenState
    if status == 200:
        parsed = (
            _models.TokenState.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "oauth.introspect", mismatches)) is dict
            else _read.other(response, "oauth.introspect", "TokenState", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "oauth.introspect")
        return parsed
    _read.undocumented(response, "oauth.introspect")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    status = response.status_code
    parsed: Error
    if status == 400:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "oauth.introspect")) is dict
            else _read.unparsable(response, "oauth.introspect", "Error", v)
        )
        return parsed
    if status == 401:
        parsed = (
            _models.Error.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "oauth.introspect")) is dict
            else _read.unparsable(response, "oauth.introspect", "Error", v)
        )
        return parsed
    _read.undocumented(response, "oauth.introspect")


def sync_detailed(
    *,
    client: Client,
    body: TokenReference,
) -> Response[TokenState | Error]:
    """Ask whether a token is valid, and for what

    RFC 7662. A token that is unknown, expired or withdrawn is answered as inactive, not as an error.

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
) -> TokenState | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(body=body, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    body: TokenReference,
) -> Response[TokenState | Error]:
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
) -> TokenState | Error | None:
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
        _headers.require(response, {"200": ["Cache-Control"], "400": [], "401": []}, mismatches, "oauth.introspect")
        return cls(
            v
            if type(v := _headers.scalar(response, "Cache-Control")) is str or v is UNSET
            else mismatch(mismatches, "oauth.introspect", "Cache-Control", "string", v),
            v
            if type(v := _headers.scalar(response, "WWW-Authenticate")) is str or v is UNSET
            else mismatch(mismatches, "oauth.introspect", "WWW-Authenticate", "string", v),
        )
