"""GET /zen: Get a line of the Zen of GitHub"""

from __future__ import annotations

from typing import Any, Never, Self

from attrs import frozen as _frozen

from ... import _headers
from ... import _response as _read
from ..._decode import mismatch, whole
from ...client import Client
from ...types import UNSET, Mismatch, Received, Response, Unset

_OPERATION: dict[str, Any] = {
    "id": "meta/get-zen",
    "name": "meta.get_zen",
    "method": "GET",
    "path": "/zen",
    "tags": ["meta"],
    "security": [{}, {"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "text/plain",
}


def _get_kwargs() -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/zen"}
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> str:
    """The model of a success."""
    status = response.status_code
    parsed: str
    if status == 200:
        parsed = _read.text_body(response, "meta.get_zen", mismatches)
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "meta.get_zen")
        return parsed
    _read.undocumented(response, "meta.get_zen")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Never:
    """The model of an error."""
    _read.undocumented(response, "meta.get_zen")


def sync_detailed(
    *,
    client: Client,
) -> Response[str]:
    """Get a line of the Zen of GitHub

    A random sentence, as plain text.
    """
    _client = client.get_httpx_client()
    _response = _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: Client,
) -> str | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
) -> Response[str]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(_read.request(_client, _get_kwargs(), _OPERATION))
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: Client,
) -> str | None:
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
            else mismatch(mismatches, "meta.get_zen", "ETag", "string", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Limit", ["integer"])) is int or v is UNSET
            else whole(mismatches, "meta.get_zen", "X-RateLimit-Limit", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Remaining", ["integer"])) is int or v is UNSET
            else whole(mismatches, "meta.get_zen", "X-RateLimit-Remaining", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Reset", ["integer"])) is int or v is UNSET
            else whole(mismatches, "meta.get_zen", "X-RateLimit-Reset", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-GitHub-Request-Id")) is str or v is UNSET
            else mismatch(mismatches, "meta.get_zen", "X-GitHub-Request-Id", "string", v),
        )
