"""GET /user/repos: List repositories for the authenticated user"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import frozen as _frozen

from ... import _headers, _parameters
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch, whole
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.basic_error import BasicError
    from ...models.repository import Repository
    from ...models.validation_error import ValidationError

_OPERATION: dict[str, Any] = {
    "id": "repos/list-for-authenticated-user",
    "name": "repos.list_for_authenticated_user",
    "method": "GET",
    "path": "/user/repos",
    "tags": ["repos"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}
_PAGES: dict[str, Any] = {"missing": UNSET, "style": "link", "items": "", "always": True}


def _get_kwargs(
    *,
    visibility: Literal["all", "public", "private"] | Unset = UNSET,
    affiliation: str | Unset = UNSET,
    type_: Literal["all", "owner", "public", "private", "member"] | Unset = UNSET,
    sort: Literal["created", "updated", "pushed", "full_name"] | Unset = UNSET,
    direction: Literal["asc", "desc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    before: datetime.datetime | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/user/repos"}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "visibility", visibility)
    _parameters.query(_params, "affiliation", affiliation)
    _parameters.query(_params, "type", type_)
    _parameters.query(_params, "sort", sort)
    _parameters.query(_params, "direction", direction)
    _parameters.query(_params, "per_page", per_page)
    _parameters.query(_params, "page", page)
    _parameters.query(_params, "since", since)
    _parameters.query(_params, "before", before)
    if _params:
        _kwargs["params"] = _params
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> list[Repository]:
    """The model of a success."""
    status = response.status_code
    parsed: list[Repository]
    if status == 200:
        parsed = (
            [
                _models.Repository.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "repos.list_for_authenticated_user", "[]", "Repository", vi)
                for vi in v
            ]
            if type(v := _read.json_value(response, "repos.list_for_authenticated_user", mismatches)) is list
            else _read.other(response, "repos.list_for_authenticated_user", "list[Repository]", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "repos.list_for_authenticated_user")
        return parsed
    _read.undocumented(response, "repos.list_for_authenticated_user")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> BasicError | ValidationError:
    """The model of an error."""
    status = response.status_code
    parsed: BasicError | ValidationError
    if status == 401:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.list_for_authenticated_user")) is dict
            else _read.unparsable(response, "repos.list_for_authenticated_user", "BasicError", v)
        )
        return parsed
    if status == 403:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.list_for_authenticated_user")) is dict
            else _read.unparsable(response, "repos.list_for_authenticated_user", "BasicError", v)
        )
        return parsed
    if status == 422:
        parsed = (
            _models.ValidationError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.list_for_authenticated_user")) is dict
            else _read.unparsable(response, "repos.list_for_authenticated_user", "ValidationError", v)
        )
        return parsed
    _read.undocumented(response, "repos.list_for_authenticated_user")


def _items(page: Any) -> list[Repository]:
    """The items of a page."""
    items: list[Repository] = page
    return items


def sync_detailed(
    *,
    client: AuthenticatedClient,
    visibility: Literal["all", "public", "private"] | Unset = UNSET,
    affiliation: str | Unset = UNSET,
    type_: Literal["all", "owner", "public", "private", "member"] | Unset = UNSET,
    sort: Literal["created", "updated", "pushed", "full_name"] | Unset = UNSET,
    direction: Literal["asc", "desc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    before: datetime.datetime | Unset = UNSET,
) -> Response[list[Repository] | BasicError | ValidationError]:
    """List repositories for the authenticated user

    Every repository the token's account may read, private ones included where the token allows.

    Args:
        visibility: Which repositories by visibility. Not together with `type`. Default on the server: "all".
        affiliation: Comma-separated relations to the repository: `owner`, `collaborator`,
            `organization_member`. Not together with `type`. Default on the server:
            "owner,collaborator,organization_member".
        type_: Which repositories by kind; a 422 follows when `visibility` or `affiliation` is given too.
        sort: What to sort by. Default on the server: "full_name".
        direction: The direction to sort in; `asc` when sorting by `full_name`, else `desc`.
        per_page: Results on a page. Default on the server: 30.
        page: The page to get, counted from 1. Default on the server: 1.
        since: Only repositories updated after this moment.
        before: Only repositories updated before this moment.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                visibility=visibility,
                affiliation=affiliation,
                type_=type_,
                sort=sort,
                direction=direction,
                per_page=per_page,
                page=page,
                since=since,
                before=before,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    visibility: Literal["all", "public", "private"] | Unset = UNSET,
    affiliation: str | Unset = UNSET,
    type_: Literal["all", "owner", "public", "private", "member"] | Unset = UNSET,
    sort: Literal["created", "updated", "pushed", "full_name"] | Unset = UNSET,
    direction: Literal["asc", "desc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    before: datetime.datetime | Unset = UNSET,
) -> list[Repository] | BasicError | ValidationError | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        visibility=visibility,
        affiliation=affiliation,
        type_=type_,
        sort=sort,
        direction=direction,
        per_page=per_page,
        page=page,
        since=since,
        before=before,
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    visibility: Literal["all", "public", "private"] | Unset = UNSET,
    affiliation: str | Unset = UNSET,
    type_: Literal["all", "owner", "public", "private", "member"] | Unset = UNSET,
    sort: Literal["created", "updated", "pushed", "full_name"] | Unset = UNSET,
    direction: Literal["asc", "desc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    before: datetime.datetime | Unset = UNSET,
) -> Response[list[Repository] | BasicError | ValidationError]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                visibility=visibility,
                affiliation=affiliation,
                type_=type_,
                sort=sort,
                direction=direction,
                per_page=per_page,
                page=page,
                since=since,
                before=before,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    visibility: Literal["all", "public", "private"] | Unset = UNSET,
    affiliation: str | Unset = UNSET,
    type_: Literal["all", "owner", "public", "private", "member"] | Unset = UNSET,
    sort: Literal["created", "updated", "pushed", "full_name"] | Unset = UNSET,
    direction: Literal["asc", "desc"] | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    before: datetime.datetime | Unset = UNSET,
) -> list[Repository] | BasicError | ValidationError | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            visibility=visibility,
            affiliation=affiliation,
            type_=type_,
            sort=sort,
            direction=direction,
            per_page=per_page,
            page=page,
            since=since,
            before=before,
            client=client,
        )
    ).parsed


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
            else mismatch(mismatches, "repos.list_for_authenticated_user", "Link", "string", v),
            v
            if type(v := _headers.scalar(response, "ETag")) is str or v is UNSET
            else mismatch(mismatches, "repos.list_for_authenticated_user", "ETag", "string", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Limit", ["integer"])) is int or v is UNSET
            else whole(mismatches, "repos.list_for_authenticated_user", "X-RateLimit-Limit", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Remaining", ["integer"])) is int or v is UNSET
            else whole(mismatches, "repos.list_for_authenticated_user", "X-RateLimit-Remaining", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Reset", ["integer"])) is int or v is UNSET
            else whole(mismatches, "repos.list_for_authenticated_user", "X-RateLimit-Reset", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-GitHub-Request-Id")) is str or v is UNSET
            else mismatch(mismatches, "repos.list_for_authenticated_user", "X-GitHub-Request-Id", "string", v),
        )
