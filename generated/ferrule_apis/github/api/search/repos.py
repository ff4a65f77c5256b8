"""GET /search/repositories: Search repositories"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import frozen as _frozen

from ... import _headers, _parameters
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch, whole
from ...client import Client
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.repo_search_result import RepoSearchResult
    from ...models.repo_search_result_item import RepoSearchResultItem
    from ...models.service_unavailable_error import ServiceUnavailableError
    from ...models.validation_error import ValidationError

_OPERATION: dict[str, Any] = {
    "id": "search/repos",
    "name": "search.repos",
    "method": "GET",
    "path": "/search/repositories",
    "tags": ["search"],
    "security": [{}, {"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}
_PAGES: dict[str, Any] = {"missing": UNSET, "style": "link", "items": "/items", "always": True}


def _get_kwargs(
    *,
    q: str,
    sort: Literal["stars", "forks", "help-wanted-issues", "updated"] | Unset = UNSET,
    order: Literal["desc", "asc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/search/repositories"}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "q", q)
    _parameters.query(_params, "sort", sort)
    _parameters.query(_params, "order", order)
    _parameters.query(_params, "per_page", per_page)
    _parameters.query(_params, "page", page)
    if _params:
        _kwargs["params"] = _params
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> RepoSearchResult:
    """The model of a success."""
    status = response.status_code
    parsed: RepoSearchResult
    if status == 200:
        parsed = (
            _models.RepoSearchResult.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "search.repos", mismatches)) is dict
            else _read.other(response, "search.repos", "RepoSearchResult", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "search.repos")
        return parsed
    _read.undocumented(response, "search.repos")


def _parse_error(
    response: Received, mismatches: list[Mismatch] | None = None
) -> ValidationError | ServiceUnavailableError:
    """The model of an error."""
    status = response.status_code
    parsed: ValidationError | ServiceUnavailableError
    if status == 422:
        parsed = (
            _models.ValidationError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "search.repos")) is dict
            else _read.unparsable(response, "search.repos", "ValidationError", v)
        )
        return parsed
    if status == 503:
        parsed = (
            _models.ServiceUnavailableError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "search.repos")) is dict
            else _read.unparsable(response, "search.repos", "ServiceUnavailableError", v)
        )
        return parsed
    _read.undocumented(response, "search.repos")


def _items(page: Any) -> list[RepoSearchResultItem]:
    """The items of a page."""
    items: list[RepoSearchResultItem] = page.items
    return items


def sync_detailed(
    *,
    client: Client,
    q: str,
    sort: Literal["stars", "forks", "help-wanted-issues", "updated"] | Unset = UNSET,
    order: Literal["desc", "asc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[RepoSearchResult | ValidationError | ServiceUnavailableError]:
    """Search repositories

    Up to 1,000 results. Without `sort` the best match comes first.

    Args:
        q: Search words and qualifiers such as `language:python`; at most 256 characters beside qualifiers.
        sort: What to sort by in place of the score.
        order: The direction to sort in. Means nothing without `sort`. Default on the server: "desc".
        per_page: Results on a page. Default on the server: 30.
        page: The page to get, counted from 1. Default on the server: 1.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                q=q,
                sort=sort,
                order=order,
                per_page=per_page,
                page=page,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: Client,
    q: str,
    sort: Literal["stars", "forks", "help-wanted-issues", "updated"] | Unset = UNSET,
    order: Literal["desc", "asc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> RepoSearchResult | ValidationError | ServiceUnavailableError | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(q=q, sort=sort, order=order, per_page=per_page, page=page, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    q: str,
    sort: Literal["stars", "forks", "help-wanted-issues", "updated"] | Unset = UNSET,
    order: Literal["desc", "asc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[RepoSearchResult | ValidationError | ServiceUnavailableError]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                q=q,
                sort=sort,
                order=order,
                per_page=per_page,
                page=page,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: Client,
    q: str,
    sort: Literal["stars", "forks", "help-wanted-issues", "updated"] | Unset = UNSET,
    order: Literal["desc", "asc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> RepoSearchResult | ValidationError | ServiceUnavailableError | None:
    """As `sync`."""
    return (await asyncio_detailed(q=q, sort=sort, order=order, per_page=per_page, page=page, client=client)).parsed


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
            else mismatch(mismatches, "search.repos", "Link", "string", v),
            v
            if type(v := _headers.scalar(response, "ETag")) is str or v is UNSET
            else mismatch(mismatches, "search.repos", "ETag", "string", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Limit", ["integer"])) is int or v is UNSET
            else whole(mismatches, "search.repos", "X-RateLimit-Limit", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Remaining", ["integer"])) is int or v is UNSET
            else whole(mismatches, "search.repos", "X-RateLimit-Remaining", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Reset", ["integer"])) is int or v is UNSET
            else whole(mismatches, "search.repos", "X-RateLimit-Reset", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-GitHub-Request-Id")) is str or v is UNSET
            else mismatch(mismatches, "search.repos", "X-GitHub-Request-Id", "string", v),
        )
