"""GET /repos/{owner}/{repo}/issues/{issue_number}: Get an issue"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _parameters
from ... import _response as _read
from ... import models as _models
from ...client import Client
from ...types import Mismatch, Received, Response

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
            if type(v := _read.json_body(response, "issues.get")) is dict
            else _read.unparsable(response, "issues.get", "Issue", v)
        )
        return parsed
    if 200 <= status < 300:
        return _read.fallback(response, 200, _parse_success, mismatches, "issues.get")
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
    _response = client.get_httpx_client().request(
        **_get_kwargs(
            owner,
            repo,
            issue_number,
        ),
        extensions={"ferrule.operation": _OPERATION},
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
    _response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            owner,
            repo,
            issue_number,
        ),
        extensions={"ferrule.operation": _OPERATION},
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
