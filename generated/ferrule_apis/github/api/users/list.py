"""GET /users: List users"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Never, Self

from attrs import frozen as _frozen

from ... import _headers, _parameters
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch, whole
from ...client import Client
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.simple_user import SimpleUser

_OPERATION: dict[str, Any] = {
    "id": "users/list",
    "name": "users.list",
    "method": "GET",
    "path": "/users",
    "tags": ["users"],
    "security": [{}, {"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}
_PAGES: dict[str, Any] = {"missing": UNSET, "style": "link", "items": "", "always": True}


def _get_kwargs(
    *,
    since: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/users"}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "since", since)
    _parameters.query(_params, "per_page", per_page)
    if _params:
        _kwargs["params"] = _params
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> list[SimpleUser]:
    """The model of a success."""
    status = response.status_code
    parsed: list[SimpleUser]
    if status == 200:
        parsed = (
            [
                _models.SimpleUser.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "users.list", "[]", "SimpleUser", vi)
                for vi in v
            ]
            if type(v := _read.json_value(response, "users.list", mismatches)) is list
            else _read.other(response, "users.list", "list[SimpleUser]", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "users.list")
        return parsed
    _read.undocumented(response, "users.list")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Never:
    """The model of an error."""
    _read.undocumented(response, "users.list")


def _items(page: Any) -> list[SimpleUser]:
    """The items of a page."""
    items: list[SimpleUser] = page
    return items


def sync_detailed(
    *,
    client: Client,
    since: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
) -> Response[list[SimpleUser]]:
    """List users

    All accounts in the order they signed up. Pages follow the `since` id; there are no page numbers.

    Args:
        since: Only accounts with an id above this one.
        per_page: Results on a page. Default on the server: 30.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                since=since,
                per_page=per_page,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: Client,
    since: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
) -> list[SimpleUser] | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(since=since, per_page=per_page, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    since: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
) -> Response[list[SimpleUser]]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                since=since,
                per_page=per_page,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: Client,
    since: int | Unset = UNSET,
    per_page: int | Unset = UNSET,
) -> list[SimpleUser] | None:
    """As `sync`."""
    return (await asyncio_detailed(since=since, per_page=per_page, client=client)).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        link: Addresses of the next, previous, first and last page (RFC 8288). `Link` on the wire.
        e_tag: Validator to send back in If-None-Match. A 304 costs nothing of the rate limit. `ETag` on the
            wire.
        x_rate_limit_limit: Requests allowed in the window. `X-RateLimit-Limit` on the wire.
        x_rate_limit_remaining: Requests left in the window. `X-RateLimit-Remaining` on the wire.
        x_rate_limit_reset: When the window ends, in seconds since 1970-01-01 UTC. `X-RateLimit-Reset` on the
            wire.
        x_git_hub_request_id: Names the request to GitHub's support. `X-GitHub-Request-Id` on the wire.
    """

    link: str | Unset = UNSET
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
            if type(v := _headers.scalar(response, "Link")) is str or v is UNSET
            else mismatch(mismatches, "users.list", "Link", "string", v),
            v
            if type(v := _headers.scalar(response, "ETag")) is str or v is UNSET
            else mismatch(mismatches, "users.list", "ETag", "string", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Limit", ["integer"])) is int or v is UNSET
            else whole(mismatches, "users.list", "X-RateLimit-Limit", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Remaining", ["integer"])) is int or v is UNSET
            else whole(mismatches, "users.list", "X-RateLimit-Remaining", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Reset", ["integer"])) is int or v is UNSET
            else whole(mismatches, "users.list", "X-RateLimit-Reset", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-GitHub-Request-Id")) is str or v is UNSET
            else mismatch(mismatches, "users.list", "X-GitHub-Request-Id", "string", v),
        )
