"""POST /storage/v1/b: Create a bucket"""

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
    from ...models.bucket import Bucket
    from ...models.error import Error
    from ...models.predefined_object_acl import PredefinedObjectAcl

_OPERATION: dict[str, Any] = {
    "id": "storage.buckets.insert",
    "name": "buckets.insert",
    "method": "POST",
    "path": "/storage/v1/b",
    "tags": ["buckets"],
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
    *,
    body: Bucket,
    project: str,
    predefined_acl: Literal["authenticatedRead", "private", "projectPrivate", "publicRead", "publicReadWrite"]
    | Unset = UNSET,
    predefined_default_object_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    enable_object_retention: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "post", "url": "/storage/v1/b"}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "project", project)
    _parameters.query(_params, "predefinedAcl", predefined_acl)
    _parameters.query(_params, "predefinedDefaultObjectAcl", predefined_default_object_acl)
    _parameters.query(_params, "enableObjectRetention", enable_object_retention)
    _parameters.query(_params, "projection", projection)
    _parameters.query(_params, "userProject", user_project)
    _parameters.query(_params, "fields", fields)
    if _params:
        _kwargs["params"] = _params
    _headers: dict[str, str] = {}
    _kwargs["content"] = _body.json(body)
    _headers["Content-Type"] = "application/json"
    _kwargs["headers"] = _headers
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Bucket:
    """The model of a success."""
    status = response.status_code
    parsed: Bucket
    if status == 200:
        parsed = (
            _models.Bucket.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "buckets.insert", mismatches)) is dict
            else _read.other(response, "buckets.insert", "Bucket", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "buckets.insert")
        return parsed
    _read.undocumented(response, "buckets.insert")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    parsed: Error
    parsed = (
        _models.Error.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "buckets.insert")) is dict
        else _read.unparsable(response, "buckets.insert", "Error", v)
    )
    return parsed


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: Bucket,
    project: str,
    predefined_acl: Literal["authenticatedRead", "private", "projectPrivate", "publicRead", "publicReadWrite"]
    | Unset = UNSET,
    predefined_default_object_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    enable_object_retention: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
) -> Response[Bucket | Error]:
    """Create a bucket

    The name is shared by all users of the service. A name in use answers status 409.

    Args:
        project: Identifier of the project.
        predefined_acl: Ready-made access controls of the bucket.
        predefined_default_object_acl: Ready-made access controls for objects created in the bucket.
        enable_object_retention: Whether objects of the bucket may carry a retention of their own.
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
                body=body,
                project=project,
                predefined_acl=predefined_acl,
                predefined_default_object_acl=predefined_default_object_acl,
                enable_object_retention=enable_object_retention,
                projection=projection,
                user_project=user_project,
                fields=fields,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    *,
    client: AuthenticatedClient,
    body: Bucket,
    project: str,
    predefined_acl: Literal["authenticatedRead", "private", "projectPrivate", "publicRead", "publicReadWrite"]
    | Unset = UNSET,
    predefined_default_object_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    enable_object_retention: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
) -> Bucket | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        body=body,
        project=project,
        predefined_acl=predefined_acl,
        predefined_default_object_acl=predefined_default_object_acl,
        enable_object_retention=enable_object_retention,
        projection=projection,
        user_project=user_project,
        fields=fields,
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: Bucket,
    project: str,
    predefined_acl: Literal["authenticatedRead", "private", "projectPrivate", "publicRead", "publicReadWrite"]
    | Unset = UNSET,
    predefined_default_object_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    enable_object_retention: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
) -> Response[Bucket | Error]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                body=body,
                project=project,
                predefined_acl=predefined_acl,
                predefined_default_object_acl=predefined_default_object_acl,
                enable_object_retention=enable_object_retention,
                projection=projection,
                user_project=user_project,
                fields=fields,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: Bucket,
    project: str,
    predefined_acl: Literal["authenticatedRead", "private", "projectPrivate", "publicRead", "publicReadWrite"]
    | Unset = UNSET,
    predefined_default_object_acl: PredefinedObjectAcl
    | Literal[
        "authenticatedRead", "bucketOwnerFullControl", "bucketOwnerRead", "private", "projectPrivate", "publicRead"
    ]
    | Unset = UNSET,
    enable_object_retention: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
) -> Bucket | Error | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            body=body,
            project=project,
            predefined_acl=predefined_acl,
            predefined_default_object_acl=predefined_default_object_acl,
            enable_object_retention=enable_object_retention,
            projection=projection,
            user_project=user_project,
            fields=fields,
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
            else mismatch(mismatches, "buckets.insert", "X-GUploader-UploadID", "string", v),
        )
