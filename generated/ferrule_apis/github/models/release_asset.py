from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import date_time, member, mismatch
from .._encode import encode
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .release_asset_state import ReleaseAssetState
    from .simple_user import SimpleUser


@_attrs_define
class ReleaseAsset:
    """A file attached to a release.

    Attributes:
        size: In bytes.
        digest: The algorithm
    """

    id: int
    node_id: str
    url: str
    browser_download_url: str
    name: str
    label: str | None
    state: ReleaseAssetState
    content_type: str
    size: int
    digest: str | None
    download_count: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
    uploader: SimpleUser | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "url": self.url,
            "browser_download_url": self.browser_download_url,
            "name": self.name,
            "label": self.label,
            "state": encode(self.state),
            "content_type": self.content_type,
            "size": self.size,
            "digest": self.digest,
            "download_count": self.download_count,
            "created_at": encode(self.created_at),
            "updated_at": encode(self.updated_at),
            "uploader": encode(self.uploader),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.id = v if type(v := pop("id", UNSET)) is int else mismatch(mismatches, "ReleaseAsset", "id", "integer", v)
        self.node_id = (
            v
            if type(v := pop("node_id", UNSET)) is str
            else mismatch(mismatches, "ReleaseAsset", "node_id", "string", v)
        )
        self.url = (
            v if type(v := pop("url", UNSET)) is str else mismatch(mismatches, "ReleaseAsset", "url", "string", v)
        )
        self.browser_download_url = (
            v
            if type(v := pop("browser_download_url", UNSET)) is str
            else mismatch(mismatches, "ReleaseAsset", "browser_download_url", "string", v)
        )
        self.name = (
            v if type(v := pop("name", UNSET)) is str else mismatch(mismatches, "ReleaseAsset", "name", "string", v)
        )
        self.label = (
            v
            if type(v := pop("label", UNSET)) is str or v is None
            else mismatch(mismatches, "ReleaseAsset", "label", "string | null", v)
        )
        self.state = (
            member(models.ReleaseAssetState, v, mismatches, "ReleaseAsset", "state")
            if type(v := pop("state", UNSET)) is str
            else mismatch(mismatches, "ReleaseAsset", "state", "ReleaseAssetState", v)
        )
        self.content_type = (
            v
            if type(v := pop("content_type", UNSET)) is str
            else mismatch(mismatches, "ReleaseAsset", "content_type", "string", v)
        )
        self.size = (
            v if type(v := pop("size", UNSET)) is int else mismatch(mismatches, "ReleaseAsset", "size", "integer", v)
        )
        self.digest = (
            v
            if type(v := pop("digest", UNSET)) is str or v is None
            else mismatch(mismatches, "ReleaseAsset", "digest", "string | null", v)
        )
        self.download_count = (
            v
            if type(v := pop("download_count", UNSET)) is int
            else mismatch(mismatches, "ReleaseAsset", "download_count", "integer", v)
        )
        self.created_at = (
            date_time(v, mismatches, "ReleaseAsset", "created_at")
            if type(v := pop("created_at", UNSET)) is str
            else mismatch(mismatches, "ReleaseAsset", "created_at", "date-time", v)
        )
        self.updated_at = (
            date_time(v, mismatches, "ReleaseAsset", "updated_at")
            if type(v := pop("updated_at", UNSET)) is str
            else mismatch(mismatches, "ReleaseAsset", "updated_at", "date-time", v)
        )
        self.uploader = (
            models.SimpleUser.from_dict(v, mismatches)
            if type(v := pop("uploader", UNSET)) is dict
            else v
            if v is None
            else mismatch(mismatches, "ReleaseAsset", "uploader", "null | SimpleUser", v)
        )
        self.additional_properties = data or {}
        return self
