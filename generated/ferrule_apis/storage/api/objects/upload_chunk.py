"""PUT /upload/storage/v1/b/{bucket}/o: Send data to a resumable upload, or ask how much has arrived"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import frozen as _frozen

from ... import _body, _headers, _parameters
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, File, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.object_ import Object

_OPERATION: dict[str, Any] = {
    "id": "storage.objects.uploadChunk",
    "name": "objects.upload_chunk",
    "method": "PUT",
    "path": "/upload/storage/v1/b/{bucket}/o",
    "tags": ["objects"],
    "security": [
        {"oauth2": ["https://www.googleapis.com/auth/devstorage.read_write"]},
        {"oauth2": ["https://www.googleapis.com/auth/devstorage.full_control"]},
        {"oauth2": ["https://www.googleapis.com/auth/cloud-platform"]},
    ],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/json, text/plain",
}


def _get_kwargs(
    bucket: str,
    *,
    upload_id: str,
    content_range: str,
    body: File | bytes | Unset = UNSET,
    upload_type: Literal["resumable"] = "resumable",
    name: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/upload/storage/v1/b/" + _parameters.segment("bucket", bucket) + "/o",
    }
    _params: dict[str, Any] = {}
    _parameters.query(_params, "uploadType", upload_type)
    _parameters.query(_params, "upload_id", upload_id)
    _parameters.query(_params, "name", name)
    if _params:
        _kwargs["params"] = _params
    _headers: dict[str, str] = {}
    _parameters.header(_headers, "Content-Range", content_range)
    if not isinstance(body, Unset):
        _kwargs["content"] = _body.content(body)
        _headers["Content-Type"] = _body.content_type(body, "application/octet-stream")
    if _headers:
        _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Object:
    """The model of a success."""
    status = response.status_code
    parsed: Object
    if status == 200:
        parsed = (
            _models.Object.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "objects.upload_chunk", mismatches)) is dict
            else _read.other(response, "objects.upload_chunk", "Object", v, mismatches)
        )
        return parsed
    if status == 201:
        parsed = (
            _models.Object.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "objects.upload_chunk", mismatches)) is dict
            else _read.other(response, "objects.upload_chunk", "Object", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "objects.upload_chunk")
        return parsed
    _read.undocumented(response, "objects.upload_chunk")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> str:
    """The model of an error."""
    parsed: str
    parsed = _read.text_body(response, "objects.upload_chunk", mismatches)
    return parsed


def sync_detailed(
    bucket: str,
    *,
    client: AuthenticatedClient,
    upload_id: str,
    content_range: str,
    body: File | bytes | Unset = UNSET,
    upload_type: Literal["resumable"] = "resumable",
    name: str | Unset = UNSET,
) -> Response[Object | str]:
    """Send data to a resumable upload, or ask how much has arrived

    The address is the one that starting the upload gave, which holds `upload_id`. A chunk other than the last is a
    multiple of 256 KiB. Status 308 tells in Range how much is stored; without Range nothing is. An empty body with
    Content-Range `bytes */TOTAL` only asks. A session lasts a week, and whoever knows its address may write to it.

    Args:
        bucket: Name of the bucket.
        upload_type: Kind of upload.
        upload_id: Identifier of the session.
        name: Name of the object, where the session's address has it.
        content_range: Place of the chunk in the whole, as `bytes 0-262143/1048576`. The total is `*` while it
            is not known (RFC 9110 section 14.4).
        body: The chunk. Empty to ask how much has arrived.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                bucket,
                upload_id=upload_id,
                content_range=content_range,
                body=body,
                upload_type=upload_type,
                name=name,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    bucket: str,
    *,
    client: AuthenticatedClient,
    upload_id: str,
    content_range: str,
    body: File | bytes | Unset = UNSET,
    upload_type: Literal["resumable"] = "resumable",
    name: str | Unset = UNSET,
) -> Object | str | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        bucket,
        upload_id=upload_id,
        content_range=content_range,
        body=body,
        upload_type=upload_type,
        name=name,
        client=client,
    ).parsed


async def asyncio_detailed(
    bucket: str,
    *,
    client: AuthenticatedClient,
    upload_id: str,
    content_range: str,
    body: File | bytes | Unset = UNSET,
    upload_type: Literal["resumable"] = "resumable",
    name: str | Unset = UNSET,
) -> Response[Object | str]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                bucket,
                upload_id=upload_id,
                content_range=content_range,
                body=body,
                upload_type=upload_type,
                name=name,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    bucket: str,
    *,
    client: AuthenticatedClient,
    upload_id: str,
    content_range: str,
    body: File | bytes | Unset = UNSET,
    upload_type: Literal["resumable"] = "resumable",
    name: str | Unset = UNSET,
) -> Object | str | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            bucket,
            upload_id=upload_id,
            content_range=content_range,
            body=body,
            upload_type=upload_type,
            name=name,
            client=client,
        )
    ).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        range_: Bytes stored so far, as `bytes=0-262143`. Missing while there are none. `Range` on the wire.
        x_g_uploader_upload_id: Name of the request, for support. `X-GUploader-UploadID` on the wire.
    """

    range_: str | Unset = UNSET
    x_g_uploader_upload_id: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        return cls(
            v
            if type(v := _headers.scalar(response, "Range")) is str or v is UNSET
            else mismatch(mismatches, "objects.upload_chunk", "Range", "string", v),
            v
            if type(v := _headers.scalar(response, "X-GUploader-UploadID")) is str or v is UNSET
            else mismatch(mismatches, "objects.upload_chunk", "X-GUploader-UploadID", "string", v),
        )
