"""POST /repos/{owner}/{repo}/releases/{release_id}/assets: Upload a release asset"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import _body, _parameters
from ... import _response as _read
from ... import models as _models
from ...client import AuthenticatedClient
from ...types import UNSET, File, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.release_asset import ReleaseAsset

_OPERATION: dict[str, Any] = {
    "id": "repos/upload-release-asset",
    "name": "repos.upload_release_asset",
    "method": "POST",
    "path": "/repos/{owner}/{repo}/releases/{release_id}/assets",
    "tags": ["repos"],
    "security": [{"bearer": []}],
    "servers": [
        {
            "url": "https://uploads.github.com",
            "description": "Uploads have a host of their own, the one a release's `upload_url` names.",
        }
    ],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
    "streamed": "application/json",
}
_UPLOAD: dict[str, Any] = {"protocol": "body", "digests": {"sha-256": "/digest"}}


def _get_kwargs(
    owner: str,
    repo: str,
    release_id: int,
    *,
    body: File | bytes,
    name: str,
    label: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/repos/"
        + _parameters.segment("owner", owner)
        + "/"
        + _parameters.segment("repo", repo)
        + "/releases/"
        + _parameters.segment("release_id", release_id)
        + "/assets",
    }
    _params: dict[str, Any] = {}
    _parameters.query(_params, "name", name)
    _parameters.query(_params, "label", label)
    if _params:
        _kwargs["params"] = _params
    _headers: dict[str, str] = {}
    _kwargs["content"] = _body.content(body)
    _headers["Content-Type"] = _body.content_type(body, "application/octet-stream")
    _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> ReleaseAsset:
    """The model of a success."""
    status = response.status_code
    parsed: ReleaseAsset
    if status == 201:
        parsed = (
            _models.ReleaseAsset.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "repos.upload_release_asset", mismatches)) is dict
            else _read.other(response, "repos.upload_release_asset", "ReleaseAsset", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 201, _parse_success, mismatches, "repos.upload_release_asset")
        return parsed
    _read.undocumented(response, "repos.upload_release_asset")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> None:
    """The model of an error."""
    status = response.status_code
    if status == 422:
        _read.expect_nothing(response, "repos.upload_release_asset")
        return None
    _read.undocumented(response, "repos.upload_release_asset")


def _upload_kwargs(
    owner: str,
    repo: str,
    release_id: int,
    *,
    name: str,
    label: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request that an upload begins with."""
    return _get_kwargs(owner, repo, release_id, name=name, label=label, body=b"")


def sync_detailed(
    owner: str,
    repo: str,
    release_id: int,
    *,
    client: AuthenticatedClient,
    body: File | bytes,
    name: str,
    label: str | Unset = UNSET,
) -> Response[ReleaseAsset | None]:
    """Upload a release asset

    The body is the file itself. A name that is already taken gives a 422; after a 502 an empty asset in state
    `starter` may be left behind and has to be deleted before trying again.

    Args:
        owner: The login of the repository's owner; case does not matter.
        repo: The repository's name without `.git`; case does not matter.
        release_id: The release's id.
        name: The file name to show. GitHub replaces characters it does not allow.
        label: Text to show in place of the file name.
        body: The request body.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner,
                repo,
                release_id,
                body=body,
                name=name,
                label=label,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    owner: str,
    repo: str,
    release_id: int,
    *,
    client: AuthenticatedClient,
    body: File | bytes,
    name: str,
    label: str | Unset = UNSET,
) -> ReleaseAsset | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(owner, repo, release_id, body=body, name=name, label=label, client=client).parsed


async def asyncio_detailed(
    owner: str,
    repo: str,
    release_id: int,
    *,
    client: AuthenticatedClient,
    body: File | bytes,
    name: str,
    label: str | Unset = UNSET,
) -> Response[ReleaseAsset | None]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                owner,
                repo,
                release_id,
                body=body,
                name=name,
                label=label,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    owner: str,
    repo: str,
    release_id: int,
    *,
    client: AuthenticatedClient,
    body: File | bytes,
    name: str,
    label: str | Unset = UNSET,
) -> ReleaseAsset | None:
    """As `sync`."""
    return (await asyncio_detailed(owner, repo, release_id, body=body, name=name, label=label, client=client)).parsed
