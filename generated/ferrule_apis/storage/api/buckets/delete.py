"""DELETE /storage/v1/b/{bucket}: Delete an empty bucket"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from attrs import frozen as _frozen

from ... import _headers, _parameters
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.error import Error

_OPERATION: dict[str, Any] = {
    "id": "storage.buckets.delete",
    "name": "buckets.delete",
    "method": "DELETE",
    "path": "/storage/v1/b/{bucket}",
    "tags": ["buckets"],
    "security": [
        {"oauth2": ["https://www.googleapis.com/auth/devstorage.read_write"]},
        {"oauth2": ["https://www.googleapis.com/auth/devstorage.full_control"]},
        {"oauth2": ["https://www.googleapis.com/auth/cloud-platform"]},
    ],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json",
}


def _get_kwargs(
    bucket: str,
    *,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "delete", "url": "/storage/v1/b/" + _parameters.segment("bucket", bucket)}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "ifMetagenerationMatch", if_metageneration_match)
    _parameters.query(_params, "ifMetagenerationNotMatch", if_metageneration_not_match)
    _parameters.query(_params, "userProject", user_project)
    if _params:
        _kwargs["params"] = _params
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> None:
    """The model of a success."""
    status = response.status_code
    parsed: None
    if status == 204:
        parsed = _read.nothing(response, "buckets.delete", mismatches)
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "buckets.delete")
        return parsed
    _read.undocumented(response, "buckets.delete")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    parsed: Error
    parsed = (
        _models.Error.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "buckets.delete")) is dict
        else _read.unparsable(response, "buckets.delete", "Error", v)
    )
    return parsed


def sync_detailed(
    bucket: str,
    *,
    client: AuthenticatedClient,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
) -> Response[Error | None]:
    """Delete an empty bucket

    Args:
        bucket: Name of the bucket.
        if_metageneration_match: Go on only if the metadata is of this version.
        if_metageneration_not_match: Go on only if the metadata is of another version.
        user_project: Project billed for the request. Needed for buckets where the requester pays.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                bucket,
                if_metageneration_match=if_metageneration_match,
                if_metageneration_not_match=if_metageneration_not_match,
                user_project=user_project,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    bucket: str,
    *,
    client: AuthenticatedClient,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
) -> Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        bucket,
        if_metageneration_match=if_metageneration_match,
        if_metageneration_not_match=if_metageneration_not_match,
        user_project=user_project,
        client=client,
    ).parsed


async def asyncio_detailed(
    bucket: str,
    *,
    client: AuthenticatedClient,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
) -> Response[Error | None]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                bucket,
                if_metageneration_match=if_metageneration_match,
                if_metageneration_not_match=if_metageneration_not_match,
                user_project=user_project,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    bucket: str,
    *,
    client: AuthenticatedClient,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
) -> Error | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            bucket,
            if_metageneration_match=if_metageneration_match,
            if_metageneration_not_match=if_metageneration_not_match,
            user_project=user_project,
            client=client,
        )
    ).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        x_g_uploader_upload_id: Name of the request, for support. `X-GUploader-UploadID` on the wire.
    """

    x_g_uploader_upload_id: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        return cls(
            v
            if type(v := _headers.scalar(response, "X-GUploader-UploadID")) is str or v is UNSET
            else mismatch(mismatches, "buckets.delete", "X-GUploader-UploadID", "string", v),
        )
