"""GET /repos/{owner}/{repo}/issues/{issue_number}: Get an issue"""

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
    from ...models.issue import Issue

_OPERATION: dict[str, Any] = {
    "id": "issues/get",
    "name": "issues.get",
    "method": "GET",
    "path": "/repos/{owner}/{repo}/issues/{issue_number}",
    "tags": ["issues"],
    "security": [{}, {"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}


def _get_kwargs(
    owner: str,
    repo: str,
    issue_number: int,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/repos/"
        + _parameters.segment("owner", owner)
        + "/"
        + _parameters.segment("repo", repo)
        + "/issues/"
        + _parameters.segment("issue_number", issue_number),
    }
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Issue:
    """The model of a success."""
    status = response.status_code
    parsed: Issue
    if status == 200:
        parsed = (
            _models.Issue.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "issues.get", mismatches)) is dict
            else _read.other(response, "issues.get", "Issue", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "issues.get")
        return parsed
    _read.undocumented(response, "issues.get")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> BasicError:
    """The model of an error."""
    status = response.status_code
    parsed: BasicError
    if status == 404:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "issues.get")) is dict
            else _read.unparsable(response, "issues.get", "BasicError", v)
        )
        return parsed
    if status == 410:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "issues.get")) is dict
            else _read.unparsable(response, "issues.get", "BasicError", v)
        )
        return parsed
    _read.undocumented(response, "issues.get")


def sync_detailed(
    owner: str,
    repo: str,
    issue_number: int,
    *,
    client: Client,
) -> Response[Issue | BasicError]:
    """Get an issue

    A 301 means the issue was transferred, a 410 that it was deleted or that issues are turned off.

    Args:
        owner: The login of the repository's owner; case does not matter.
        repo: The repository's name without `.git`; case does not matter.
        issue_number: The number after the `#`, which is not the issue's id.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner,
                repo,
                issue_number,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    owner: str,
    repo: str,
    issue_number: int,
    *,
    client: Client,
) -> Issue | BasicError | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(owner, repo, issue_number, client=client).parsed


async def asyncio_detailed(
    owner: str,
    repo: str,
    issue_number: int,
    *,
    client: Client,
) -> Response[Issue | BasicError]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner,
                repo,
                issue_number,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    owner: str,
    repo: str,
    issue_number: int,
    *,
    client: Client,
) -> Issue | BasicError | None:
    """As `sync`."""
    return (await asyncio_detailed(owner, repo, issue_number, client=client)).parsed


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
        location: Where the resource is. `Location` on the wire.
    """

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
            if type(v := _headers.scalar(response, "ETag")) is str or v is UNSET
            else mismatch(mismatches, "issues.get", "ETag", "string", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Limit", ["integer"])) is int or v is UNSET
            else whole(mismatches, "issues.get", "X-RateLimit-Limit", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Remaining", ["integer"])) is int or v is UNSET
            else whole(mismatches, "issues.get", "X-RateLimit-Remaining", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Reset", ["integer"])) is int or v is UNSET
            else whole(mismatches, "issues.get", "X-RateLimit-Reset", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-GitHub-Request-Id")) is str or v is UNSET
            else mismatch(mismatches, "issues.get", "X-GitHub-Request-Id", "string", v),
            v
            if type(v := _headers.scalar(response, "Location")) is str or v is UNSET
            else mismatch(mismatches, "issues.get", "Location", "string", v),
        )
