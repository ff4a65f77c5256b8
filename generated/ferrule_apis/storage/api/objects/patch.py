"""PATCH /storage/v1/b/{bucket}/o/{object}: Change some of an object's metadata"""

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
    "id": "storage.objects.patch",
    "name": "objects.patch",
    "method": "PATCH",
    "path": "/storage/v1/b/{bucket}/o/{object}",
    "tags": ["objects"],
    "security": [
        {"oauth2": ["https://www.googleapis.com/auth/devstorage.full_control"]},
        {"oauth2": ["https://www.googleapis.com/auth/cloud-platform"]},
    ],
    "servers": [],
    "deprecated": False,
    "facts": {"idempotent": {"when": ["ifMetagenerationMatch"]}},
    "accept": "application/json",
}


def _get_kwargs(
    bucket: str,
    object_: str,
    *,
    body: Object,
    predefined_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    override_unlocked_retention: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    fields: str | Unset = UNSET,
    generation: str | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/storage/v1/b/"
        + _parameters.segment("bucket", bucket)
        + "/o/"
        + _parameters.segment("object", object_),
    }
    _params: dict[str, Any] = {}
    _parameters.query(_params, "predefinedAcl", predefined_acl)
    _parameters.query(_params, "overrideUnlockedRetention", override_unlocked_retention)
    _parameters.query(_params, "projection", projection)
    _parameters.query(_params, "fields", fields)
    _parameters.query(_params, "generation", generation)
    _parameters.query(_params, "ifGenerationMatch", if_generation_match)
    _parameters.query(_params, "ifGenerationNotMatch", if_generation_not_match)
    _parameters.query(_params, "ifMetagenerationMatch", if_metageneration_match)
    _parameters.query(_params, "ifMetagenerationNotMatch", if_metageneration_not_match)
    _parameters.query(_params, "userProject", user_project)
    if _params:
        _kwargs["params"] = _params
    _headers: dict[str, str] = {}
    _kwargs["content"] = _body.json(body)
    _headers["Content-Type"] = "application/json"
    _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Object:
    """The model of a success."""
    status = response.status_code
    parsed: Object
    if status == 200:
        parsed = (
            _models.Object.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "objects.patch", mismatches)) is dict
            else _read.other(response, "objects.patch", "Object", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "objects.patch")
        return parsed
    _read.undocumented(response, "objects.patch")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    parsed: Error
    parsed = (
        _models.Error.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "objects.patch")) is dict
        else _read.unparsable(response, "objects.patch", "Error", v)
    )
    return parsed


def sync_detailed(
    bucket: str,
    object_: str,
    *,
    client: AuthenticatedClient,
    body: Object,
    predefined_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    override_unlocked_retention: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    fields: str | Unset = UNSET,
    generation: str | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
) -> Response[Object | Error]:
    """Change some of an object's metadata

    Fields that are left out stay as they are; a null clears one (RFC 7396).

    Args:
        bucket: Name of the bucket.
        object_: Name of the object, percent-encoded as one path segment (`/` becomes `%2F`).
        predefined_acl: Ready-made access controls of the object.
        override_unlocked_retention: Must be true to remove or shorten a retention that is not locked.
        projection: Whether owner and access controls are part of the answer.
        fields: Fields wanted in the answer, as `items(name,size),nextPageToken`. All of them when left out.
        generation: Version of the object. The live one when left out.
        if_generation_match: Go on only if the live version is this one. With 0, only if there is none.
        if_generation_not_match: Go on only if the live version is another one. With 0, only if there is one.
        if_metageneration_match: Go on only if the metadata is of this version.
        if_metageneration_not_match: Go on only if the metadata is of another version.
        user_project: Project billed for the request. Needed for buckets where the requester pays.
        body: The request body.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                bucket,
                object_,
                body=body,
                predefined_acl=predefined_acl,
                override_unlocked_retention=override_unlocked_retention,
                projection=projection,
                fields=fields,
                generation=generation,
                if_generation_match=if_generation_match,
                if_generation_not_match=if_generation_not_match,
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
    object_: str,
    *,
    client: AuthenticatedClient,
    body: Object,
    predefined_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    override_unlocked_retention: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    fields: str | Unset = UNSET,
    generation: str | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
) -> Object | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        bucket,
        object_,
        body=body,
        predefined_acl=predefined_acl,
        override_unlocked_retention=override_unlocked_retention,
        projection=projection,
        fields=fields,
        generation=generation,
        if_generation_match=if_generation_match,
        if_generation_not_match=if_generation_not_match,
        if_metageneration_match=if_metageneration_match,
        if_metageneration_not_match=if_metageneration_not_match,
        user_project=user_project,
        client=client,
    ).parsed


async def asyncio_detailed(
    bucket: str,
    object_: str,
    *,
    client: AuthenticatedClient,
    body: Object,
    predefined_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    override_unlocked_retention: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    fields: str | Unset = UNSET,
    generation: str | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
) -> Response[Object | Error]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                bucket,
                object_,
                body=body,
                predefined_acl=predefined_acl,
                override_unlocked_retention=override_unlocked_retention,
                projection=projection,
                fields=fields,
                generation=generation,
                if_generation_match=if_generation_match,
                if_generation_not_match=if_generation_not_match,
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
    object_: str,
    *,
    client: AuthenticatedClient,
    body: Object,
    predefined_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    override_unlocked_retention: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    fields: str | Unset = UNSET,
    generation: str | Unset = UNSET,
    if_generation_match: str | Unset = UNSET,
    if_generation_not_match: str | Unset = UNSET,
    if_metageneration_match: str | Unset = UNSET,
    if_metageneration_not_match: str | Unset = UNSET,
    user_project: str | Unset = UNSET,
) -> Object | Error | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            bucket,
            object_,
            body=body,
            predefined_acl=predefined_acl,
            override_unlocked_retention=override_unlocked_retention,
            projection=projection,
            fields=fields,
            generation=generation,
            if_generation_match=if_generation_match,
            if_generation_not_match=if_generation_not_match,
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
            else mismatch(mismatches, "objects.patch", "X-GUploader-UploadID", "string", v),
        )
