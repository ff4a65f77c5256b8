"""GET /storage/v1/b/{bucket}/o: List the objects of a bucket"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import frozen as _frozen

from ... import _headers, _parameters
from ... import _response as _read
from ... import models as _models
from ..._decode import mismatch
from ...client import AuthenticatedClient
from ...types import UNSET, Mismatch, Received, Response, Unset

if TYPE_CHECKING:
    from ...models.error import Error
    from ...models.object_ import Object
    from ...models.objects import Objects

_OPERATION: dict[str, Any] = {
    "id": "storage.objects.list",
    "name": "objects.list",
    "method": "GET",
    "path": "/storage/v1/b/{bucket}/o",
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
    "accept": "application/json",
}
_PAGES: dict[str, Any] = {
    "missing": UNSET,
    "style": "token",
    "items": "/items",
    "always": False,
    "parameter": "page_token",
    "next": ["next_page_token"],
    "pointer": "/nextPageToken",
    "required": False,
    "number": False,
}


def _get_kwargs(
    bucket: str,
    *,
    max_results: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    prefix: str | Unset = UNSET,
    delimiter: str | Unset = UNSET,
    include_trailing_delimiter: bool | Unset = UNSET,
    include_folders_as_prefixes: bool | Unset = UNSET,
    match_glob: str | Unset = UNSET,
    start_offset: str | Unset = UNSET,
    end_offset: str | Unset = UNSET,
    versions: bool | Unset = UNSET,
    soft_deleted: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
) -> dict[str, Any]:
    """The request, as keyword arguments of `httpx.Client.request`."""
    _kwargs: dict[str, Any] = {"method": "get", "url": "/storage/v1/b/" + _parameters.segment("bucket", bucket) + "/o"}
    _params: dict[str, Any] = {}
    _parameters.query(_params, "maxResults", max_results)
    _parameters.query(_params, "pageToken", page_token)
    _parameters.query(_params, "prefix", prefix)
    _parameters.query(_params, "delimiter", delimiter)
    _parameters.query(_params, "includeTrailingDelimiter", include_trailing_delimiter)
    _parameters.query(_params, "includeFoldersAsPrefixes", include_folders_as_prefixes)
    _parameters.query(_params, "matchGlob", match_glob)
    _parameters.query(_params, "startOffset", start_offset)
    _parameters.query(_params, "endOffset", end_offset)
    _parameters.query(_params, "versions", versions)
    _parameters.query(_params, "softDeleted", soft_deleted)
    _parameters.query(_params, "projection", projection)
    _parameters.query(_params, "userProject", user_project)
    _parameters.query(_params, "fields", fields)
    if _params:
        _kwargs["params"] = _params
    return _kwargs


def _parse_success(response: Received, mismatches: list[Mismatch] | None = None) -> Objects:
    """The model of a success."""
    status = response.status_code
    parsed: Objects
    if status == 200:
        parsed = (
            _models.Objects.from_dict(v, mismatches)
            if type(v := _read.json_value(response, "objects.list", mismatches)) is dict
            else _read.other(response, "objects.list", "Objects", v, mismatches)
        )
        return parsed
    if 200 <= status < 300:
        parsed = _read.fallback(response, 200, _parse_success, mismatches, "objects.list")
        return parsed
    _read.undocumented(response, "objects.list")


def _parse_error(response: Received, mismatches: list[Mismatch] | None = None) -> Error:
    """The model of an error."""
    parsed: Error
    parsed = (
        _models.Error.from_dict(v, mismatches)
        if type(v := _read.json_body(response, "objects.list")) is dict
        else _read.unparsable(response, "objects.list", "Error", v)
    )
    return parsed


def _items(page: Any) -> list[Object]:
    """The items of a page."""
    items: list[Object] = page.items
    return items


def sync_detailed(
    bucket: str,
    *,
    client: AuthenticatedClient,
    max_results: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    prefix: str | Unset = UNSET,
    delimiter: str | Unset = UNSET,
    include_trailing_delimiter: bool | Unset = UNSET,
    include_folders_as_prefixes: bool | Unset = UNSET,
    match_glob: str | Unset = UNSET,
    start_offset: str | Unset = UNSET,
    end_offset: str | Unset = UNSET,
    versions: bool | Unset = UNSET,
    soft_deleted: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
) -> Response[Objects | Error]:
    """List the objects of a bucket

    Objects come in the order of their names, encoded in UTF-8.

    Args:
        bucket: Name of the bucket.
        max_results: Most items, prefixes included, on a page. The service gives up to 1,000, and may give
            fewer.
        page_token: `nextPageToken` of the page before.
        prefix: Only objects whose name starts so.
        delimiter: Makes names look like paths. Objects whose name has the delimiter after `prefix` are not
            listed; `prefixes` has the first part of their names instead, once each.
        include_trailing_delimiter: Whether objects whose name ends in the delimiter are listed beside their
            prefix.
        include_folders_as_prefixes: Whether folders and managed folders appear among the prefixes. Needs
            `delimiter` `/`.
        match_glob: Only names that fit this glob, prefixes included.
        start_offset: Only objects whose name is this or comes after it.
        end_offset: Only objects whose name comes before this.
        versions: Whether noncurrent versions are listed too, each as an item of its own.
        soft_deleted: Whether to list soft-deleted objects, and only those.
        projection: Whether owner and access controls are part of the answer.
        user_project: Project billed for the request. Needed for buckets where the requester pays.
        fields: Fields wanted in the answer, as `items(name,size),nextPageToken`. All of them when left out.
    """
    _client = client.get_httpx_client()
    _response = _client.send(
        _read.request(
            _client,
            _get_kwargs(
                bucket,
                max_results=max_results,
                page_token=page_token,
                prefix=prefix,
                delimiter=delimiter,
                include_trailing_delimiter=include_trailing_delimiter,
                include_folders_as_prefixes=include_folders_as_prefixes,
                match_glob=match_glob,
                start_offset=start_offset,
                end_offset=end_offset,
                versions=versions,
                soft_deleted=soft_deleted,
                projection=projection,
                user_project=user_project,
                fields=fields,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


def sync(
    bucket: str,
    *,
    client: AuthenticatedClient,
    max_results: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    prefix: str | Unset = UNSET,
    delimiter: str | Unset = UNSET,
    include_trailing_delimiter: bool | Unset = UNSET,
    include_folders_as_prefixes: bool | Unset = UNSET,
    match_glob: str | Unset = UNSET,
    start_offset: str | Unset = UNSET,
    end_offset: str | Unset = UNSET,
    versions: bool | Unset = UNSET,
    soft_deleted: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
) -> Objects | Error | None:
    """As `sync_detailed`, but only the model, or None if there is none."""
    return sync_detailed(
        bucket,
        max_results=max_results,
        page_token=page_token,
        prefix=prefix,
        delimiter=delimiter,
        include_trailing_delimiter=include_trailing_delimiter,
        include_folders_as_prefixes=include_folders_as_prefixes,
        match_glob=match_glob,
        start_offset=start_offset,
        end_offset=end_offset,
        versions=versions,
        soft_deleted=soft_deleted,
        projection=projection,
        user_project=user_project,
        fields=fields,
        client=client,
    ).parsed


async def asyncio_detailed(
    bucket: str,
    *,
    client: AuthenticatedClient,
    max_results: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    prefix: str | Unset = UNSET,
    delimiter: str | Unset = UNSET,
    include_trailing_delimiter: bool | Unset = UNSET,
    include_folders_as_prefixes: bool | Unset = UNSET,
    match_glob: str | Unset = UNSET,
    start_offset: str | Unset = UNSET,
    end_offset: str | Unset = UNSET,
    versions: bool | Unset = UNSET,
    soft_deleted: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
) -> Response[Objects | Error]:
    """As `sync_detailed`."""
    _client = client.get_async_httpx_client()
    _response = await _client.send(
        _read.request(
            _client,
            _get_kwargs(
                bucket,
                max_results=max_results,
                page_token=page_token,
                prefix=prefix,
                delimiter=delimiter,
                include_trailing_delimiter=include_trailing_delimiter,
                include_folders_as_prefixes=include_folders_as_prefixes,
                match_glob=match_glob,
                start_offset=start_offset,
                end_offset=end_offset,
                versions=versions,
                soft_deleted=soft_deleted,
                projection=projection,
                user_project=user_project,
                fields=fields,
            ),
            _OPERATION,
        )
    )
    return _read.build(_response, client, _parse_success, _parse_error)


async def asyncio(
    bucket: str,
    *,
    client: AuthenticatedClient,
    max_results: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    prefix: str | Unset = UNSET,
    delimiter: str | Unset = UNSET,
    include_trailing_delimiter: bool | Unset = UNSET,
    include_folders_as_prefixes: bool | Unset = UNSET,
    match_glob: str | Unset = UNSET,
    start_offset: str | Unset = UNSET,
    end_offset: str | Unset = UNSET,
    versions: bool | Unset = UNSET,
    soft_deleted: bool | Unset = UNSET,
    projection: Literal["full", "noAcl"] | Unset = UNSET,
    user_project: str | Unset = UNSET,
    fields: str | Unset = UNSET,
) -> Objects | Error | None:
    """As `sync`."""
    return (
        await asyncio_detailed(
            bucket,
            max_results=max_results,
            page_token=page_token,
            prefix=prefix,
            delimiter=delimiter,
            include_trailing_delimiter=include_trailing_delimiter,
            include_folders_as_prefixes=include_folders_as_prefixes,
            match_glob=match_glob,
            start_offset=start_offset,
            end_offset=end_offset,
            versions=versions,
            soft_deleted=soft_deleted,
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
            else mismatch(mismatches, "objects.list", "X-GUploader-UploadID", "string", v),
        )
