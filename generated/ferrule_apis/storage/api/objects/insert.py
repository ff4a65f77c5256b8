"""POST /upload/storage/v1/b/{bucket}/o: Upload an object in one request"""

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
    from ...models.error import Error
    from ...models.multipart_upload import MultipartUpload
    from ...models.object_ import Object
    from ...models.predefined_object_acl import PredefinedObjectAcl
from ..objects import start_resumable_upload as _start

_OPERATION: dict[str, Any] = {
    "id": "storage.objects.insert",
    "name": "objects.insert",
    "method": "POST",
    "path": "/upload/storage/v1/b/{bucket}/o",
    "tags": ["objects"],
    "security": [
        {"oauth2": ["https://www.googleapis.com/auth/devstorage.read_write"]},
        {"oauth2": ["https://www.googleapis.com/auth/devstorage.full_control"]},
        {"oauth2": ["https://www.googleapis.com/auth/cloud-platform"]},
    ],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotent": {"when": ["ifGenerationMatch"]}},
    "accept": "application/json",
    "streamed": "application/json",
}
_UPLOAD: dict[str, Any] = {"protocol": "google", "digests": {"md5": "/md5Hash", "crc32c": "/crc32c"}}


def _get_kwargs(
    bucket: str,
    *,
    body: File | bytes | MultipartUpload,
    upload_type: Literal["media", "multipart"] = "media",
    name: str | Unset = UNSET,
    content_encoding: str | Unset = UNSET,
    kms_key_name: str | Unset = UNSET,
    predefined_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    content_type: Literal["application/octet-stream", "multipart/related"] | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/upload/storage/v1/b/" + _parameters.segment("bucket", bucket) + "/o",
    }
    _params: dict[str, Any] = {}
    _parameters.query(_params, "uploadType", upload_type)
    _parameters.query(_params, "name", name)
    _parameters.query(_params, "contentEncoding", content_encoding)
    _parameters.query(_params, "kmsKeyName", kms_key_name)
    _parameters.query(_params, "predefinedAcl", predefined_acl)
    _parameters.query(_params, "ifGenerationMatch", if_generation_match)
    _parameters.query(_params, "ifGenerationNotMatch", if_generation_not_match)
    _parameters.query(_params, "ifMetagenerationMatch", if_metageneration_match)
    _parameters.query(_params, "ifMetagenerationNotMatch", if_metageneration_not_match)
    _parameters.query(_params, "projection", projection)
    _parameters.query(_params, "userProject", user_project)
    _parameters.query(_params, "fields", fields)
    if _params:
        _kwargs["params"] = _params
    _headers: dict[str, str] = {}
    _kind = _body.fitting(
        body, content_type, {"application/octet-stream": (File,), "multipart/related": (_models.MultipartUpload,)}
    )
    if _kind == "application/octet-stream":
        _kwargs["content"] = _body.content(body)
        _headers["Content-Type"] = _body.content_type(body, "application/octet-stream", content_type)
    elif _kind == "multipart/related":
        _headers["Content-Type"], _kwargs["content"] = _body.related(
            body,
            {"metadata": {"contentType": "application/json"}, "media": {"contentType": "application/octet-stream"}},
        )
    _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Object:
    """The model of a success."""
    status = response.status_code
    parsed: Object
    if status == 200:
        parsed = (
            _models.Object.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "objects.insert", mismatches)) is dict
            else _read.other(response, "objects.insert", "Object", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "objects.insert")
        return parsed
    _read.undocumented(response, "objects.insert")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    parsed: Error
    parsed = (
        _models.Error.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "objects.insert")) is dict
        else _read.unparsable(response, "objects.insert", "Error", v)
    )
    return parsed


_upload_kwargs = _start._get_kwargs


