"""POST /repos/{owner}/{repo}/issues: Create an issue"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from attrs import frozen as _frozen

from ... import _body, _headers, _parameters
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch, whole
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.basic_error import BasicError
    from ...models.issue import Issue
    from ...models.issue_create import IssueCreate
    from ...models.service_unavailable_error import ServiceUnavailableError
    from ...models.validation_error import ValidationError

_OPERATION: dict[str, Any] = {
    "id": "issues/create",
    "name": "issues.create",
    "method": "POST",
    "path": "/repos/{owner}/{repo}/issues",
    "tags": ["issues"],
    "security": [{"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}


def _get_kwargs(
    owner: str,
    repo: str,
    *,
    body: IssueCreate,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/repos/" + _parameters.segment("owner", owner) + "/" + _parameters.segment("repo", repo) + "/issues",
    }
    _headers: dict[str, str] = {}
    _kwargs["content"] = _body.json(body)
    _headers["Content-Type"] = "application/json"
    _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Issue:
    """The model of a success."""
    status = response.status_code
    parsed: Issue
    if status == 201:
        parsed = (
            _models.Issue.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "issues.create", mismatches)) is dict
            else _read.other(response, "issues.create", "Issue", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 201, _parse_success, mismatches, "issues.create")
        return parsed
    _read.undocumented(response, "issues.create")


def _parse_error(
    response: Received, mismatches: list[Mismatch] | None = None
) -> BasicError | ValidationError | ServiceUnavailableError:
    """The model of an error."""
    status = response.status_code
    parsed: BasicError | ValidationError | ServiceUnavailableError
    if status == 400:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "issues.create")) is dict
            else _read.unparsable(response, "issues.create", "BasicError", v)
        )
        return parsed
    if status == 403:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "issues.create")) is dict
            else _read.unparsable(response, "issues.create", "BasicError", v)
        )
        return parsed
    if status == 404:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "issues.create")) is dict
            else _read.unparsable(response, "issues.create", "BasicError", v)
        )
        return parsed
    if status == 410:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "issues.create")) is dict
            else _read.unparsable(response, "issues.create", "BasicError", v)
        )
        return parsed
    if status == 422:
        parsed = (
            _models.ValidationError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "issues.create")) is dict
            else _read.unparsable(response, "issues.create", "ValidationError", v)
        )
        return parsed
    if status == 503:
        parsed = (
            _models.ServiceUnavailableError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "issues.create")) is dict
            else _read.unparsable(response, "issues.create", "ServiceUnavailableError", v)
        )
        return parsed
    _read.undocumented(response, "issues.create")


def sync_detailed(
    owner: str,
    repo: str,
    *,
    client: AuthenticatedClient,
    body: IssueCreate,
) -> Response[Issue | BasicError | ValidationError | ServiceUnavailableError]:
    """Create an issue

    Anyone who can read the repository may open an issue. Milestone, labels, assignees and type are dropped without
    an error when the caller lacks push access.

    Args:
        owner: The login of the repository's owner; case does not matter.
        repo: The repository's name without `.git`; case does not matter.
        body: The request body.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner,
                repo,
                body=body,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    owner: str,
    repo: str,
    *,
    client: AuthenticatedClient,
    body: IssueCreate,
) -> Issue | BasicError | ValidationError | ServiceUnavailableError | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(owner, repo, body=body, client=client).parsed


async def asyncio_detailed(
    owner: str,
    repo: str,
    *,
    client: AuthenticatedClient,
    body: IssueCreate,
) -> Response[Issue | BasicError | ValidationError | ServiceUnavailableError]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner,
                repo,
                body=body,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    owner: str,
    repo: str,
    *,
    client: AuthenticatedClient,
    body: IssueCreate,
) -> Issue | BasicError | ValidationError | ServiceUnavailableError | None:
    """As `sync`."""
    return (await asyncio_detailed(owner, repo, body=body, client=client)).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        location: Where the resource is. `Location` on the wire.
        x_rate_limit_limit: Requests allowed in the window. `X-RateLimit-Limit` on the wire.
        x_rate_limit_remaining: Requests left in the window. `X-RateLimit-Remaining` on the wire.
        x_rate_limit_reset: When the window ends, in seconds since 1970-01-01 UTC. `X-RateLimit-Reset` on the
            wire.
        x_git_hub_request_id: Names the request to GitHub's support. `X-GitHub-Request-Id` on the wire.
    """

    location: str | Unset = UNSET
    x_rate_limit_limit: int | Unset = UNSET
    x_rate_limit_remaining: int | Unset = UNSET
    x_rate_limit_reset: int | Unset = UNSET
    x_git_hub_request_id: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        return cls(
            v
            if type(v := _headers.scalar(response, "Location")) is str or v is UNSET
            else mismatch(mismatches, "issues.create", "Location", "string", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Limit", ["integer"])) is int or v is UNSET
            else whole(mismatches, "issues.create", "X-RateLimit-Limit", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Remaining", ["integer"])) is int or v is UNSET
            else whole(mismatches, "issues.create", "X-RateLimit-Remaining", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-RateLimit-Reset", ["integer"])) is int or v is UNSET
            else whole(mismatches, "issues.create", "X-RateLimit-Reset", "integer", v),
            v
            if type(v := _headers.scalar(response, "X-GitHub-Request-Id")) is str or v is UNSET
            else mismatch(mismatches, "issues.create", "X-GitHub-Request-Id", "string", v),
        )
