"""GET /search/issues: Search issues and pull requests"""

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
    from ...models.basic_error import BasicError
    from ...models.issue_search_result import IssueSearchResult
    from ...models.issue_search_result_item import IssueSearchResultItem
    from ...models.service_unavailable_error import ServiceUnavailableError
    from ...models.validation_error import ValidationError

_OPERATION: dict[str, Any] = {
    "id": "search/issues-and-pull-requests",
    "name": "search.issues",
    "method": "GET",
    "path": "/search/issues",
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
    sort: Literal[
        "comments",
        "reactions",
        "reactions-+1",
        "reactions--1",
        "reactions-smile",
        "reactions-thinking_face",
        "reactions-heart",
        "reactions-tada",
        "interactions",
        "created",
        "updated",
    ]
    | Unset = UNSET,
    order: Literal["desc", "asc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/search/issues"}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "q", q)
    _parameters.query(_params, "sort", sort)
    _parameters.query(_params, "order", order)
    _parameters.query(_params, "per_page", per_page)
    _parameters.query(_params, "page", page)
    if _params:
        _kwargs["params"] = _params
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> IssueSearchResult:
    """The model of a success."""
    status = response.status_code
    parsed: IssueSearchResult
    if status == 200:
        parsed = (
            _models.IssueSearchResult.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "search.issues", mismatches)) is dict
            else _read.other(response, "search.issues", "IssueSearchResult", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "search.issues")
        return parsed
    _read.undocumented(response, "search.issues")


def _parse_error(
    response: Received, mismatches: list[Mismatch] | None = None
) -> BasicError | ValidationError | ServiceUnavailableError:
    """The model of an error."""
    status = response.status_code
    parsed: BasicError | ValidationError | ServiceUnavailableError
    if status == 401:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "search.issues")) is dict
            else _read.unparsable(response, "search.issues", "BasicError", v)
        )
        return parsed
    if status == 403:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "search.issues")) is dict
            else _read.unparsable(response, "search.issues", "BasicError", v)
        )
        return parsed
    if status == 422:
        parsed = (
            _models.ValidationError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "search.issues")) is dict
            else _read.unparsable(response, "search.issues", "ValidationError", v)
        )
        return parsed
    if status == 503:
        parsed = (
            _models.ServiceUnavailableError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "search.issues")) is dict
            else _read.unparsable(response, "search.issues", "ServiceUnavailableError", v)
        )
        return parsed
    _read.undocumented(response, "search.issues")


def _items(page: Any) -> list[IssueSearchResultItem]:
    """The items of a page."""
    items: list[IssueSearchResultItem] = page.items
    return items


def sync_detailed(
    *,
    client: Client,
    q: str,
    sort: Literal[
        "comments",
        "reactions",
        "reactions-+1",
        "reactions--1",
        "reactions-smile",
        "reactions-thinking_face",
        "reactions-heart",
        "reactions-tada",
        "interactions",
        "created",
        "updated",
    ]
    | Unset = UNSET,
    order: Literal["desc", "asc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[IssueSearchResult | BasicError | ValidationError | ServiceUnavailableError]:
    """Search issues and pull requests

    Up to 1,000 results. Narrow to one kind with `is:issue` or `is:pull-request` in the query.

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
    sort: Literal[
        "comments",
        "reactions",
        "reactions-+1",
        "reactions--1",
        "reactions-smile",
        "reactions-thinking_face",
        "reactions-heart",
        "reactions-tada",
        "interactions",
        "created",
        "updated",
    ]
    | Unset = UNSET,
    order: Literal["desc", "asc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> IssueSearchResult | BasicError | ValidationError | ServiceUnavailableError | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(q=q, sort=sort, order=order, per_page=per_page, page=page, client=client).parsed


async def asyncio_detailed(
    *,
    client: Client,
    q: str,
    sort: Literal[
        "comments",
        "reactions",
        "reactions-+1",
        "reactions--1",
        "reactions-smile",
        "reactions-thinking_face",
        "reactions-heart",
        "reactions-tada",
        "interactions",
        "created",
        "updated",
    ]
    | Unset = UNSET,
    order: Literal["desc", "asc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[IssueSearchResult | BasicError | ValidationError | ServiceUnavailableError]:
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
    sort: Literal[
        "comments",
        "reactions",
        "reactions-+1",
        "reactions--1",
        "reactions-smile",
        "reactions-thinking_face",
        "reactions-heart",
        "reactions-tada",
        "interactions",
        "created",
        "updated",
    ]
    | Unset = UNSET,
    order: Literal["desc", "asc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> IssueSearchResult | BasicError | ValidationError | ServiceUnavailableError | None:
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
            else mismatch(mismatches, "search.issues", "Link", "string", v),
            v
            if type(v := _headers.scalar(response, "ETag")) is str or v is UNSET
            else mismatch(mismatches, "search.issues", "ETag", "string", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Limit", ["integer"])) is int or v is UNSET
            else whole(mismatches, "search.issues", "X-RateLimit-Limit", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Remaining", ["integer"])) is int or v is UNSET
            else whole(mismatches, "search.issues", "X-RateLimit-Remaining", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Reset", ["integer"])) is int or v is UNSET
            else whole(mismatches, "search.issues", "X-RateLimit-Reset", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-GitHub-Request-Id")) is str or v is UNSET
            else mismatch(mismatches, "search.issues", "X-GitHub-Request-Id", "string", v),
        )
