"""GET /download/storage/v1/b/{bucket}/o/{object}: Download an object's data"""

from __future__ import annotations

from typing import Any, Literal, Self

from attrs import frozen as _frozen

from ... import _headers, _parameters
from ... import _response as _read
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

_OPERATION: dict[str, Any] = {
    "id": "storage.objects.download",
    "name": "objects.download",
    "method": "GET",
    "path": "/download/storage/v1/b/{bucket}/o/{object}",
    "tags": ["objects"],
    "security": [
        {"oauth2": ["https://www.googleapis.com/auth/devstorage.read_only"]},
        {"oauth2": ["https://www.googleapis.com/auth/devstorage.read_write"]},
        {"oauth2": ["https://www.googleapis.com/auth/devstorage.full_control"]},
        {"oauth2": ["https://www.googleapis.com/auth/cloud-platform.read-only"]},
        {"oauth2": ["https://www.googleapis.com/auth/cloud-platform"]},
    ],
    "servers": [],
    "deprecated": False,
    "facts": {},
    "accept": "application/octet-stream, text/html",
}


def _get_kwargs(
    bucket: str,
    object_: str,
    *,
    alt: Literal["media"] = "media",
    generation: str | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/download/storage/v1/b/"
        + _parameters.segment("bucket", bucket)
        + "/o/"
        + _parameters.segment("object", object_),
    }
    _params: dict[str, Any] = {}
    _parameters.query(_params, "alt", alt)
    _parameters.query(_params, "generation", generation)
    _parameters.query(_params, "ifGenerationMatch", if_generation_match)
    _parameters.query(_params, "ifGenerationNotMatch", if_generation_not_match)
    _parameters.query(_params, "ifMetagenerationMatch", if_metageneration_match)
    _parameters.query(_params, "ifMetagenerationNotMatch", if_metageneration_not_match)
    _parameters.query(_params, "userProject", user_project)
    if _params:
        _kwargs["params"] = _params
    _headers: dict[str, str] = {}
    _parameters.header(_headers, "Range", range_)
    if _headers:
        _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> bytes:
    """The model of a success."""
    status = response.status_code
    parsed: bytes
    if status == 200:
        parsed = response.content
        return parsed
    if status == 206:
        parsed = response.content
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "objects.download")
        return parsed
    _read.undocumented(response, "objects.download")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> str:
    """The model of an error."""
    status = response.status_code
    parsed: str
    if status == 416:
        parsed = _read.text_body(response, "objects.download", mismatches)
        return parsed
    parsed = _read.text_body(response, "objects.download", mismatches)
    return parsed


