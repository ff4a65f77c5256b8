"""POST /resumable/upload/storage/v1/b/{bucket}/o: Start a resumable upload"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import frozen as _frozen

from ... import _body, _headers, _parameters
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.error import Error
    from ...models.object_ import Object
    from ...models.predefined_object_acl import PredefinedObjectAcl

_OPERATION: dict[str, Any] = {
    "id": "storage.objects.startResumableUpload",
    "name": "objects.start_resumable_upload",
    "method": "POST",
    "path": "/resumable/upload/storage/v1/b/{bucket}/o",
    "tags": ["objects"],
    "security": [
        {"oauth2": ["https://www.googleapis.com/auth/devstorage.read_write"]},
        {"oauth2": ["https://www.googleapis.com/auth/devstorage.full_control"]},
        {"oauth2": ["https://www.googleapis.com/auth/cloud-platform"]},
    ],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotent": True},
    "accept": "application/json",
}


def _get_kwargs(
    bucket: str,
    *,
    body: Object | Unset = UNSET,
    upload_type: Literal["resumable"] = "resumable",
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
    x_upload_content_type: str | Unset = UNSET,
    x_upload_content_length: int | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/resumable/upload/storage/v1/b/" + _parameters.segment("bucket", bucket) + "/o",
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
    _parameters.header(_headers, "X-Upload-Content-Type", x_upload_content_type)
    _parameters.header(_headers, "X-Upload-Content-Length", x_upload_content_length)
    if not isinstance(body, Unset):
        _kwargs["content"] = _body.json(body)
        _headers["Content-Type"] = "application/json"
    if _headers:
        _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> None:
    """The model of a success."""
    status = response.status_code
    parsed: None
    if status == 200:
        parsed = _read.nothing(response, "objects.start_resumable_upload", mismatches)
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 0, _parse_success, mismatches, "objects.start_resumable_upload")
        return parsed
    _read.undocumented(response, "objects.start_resumable_upload")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    parsed: Error
    parsed = (
        _models.Error.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "objects.start_resumable_upload")) is dict
        else _read.unparsable(response, "objects.start_resumable_upload", "Error", v)
    )
    return parsed


def sync_detailed(
    bucket: str,
    *,
    client: AuthenticatedClient,
    body: Object | Unset = UNSET,
    upload_type: Literal["resumable"] = "resumable",
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
    x_upload_content_type: str | Unset = UNSET,
    x_upload_content_length: int | Unset = UNSET,
) -> Response[Error | None]:
    """Start a resumable upload

    The answer names the address to send the data to. Preconditions are checked at the end as well.

    Args:
        bucket: Name of the bucket.
        upload_type: Kind of upload.
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
        x_upload_content_type: Media type of the data to come.
        x_upload_content_length: Bytes to come, where known. The service then refuses any other length.
        body: Metadata of the object, where it should have any.
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
                x_upload_content_type=x_upload_content_type,
                x_upload_content_length=x_upload_content_length,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    bucket: str,
    *,
    client: AuthenticatedClient,
    body: Object | Unset = UNSET,
    upload_type: Literal["resumable"] = "resumable",
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
    x_upload_content_type: str | Unset = UNSET,
    x_upload_content_length: int | Unset = UNSET,
) -> Error | None:
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
        x_upload_content_type=x_upload_content_type,
        x_upload_content_length=x_upload_content_length,
        client=client,
    ).parsed


async def asyncio_detailed(
    bucket: str,
    *,
    client: AuthenticatedClient,
    body: Object | Unset = UNSET,
    upload_type: Literal["resumable"] = "resumable",
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
    x_upload_content_type: str | Unset = UNSET,
    x_upload_content_length: int | Unset = UNSET,
) -> Response[Error | None]:
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
                x_upload_content_type=x_upload_content_type,
                x_upload_content_length=x_upload_content_length,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    bucket: str,
    *,
    client: AuthenticatedClient,
    body: Object | Unset = UNSET,
    upload_type: Literal["resumable"] = "resumable",
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
    x_upload_content_type: str | Unset = UNSET,
    x_upload_content_length: int | Unset = UNSET,
) -> Error | None:
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
            x_upload_content_type=x_upload_content_type,
            x_upload_content_length=x_upload_content_length,
            client=client,
        )
    ).parsed


@_frozen
class ResponseHeaders:
    """Headers of its responses; `UNSET` if a response lacks one.

    Attributes:
        location: Address of the session, for PUT requests. Treat it like a credential. `Location` on the wire.
        x_g_uploader_upload_id: Name of the request, for support. `X-GUploader-UploadID` on the wire.
    """

    location: str | Unset = UNSET
    x_g_uploader_upload_id: str | Unset = UNSET

    @classmethod
    def read(cls, response: _headers.Headed, mismatches: list[Mismatch] | None = None) -> Self:
        """Those of a response; what disagrees with the description is kept, and added to `mismatches`."""
        _headers.require(response, {"200": ["Location"], "DEFAULT": []}, mismatches, "objects.start_resumable_upload")
        return cls(
            v
            if type(v := _headers.scalar(response, "Location")) is str or v is UNSET
            else mismatch(mismatches, "objects.start_resumable_upload", "Location", "string", v),
            v
            if type(v := _headers.scalar(response, "X-GUploader-UploadID")) is str or v is UNSET
            else mismatch(mismatches, "objects.start_resumable_upload", "X-GUploader-UploadID", "string", v),
        )
