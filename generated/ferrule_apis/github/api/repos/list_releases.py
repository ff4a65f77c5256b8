"""GET /repos/{owner}/{repo}/releases: List releases"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from attrs import frozen as _frozen

from ... import _headers, _parameters
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch, whole
from ...client import Client
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.basic_error import BasicError
    from ...models.release import Release

_OPERATION: dict[str, Any] = {
    "id": "repos/list-releases",
    "name": "repos.list_releases",
    "method": "GET",
    "path": "/repos/{owner}/{repo}/releases",
    "tags": ["repos"],
    "security": [{}, {"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}
_PAGES: dict[str, Any] = {"missing": UNSET, "style": "link", "items": "", "always": True}


def _get_kwargs(
    owner: str,
    repo: str,
    *,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/repos/" + _parameters.segment("owner", owner) + "/" + _parameters.segment("repo", repo) + "/releases",
    }
    _params: dict[str, Any] = {}
    _parameters.query(_params, "per_page", per_page)
    _parameters.query(_params, "page", page)
    if _params:
        _kwargs["params"] = _params
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> list[Release]:
    """The model of a success."""
    status = response.status_code
    parsed: list[Release]
    if status == 200:
        parsed = (
            [
                _models.Release.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "repos.list_releases", "[]", "Release", vi)
                for vi in v
            ]
            if type(v := _read.json_value(response, "repos.list_releases", mismatches)) is list
            else _read.other(response, "repos.list_releases", "list[Release]", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "repos.list_releases")
        return parsed
    _read.undocumented(response, "repos.list_releases")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> BasicError:
    """The model of an error."""
    status = response.status_code
    parsed: BasicError
    if status == 404:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.list_releases")) is dict
            else _read.unparsable(response, "repos.list_releases", "BasicError", v)
        )
        return parsed
    _read.undocumented(response, "repos.list_releases")


def _items(page: Any) -> list[Release]:
    """The items of a page."""
    items: list[Release] = page
    return items


def sync_detailed(
    owner: str,
    repo: str,
    *,
    client: Client,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[list[Release] | BasicError]:
    """List releases

    Published releases; drafts too for callers with push access. Tags without a release are not listed.

    Args:
        owner: The login of the repository's owner; case does not matter.
        repo: The repository's name without `.git`; case does not matter.
        per_page: Results on a page. Default on the server: 30.
        page: The page to get, counted from 1. Default on the server: 1.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner,
                repo,
                per_page=per_page,
                page=page,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    owner: str,
    repo: str,
    *,
    client: Client,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> list[Release] | BasicError | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(owner, repo, per_page=per_page, page=page, client=client).parsed


async def asyncio_detailed(
    owner: str,
    repo: str,
    *,
    client: Client,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[list[Release] | BasicError]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner,
                repo,
                per_page=per_page,
                page=page,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    owner: str,
    repo: str,
    *,
    client: Client,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> list[Release] | BasicError | None:
    """As `sync`."""
    return (await asyncio_detailed(owner, repo, per_page=per_page, page=page, client=client)).parsed


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
            else mismatch(mismatches, "repos.list_releases", "Link", "string", v),
            v
            if type(v := _headers.scalar(response, "ETag")) is str or v is UNSET
            else mismatch(mismatches, "repos.list_releases", "ETag", "string", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Limit", ["integer"])) is int or v is UNSET
            else whole(mismatches, "repos.list_releases", "X-RateLimit-Limit", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Remaining", ["integer"])) is int or v is UNSET
            else whole(mismatches, "repos.list_releases", "X-RateLimit-Remaining", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Reset", ["integer"])) is int or v is UNSET
            else whole(mismatches, "repos.list_releases", "X-RateLimit-Reset", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-GitHub-Request-Id")) is str or v is UNSET
            else mismatch(mismatches, "repos.list_releases", "X-GitHub-Request-Id", "string", v),
        )
