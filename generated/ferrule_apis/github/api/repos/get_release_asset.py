"""GET /repos/{owner}/{repo}/releases/assets/{asset_id}: Get a release asset"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _parameters
from ... import _response as _read
from ... import models as _models
from ...client import Client
from ...types import Mismatch, Received, Response

if TYPE_CHECKING:
    from ...models.basic_error import BasicError
    from ...models.release_asset import ReleaseAsset

_OPERATION: dict[str, Any] = {
    "id": "repos/get-release-asset",
    "name": "repos.get_release_asset",
    "method": "GET",
    "path": "/repos/{owner}/{repo}/releases/assets/{asset_id}",
    "tags": ["repos"],
    "security": [{}, {"bearer": []}],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json, application/octet-stream",
}


def _get_kwargs(
    owner: str,
    repo: str,
    asset_id: int,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/repos/"
        + _parameters.segment("owner", owner)
        + "/"
        + _parameters.segment("repo", repo)
        + "/releases/assets/"
        + _parameters.segment("asset_id", asset_id),
    }
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> ReleaseAsset | bytes:
    """The model of a success."""
    status = response.status_code
    parsed: ReleaseAsset | bytes
    if status == 200:
        media_type = _read.media_type(response)
        if media_type == "application/octet-stream":
            parsed = response.content
            return parsed
        parsed = (
            _models.ReleaseAsset.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.get_release_asset")) is dict
            else _read.unparsable(response, "repos.get_release_asset", "ReleaseAsset", v)
        )
        return parsed
    if 200 <= status < 300:
        return _read.fallback(response, 200, _parse_success, mismatches, "repos.get_release_asset")
    _read.undocumented(response, "repos.get_release_asset")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> BasicError:
    """The model of an error."""
    status = response.status_code
    parsed: BasicError
    if status == 404:
        parsed = (
            _models.BasicError.from_dict(v, mismatches)
            if type(v := _read.json_body(response, "repos.get_release_asset")) is dict
            else _read.unparsable(response, "repos.get_release_asset", "BasicError", v)
        )
        return parsed
    _read.undocumented(response, "repos.get_release_asset")


def sync_detailed(
    owner: str,
    repo: str,
    asset_id: int,
    *,
    client: Client,
) -> Response[ReleaseAsset | bytes | BasicError]:
    """Get a release asset

    What is known of the file or, with `Accept: application/octet-stream`, the file itself: either at once or by a
    redirect to where it is stored.

    Args:
        owner: The login of the repository's owner; case does not matter.
        repo: The repository's name without `.git`; case does not matter.
        asset_id: The asset's id.
    """
    _response = client.get_httpx_client().request(
        **_get_kwargs(
            owner,
            repo,
            asset_id,
        ),
        extensions={"ferrule.operation": _OPERATION},
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    owner: str,
    repo: str,
    asset_id: int,
    *,
    client: Client,
) -> ReleaseAsset | bytes | BasicError | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(owner, repo, asset_id, client=client).parsed


async def asyncio_detailed(
    owner: str,
    repo: str,
    asset_id: int,
    *,
    client: Client,
) -> Response[ReleaseAsset | bytes | BasicError]:
    """As `sync_detailed`."""
    _response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            owner,
            repo,
            asset_id,
        ),
        extensions={"ferrule.operation": _OPERATION},
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    owner: str,
    repo: str,
    asset_id: int,
    *,
    client: Client,
) -> ReleaseAsset | bytes | BasicError | None:
    """As `sync`."""
    return (await asyncio_detailed(owner, repo, asset_id, client=client)).parsed
