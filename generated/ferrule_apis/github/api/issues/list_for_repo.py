"""GET /repos/{owner}/{repo}/issues: List repository issues"""

from __future__ import annotations

import datetime
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
    from ...models.issue import Issue
    from ...models.validation_error import ValidationError

_OPERATION: dict[str, Any] = {
    "id": "issues/list-for-repo",
    "name": "issues.list_for_repo",
    "method": "GET",
    "path": "/repos/{owner}/{repo}/issues",
    "tags": ["issues"],
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
    milestone: str | Unset = UNSET,
    state: Literal["open", "closed", "all"] | Unset = UNSET,
    assignee: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    creator: str | Unset = UNSET,
    mentioned: str | Unset = UNSET,
    labels: str | Unset = UNSET,
    sort: Literal["created", "updated", "comments"] | Unset = UNSET,
    direction: Literal["asc", "desc"] | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/repos/" + _parameters.segment("owner", owner) + "/" + _parameters.segment("repo", repo) + "/issues",
    }
    _params: dict[str, Any] = {}
    _parameters.query(_params, "milestone", milestone)
    _parameters.query(_params, "state", state)
    _parameters.query(_params, "assignee", assignee)
    _parameters.query(_params, "type", type_)
    _parameters.query(_params, "creator", creator)
    _parameters.query(_params, "mentioned", mentioned)
    _parameters.query(_params, "labels", labels)
    _parameters.query(_params, "sort", sort)
    _parameters.query(_params, "direction", direction)
    _parameters.query(_params, "since", since)
    _parameters.query(_params, "per_page", per_page)
    _parameters.query(_params, "page", page)
    if _params:
        _kwargs["params"] = _params
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> list[Issue]:
    """The model of a success."""
    status = response.status_code
    parsed: list[Issue]
    if status == 200:
        parsed = (
            [
                _models.Issue.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "issues.list_for_repo", "[]", "Issue", vi)
                for vi in v
            ]
            if type(v := _read.json_value(response, "issues.list_for_repo", mismatches)) is list
            else _read.other(response, "issues.list_for_repo", "list[Issue]", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "issues.list_for_repo")
        return parsed
    _read.undocumented(response, "issues.list_for_repo")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> BasicError | ValidationError:
    """The model of an error."""
    status = response.status_code
    parsed: BasicError | ValidationError
    if status == 404:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "issues.list_for_repo")) is dict
            else _read.unparsable(response, "issues.list_for_repo", "BasicError", v)
        )
        return parsed
    if status == 422:
        parsed = (
            _models.ValidationError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "issues.list_for_repo")) is dict
            else _read.unparsable(response, "issues.list_for_repo", "ValidationError", v)
        )
        return parsed
    _read.undocumented(response, "issues.list_for_repo")


def _items(page: Any) -> list[Issue]:
    """The items of a page."""
    items: list[Issue] = page
    return items