def sync_detailed(
    bucket: str,
    object_: str,
    *,
    client: AuthenticatedClient,
    alt: Literal["media"] = "media",
    generation: str | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> Response[bytes | str]:
    """Download an object's data

    The address that `mediaLink` of an object points to. The Content-Type of the answer is that of the object,
    whatever it is.

    Args:
        bucket: Name of the bucket.
        object_: Name of the object, percent-encoded as one path segment (`/` becomes `%2F`).
        alt: Asks for the data instead of the metadata.
        generation: Version of the object. The live one when left out.
        if_generation_match: Go on only if the live version is this one. With 0, only if there is none.
        if_generation_not_match: Go on only if the live version is another one. With 0, only if there is one.
        if_metageneration_match: Go on only if the metadata is of this version.
        if_metageneration_not_match: Go on only if the metadata is of another version.
        user_project: Project billed for the request. Needed for buckets where the requester pays.
        range_: Part wanted, as `bytes=0-1023`, `bytes=1024-` or `bytes=-512` (RFC 9110 section 14.2).
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                bucket,
                object_,
                alt=alt,
                generation=generation,
                if_generation_match=if_generation_match,
                if_generation_not_match=if_generation_not_match,
                if_metageneration_match=if_metageneration_match,
                if_metageneration_not_match=if_metageneration_not_match,
                user_project=user_project,
                range_=range_,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    bucket: str,
    object_: str,
    *,
    client: AuthenticatedClient,
    alt: Literal["media"] = "media",
    generation: str | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> bytes | str | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        bucket,
        object_,
        alt=alt,
        generation=generation,
        if_generation_match=if_generation_match,
        if_generation_not_match=if_generation_not_match,
        if_metageneration_match=if_metageneration_match,
        if_metageneration_not_match=if_metageneration_not_match,
        user_project=user_project,
        range_=range_,
        client=client,
    ).parsed


async def asyncio_detailed(
    bucket: str,
    object_: str,
    *,
    client: AuthenticatedClient,
    alt: Literal["media"] = "media",
    generation: str | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> Response[bytes | str]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                bucket,
                object_,
                alt=alt,
                generation=generation,
                if_generation_match=if_generation_match,
                if_generation_not_match=if_generation_not_match,
                if_metageneration_match=if_metageneration_match,
                if_metageneration_not_match=if_metageneration_not_match,
                user_project=user_project,
                range_=range_,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    bucket: str,
    object_: str,
    *,
    client: AuthenticatedClient,
    alt: Literal["media"] = "media",
    generation: str | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> bytes | str | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            bucket,
            object_,
            alt=alt,
            generation=generation,
            if_generation_match=if_generation_match,
            if_generation_not_match=if_generation_not_match,
            if_metageneration_match=if_metageneration_match,
            if_metageneration_not_match=if_metageneration_not_match,
            user_project=user_project,
            range_=range_,
            client=client,
        )
    ).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        accept_ranges: `bytes`, where parts may be asked for; `none` where data is decompressed on the way.
            `Accept-Ranges` on the wire.
        e_tag: Entity tag of the data. `ETag` on the wire.
        last_modified: When the data was stored. `Last-Modified` on the wire.
        cache_control: Caching rules of the object. `Cache-Control` on the wire.
        content_disposition: Content-Disposition of the object. `Content-Disposition` on the wire.
        x_goog_generation: Version of the data. `X-Goog-Generation` on the wire.
        x_goog_metageneration: Version of the metadata. `X-Goog-Metageneration` on the wire.
        x_goog_hash: Checksums of the stored data, as `crc32c=n03x6A==,md5=Ojk9c3dhfxgoKVVHYwFbHQ==`.
            `X-Goog-Hash` on the wire.
        x_goog_storage_class: Storage class of the object. `X-Goog-Storage-Class` on the wire.
        x_goog_stored_content_encoding: Content-Encoding of the data as stored. `X-Goog-Stored-Content-Encoding`
            on the wire.
        x_goog_stored_content_length: Bytes of the data as stored. `X-Goog-Stored-Content-Length` on the wire.
        x_g_uploader_upload_id: Name of the request, for support. `X-GUploader-UploadID` on the wire.
        content_range: The part in this answer, as `bytes 0-1023/4096`. `Content-Range` on the wire.
    """

    accept_ranges: str | Unset = UNSET
    e_tag: str | Unset = UNSET
    last_modified: str | Unset = UNSET
    cache_control: str | Unset = UNSET
    content_disposition: str | Unset = UNSET
    x_goog_generation: str | Unset = UNSET
    x_goog_metageneration: str | Unset = UNSET
    x_goog_hash: str | Unset = UNSET
    x_goog_storage_class: str | Unset = UNSET
    x_goog_stored_content_encoding: str | Unset = UNSET
    x_goog_stored_content_length: str | Unset = UNSET
    x_g_uploader_upload_id: str | Unset = UNSET
    content_range: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        _headers.require(
            response,
            {"200": [], "206": ["Content-Range"], "304": [], "416": [], "DEFAULT": []},
            mismatches,
            "objects.download",
        )
        return cls(
            v
            if type(v := _headers.scalar(response, "Accept-Ranges")) is str or v is UNSET
            else mismatch(mismatches, "objects.download", "Accept-Ranges", "string", v),
            v
            if type(v := _headers.scalar(response, "ETag")) is str or v is UNSET
            else mismatch(mismatches, "objects.download", "ETag", "string", v),
            v
            if type(v := _headers.scalar(response, "Last-Modified")) is str or v is UNSET
            else mismatch(mismatches, "objects.download", "Last-Modified", "string", v),
            v
            if type(v := _headers.scalar(response, "Cache-Control")) is str or v is UNSET
            else mismatch(mismatches, "objects.download", "Cache-Control", "string", v),
            v
            if type(v := _headers.scalar(response, "Content-Disposition")) is str or v is UNSET
            else mismatch(mismatches, "objects.download", "Content-Disposition", "string", v),
            v
            if type(v := _headers.scalar(response, "X-Goog-Generation")) is str or v is UNSET
            else mismatch(mismatches, "objects.download", "X-Goog-Generation", "string", v),
            v
            if type(v := _headers.scalar(response, "X-Goog-Metageneration")) is str or v is UNSET
            else mismatch(mismatches, "objects.download", "X-Goog-Metageneration", "string", v),
            v
            if type(v := _headers.scalar(response, "X-Goog-Hash")) is str or v is UNSET
            else mismatch(mismatches, "objects.download", "X-Goog-Hash", "string", v),
            v
            if type(v := _headers.scalar(response, "X-Goog-Storage-Class")) is str or v is UNSET
            else mismatch(mismatches, "objects.download", "X-Goog-Storage-Class", "string", v),
            v
            if type(v := _headers.scalar(response, "X-Goog-Stored-Content-Encoding")) is str or v is UNSET
            else mismatch(mismatches, "objects.download", "X-Goog-Stored-Content-Encoding", "string", v),
            v
            if type(v := _headers.scalar(response, "X-Goog-Stored-Content-Length")) is str or v is UNSET
            else mismatch(mismatches, "objects.download", "X-Goog-Stored-Content-Length", "string", v),
            v
            if type(v := _headers.scalar(response, "X-GUploader-UploadID")) is str or v is UNSET
            else mismatch(mismatches, "objects.download", "X-GUploader-UploadID", "string", v),
            v
            if type(v := _headers.scalar(response, "Content-Range")) is str or v is UNSET
            else mismatch(mismatches, "objects.download", "Content-Range", "string", v),
        )
