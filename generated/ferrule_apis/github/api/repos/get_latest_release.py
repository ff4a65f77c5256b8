"""GET /repos/{owner}/{repo}/releases/latest: Get the latest release"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _parameters
from ... import _response as _read
from ... import models as _models
from ...client import Client
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.basic_error import BasicError
    from ...models.release import Release

_OPERATION: dict[str, Any] = {
    "id": "repos/get-latest-release",
    "name": "repos.get_latest_release",
    "method": "GET",
    "path": "/repos/{owner}/{repo}/releases/latest",
    "tags": ["repos"],
    "security": [{}, {"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}


def _get_kwargs(
    owner: str,
    repo: str,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/repos/"
        + _parameters.segment("owner", owner)
        + "/"
        + _parameters.segment("repo", repo)
        + "/releases/latest",
    }
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Release:
    """The model of a success."""
    status = response.status_code
    parsed: Release
    if status == 200:
        parsed = (
            _models.Release.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.get_latest_release")) is dict
            else _read.unparsable(response, "repos.get_latest_release", "Release", v)
        )
        return parsed
    if 200 <= status < 300:
        return _read.fallback(response, 200, _parse_success, mismatches, "repos.get_latest_release")
    _read.undocumented(response, "repos.get_latest_release")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> BasicError:
    """The model of an error."""
    status = response.status_code
    parsed: BasicError
    if status == 404:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.get_latest_release")) is dict
            else _read.unparsable(response, "repos.get_latest_release", "BasicError", v)
        )
        return parsed
    _read.undocumented(response, "repos.get_latest_release")


def sync_detailed(
    owner: str,
    repo: str,
    *,
    client: Client,
) -> Response[Release | BasicError]:
    """Get the latest release

    The newest release that is neither a draft nor a prerelease.

    Args:
        owner: The login of the repository's owner; case does not matter.
        repo: The repository's name without `.git`; case does not matter.
    """
    _response = client.get_httpx_client().request(
        **_get_kwargs(
            owner,
            repo,
        ),
        extensions={"ferrule.operation": _OPERATION},
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    owner: str,
    repo: str,
    *,
    client: Client,
) -> Release | BasicError | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(owner, repo, client=client).parsed


async def asyncio_detailed(
    owner: str,
    repo: str,
    *,
    client: Client,
) -> Response[Release | BasicError]:
    """As `sync_detailed`."""
    _response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            owner,
            repo,
        ),
        extensions={"ferrule.operation": _OPERATION},
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    owner: str,
    repo: str,
    *,
    client: Client,
) -> Release | BasicError | None:
    """As `sync`."""
    return (await asyncio_detailed(owner, repo, client=client)).parsed