def sync_detailed(
    owner: str,
    repo: str,
    *,
    client: Client,
    milestone: str | Unset = UNSET,
    state: Literal["open", "closed", "all"] | Unset = UNSET,
    assignee: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    creator: str | Unset = UNSET,
    mentioned: str | Unset = UNSET,
    labels: str | Unset = UNSET,
    sort: Literal["created", "updated", "comments"] | Unset = UNSET,
    direction: Literal["asc", "desc"] | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[list[Issue] | BasicError | ValidationError]:
    """List repository issues

    Every pull request is an issue too, so both are listed; a pull request has the `pull_request` field.

    Args:
        owner: The login of the repository's owner; case does not matter.
        repo: The repository's name without `.git`; case does not matter.
        milestone: A milestone's number, `*` for issues with any milestone, `none` for those without.
        state: Which issues by state. Default on the server: "open".
        assignee: The assignee's login, `*` for issues with any assignee, `none` for those without.
        type_: An issue type's name, `*` for issues with any type, `none` for those without.
        creator: The login of who opened the issue.
        mentioned: A login that is mentioned in the issue.
        labels: Comma-separated label names; an issue must carry all of them.
        sort: What to sort by. Default on the server: "created".
        direction: The direction to sort in. Default on the server: "desc".
        since: Only what was updated at or after this moment.
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
                milestone=milestone,
                state=state,
                assignee=assignee,
                type_=type_,
                creator=creator,
                mentioned=mentioned,
                labels=labels,
                sort=sort,
                direction=direction,
                since=since,
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
    milestone: str | Unset = UNSET,
    state: Literal["open", "closed", "all"] | Unset = UNSET,
    assignee: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    creator: str | Unset = UNSET,
    mentioned: str | Unset = UNSET,
    labels: str | Unset = UNSET,
    sort: Literal["created", "updated", "comments"] | Unset = UNSET,
    direction: Literal["asc", "desc"] | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> list[Issue] | BasicError | ValidationError | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        owner,
        repo,
        milestone=milestone,
        state=state,
        assignee=assignee,
        type_=type_,
        creator=creator,
        mentioned=mentioned,
        labels=labels,
        sort=sort,
        direction=direction,
        since=since,
        per_page=per_page,
        page=page,
        client=client,
    ).parsed


async def asyncio_detailed(
    owner: str,
    repo: str,
    *,
    client: Client,
    milestone: str | Unset = UNSET,
    state: Literal["open", "closed", "all"] | Unset = UNSET,
    assignee: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    creator: str | Unset = UNSET,
    mentioned: str | Unset = UNSET,
    labels: str | Unset = UNSET,
    sort: Literal["created", "updated", "comments"] | Unset = UNSET,
    direction: Literal["asc", "desc"] | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> Response[list[Issue] | BasicError | ValidationError]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner,
                repo,
                milestone=milestone,
                state=state,
                assignee=assignee,
                type_=type_,
                creator=creator,
                mentioned=mentioned,
                labels=labels,
                sort=sort,
                direction=direction,
                since=since,
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
    milestone: str | Unset = UNSET,
    state: Literal["open", "closed", "all"] | Unset = UNSET,
    assignee: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    creator: str | Unset = UNSET,
    mentioned: str | Unset = UNSET,
    labels: str | Unset = UNSET,
    sort: Literal["created", "updated", "comments"] | Unset = UNSET,
    direction: Literal["asc", "desc"] | Unset = UNSET,
    since: datetime.datetime | Unset = UNSET,
    per_page: int | Unset = UNSET,
    page: int | Unset = UNSET,
) -> list[Issue] | BasicError | ValidationError | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            owner,
            repo,
            milestone=milestone,
            state=state,
            assignee=assignee,
            type_=type_,
            creator=creator,
            mentioned=mentioned,
            labels=labels,
            sort=sort,
            direction=direction,
            since=since,
            per_page=per_page,
            page=page,
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
        location: Where the resource is. `Location` on the wire.
    """

    link: str | Unset = UNSET
    e_tag: str | Unset = UNSET
    x_rate_limit_limit: int | Unset = UNSET
    x_rate_limit_remaining: int | Unset = UNSET
    x_rate_limit_reset: int | Unset = UNSET
    x_git_hub_request_id: str | Unset = UNSET
    location: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        return cls(
            v
            if type(v := _headers.scalar(response, "Link")) is str or v is UNSET
            else mismatch(mismatches, "issues.list_for_repo", "Link", "string", v),
            v
            if type(v := _headers.scalar(response, "ETag")) is str or v is UNSET
            else mismatch(mismatches, "issues.list_for_repo", "ETag", "string", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Limit", ["integer"])) is int or v is UNSET
            else whole(mismatches, "issues.list_for_repo", "X-RateLimit-Limit", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Remaining", ["integer"])) is int or v is UNSET
            else whole(mismatches, "issues.list_for_repo", "X-RateLimit-Remaining", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Reset", ["integer"])) is int or v is UNSET
            else whole(mismatches, "issues.list_for_repo", "X-RateLimit-Reset", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-GitHub-Request-Id")) is str or v is UNSET
            else mismatch(mismatches, "issues.list_for_repo", "X-GitHub-Request-Id", "string", v),
            v
            if type(v := _headers.scalar(response, "Location")) is str or v is UNSET
            else mismatch(mismatches, "issues.list_for_repo", "Location", "string", v),
        )
