from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import date_time, member, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .release_asset_state import ReleaseAssetState
    from .simple_user import SimpleUser

_KNOWN = frozenset(
    (
        "id",
        "node_id",
        "url",
        "browser_download_url",
        "name",
        "label",
        "state",
        "content_type",
        "size",
        "digest",
        "download_count",
        "created_at",
        "updated_at",
        "uploader",
    )
)


@_attrs_define
class ReleaseAsset(_Model):
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
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "url": self.url,
            "browser_download_url": self.browser_download_url,
            "name": self.name,
            "label": self.label,
            "state": encode(self.state, sent),
            "content_type": self.content_type,
            "size": self.size,
            "digest": self.digest,
            "download_count": self.download_count,
            "created_at": encode(self.created_at, sent),
            "updated_at": encode(self.updated_at, sent),
            "uploader": encode(self.uploader, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = v if type(v := src_dict["id"]) is int else whole(mismatches, "ReleaseAsset", "id", "integer", v)
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "ReleaseAsset", "node_id", "string", v)
            )
            self.url = (
                v if type(v := src_dict["url"]) is str else mismatch(mismatches, "ReleaseAsset", "url", "string", v)
            )
            self.browser_download_url = (
                v
                if type(v := src_dict["browser_download_url"]) is str
                else mismatch(mismatches, "ReleaseAsset", "browser_download_url", "string", v)
            )
            self.name = (
                v if type(v := src_dict["name"]) is str else mismatch(mismatches, "ReleaseAsset", "name", "string", v)
            )
            self.label = (
                v
                if type(v := src_dict["label"]) is str or v is None
                else mismatch(mismatches, "ReleaseAsset", "label", "string | null", v)
            )
            self.state = (
                member(_models.ReleaseAssetState, v, mismatches, "ReleaseAsset", "state")
                if type(v := src_dict["state"]) is str
                else mismatch(mismatches, "ReleaseAsset", "state", "ReleaseAssetState", v)
            )
            self.content_type = (
                v
                if type(v := src_dict["content_type"]) is str
                else mismatch(mismatches, "ReleaseAsset", "content_type", "string", v)
            )
            self.size = (
                v if type(v := src_dict["size"]) is int else whole(mismatches, "ReleaseAsset", "size", "integer", v)
            )
            self.digest = (
                v
                if type(v := src_dict["digest"]) is str or v is None
                else mismatch(mismatches, "ReleaseAsset", "digest", "string | null", v)
            )
            self.download_count = (
                v
                if type(v := src_dict["download_count"]) is int
                else whole(mismatches, "ReleaseAsset", "download_count", "integer", v)
            )
            self.created_at = (
                date_time(v, mismatches, "ReleaseAsset", "created_at")
                if type(v := src_dict["created_at"]) is str
                else mismatch(mismatches, "ReleaseAsset", "created_at", "date-time", v)
            )
            self.updated_at = (
                date_time(v, mismatches, "ReleaseAsset", "updated_at")
                if type(v := src_dict["updated_at"]) is str
                else mismatch(mismatches, "ReleaseAsset", "updated_at", "date-time", v)
            )
            self.uploader = (
                _models.SimpleUser.from_dict(v, mismatches)
                if type(v := src_dict["uploader"]) is dict
                else v
                if v is None
                else mismatch(mismatches, "ReleaseAsset", "uploader", "null | SimpleUser", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 14):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