def sync_detailed(
    bucket: str,
    *,
    client: AuthenticatedClient,
    body: File | bytes | MultipartUpload,
    upload_type: Literal["media", "multipart"] = "media",
    name: str | Unset = UNSET,
    content_encoding: str | Unset = UNSET,
    kms_key_name: str | Unset = UNSET,
    predefined_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    content_type: Literal["application/octet-stream", "multipart/related"] | Unset = UNSET,
) -> Response[Object | Error]:
    """Upload an object in one request

    `uploadType` `media` takes the data as the body and its name from `name`; the Content-Type becomes that of the
    object. `multipart` takes metadata and data as the two parts of a multipart/related body (RFC 2387), in this
    order. An object of the same name is replaced, unless a precondition says otherwise: `ifGenerationMatch` 0
    creates only, and makes the request safe to repeat. Large data goes through a resumable upload.

    Args:
        bucket: Name of the bucket.
        upload_type: What the body holds.
        name: Name of the object. Needed unless the metadata has it.
        content_encoding: Content-Encoding of the object, as `gzip` for data that is compressed already.
        kms_key_name: Cloud KMS key to encrypt the object with, by its resource name.
        predefined_acl: Ready-made access controls of the object.
        if_generation_match: Go on only if the live version is this one. With 0, only if there is none.
        if_generation_not_match: Go on only if the live version is another one. With 0, only if there is one.
        if_metageneration_match: Go on only if the metadata is of this version.
        if_metageneration_not_match: Go on only if the metadata is of another version.
        projection: Whether owner and access controls are part of the answer.
        user_project: Project billed for the request. Needed for buckets where the requester pays.
        fields: Fields wanted in the answer, as `items(name,size),nextPageToken`. All of them when left out.
        body: The request body.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                bucket,
                body=body,
                upload_type=upload_type,
                name=name,
                content_encoding=content_encoding,
                kms_key_name=kms_key_name,
                predefined_acl=predefined_acl,
                if_generation_match=if_generation_match,
                if_generation_not_match=if_generation_not_match,
                if_metageneration_match=if_metageneration_match,
                if_metageneration_not_match=if_metageneration_not_match,
                projection=projection,
                user_project=user_project,
                fields=fields,
                content_type=content_type,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    bucket: str,
    *,
    client: AuthenticatedClient,
    body: File | bytes | MultipartUpload,
    upload_type: Literal["media", "multipart"] = "media",
    name: str | Unset = UNSET,
    content_encoding: str | Unset = UNSET,
    kms_key_name: str | Unset = UNSET,
    predefined_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    content_type: Literal["application/octet-stream", "multipart/related"] | Unset = UNSET,
) -> Object | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        bucket,
        body=body,
        upload_type=upload_type,
        name=name,
        content_encoding=content_encoding,
        kms_key_name=kms_key_name,
        predefined_acl=predefined_acl,
        if_generation_match=if_generation_match,
        if_generation_not_match=if_generation_not_match,
        if_metageneration_match=if_metageneration_match,
        if_metageneration_not_match=if_metageneration_not_match,
        projection=projection,
        user_project=user_project,
        fields=fields,
        content_type=content_type,
        client=client,
    ).parsed


async def asyncio_detailed(
    bucket: str,
    *,
    client: AuthenticatedClient,
    body: File | bytes | MultipartUpload,
    upload_type: Literal["media", "multipart"] = "media",
    name: str | Unset = UNSET,
    content_encoding: str | Unset = UNSET,
    kms_key_name: str | Unset = UNSET,
    predefined_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    content_type: Literal["application/octet-stream", "multipart/related"] | Unset = UNSET,
) -> Response[Object | Error]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                bucket,
                body=body,
                upload_type=upload_type,
                name=name,
                content_encoding=content_encoding,
                kms_key_name=kms_key_name,
                predefined_acl=predefined_acl,
                if_generation_match=if_generation_match,
                if_generation_not_match=if_generation_not_match,
                if_metageneration_match=if_metageneration_match,
                if_metageneration_not_match=if_metageneration_not_match,
                projection=projection,
                user_project=user_project,
                fields=fields,
                content_type=content_type,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    bucket: str,
    *,
    client: AuthenticatedClient,
    body: File | bytes | MultipartUpload,
    upload_type: Literal["media", "multipart"] = "media",
    name: str | Unset = UNSET,
    content_encoding: str | Unset = UNSET,
    kms_key_name: str | Unset = UNSET,
    predefined_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    content_type: Literal["application/octet-stream", "multipart/related"] | Unset = UNSET,
) -> Object | Error | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            bucket,
            body=body,
            upload_type=upload_type,
            name=name,
            content_encoding=content_encoding,
            kms_key_name=kms_key_name,
            predefined_acl=predefined_acl,
            if_generation_match=if_generation_match,
            if_generation_not_match=if_generation_not_match,
            if_metageneration_match=if_metageneration_match,
            if_metageneration_not_match=if_metageneration_not_match,
            projection=projection,
            user_project=user_project,
            fields=fields,
            content_type=content_type,
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
            else mismatch(mismatches, "objects.insert", "X-GUploader-UploadID", "string", v),
        )
