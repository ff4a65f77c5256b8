from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import date_time, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .reaction_rollup import ReactionRollup
    from .release_asset import ReleaseAsset
    from .simple_user import SimpleUser

_KNOWN = frozenset(
    (
        "id",
        "node_id",
        "url",
        "html_url",
        "assets_url",
        "upload_url",
        "tarball_url",
        "zipball_url",
        "tag_name",
        "target_commitish",
        "name",
        "draft",
        "prerelease",
        "created_at",
        "published_at",
        "author",
        "assets",
        "body",
        "immutable",
        "updated_at",
        "mentions_count",
        "discussion_url",
        "reactions",
    )
)


@_attrs_define
class Release(_Model):
    """Release

    Attributes:
        upload_url: A URI template for uploading an asset.
        target_commitish: The branch or commit the tag is made from.
    """

    id: int
    node_id: str
    url: str
    html_url: str
    assets_url: str
    upload_url: str
    tarball_url: str | None
    zipball_url: str | None
    tag_name: str
    target_commitish: str
    name: str | None
    draft: bool
    prerelease: bool
    created_at: datetime.datetime
    published_at: datetime.datetime | None
    author: SimpleUser
    assets: list[ReleaseAsset]
    body: str | None | Unset = UNSET
    immutable: bool | Unset = UNSET
    updated_at: datetime.datetime | None | Unset = UNSET
    mentions_count: int | Unset = UNSET
    discussion_url: str | Unset = UNSET
    reactions: ReactionRollup | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "url": self.url,
            "html_url": self.html_url,
            "assets_url": self.assets_url,
            "upload_url": self.upload_url,
            "tarball_url": self.tarball_url,
            "zipball_url": self.zipball_url,
            "tag_name": self.tag_name,
            "target_commitish": self.target_commitish,
            "name": self.name,
            "draft": self.draft,
            "prerelease": self.prerelease,
            "created_at": encode(self.created_at, sent),
            "published_at": encode(self.published_at, sent),
            "author": encode(self.author, sent),
            "assets": encode(self.assets, sent),
            "body": self.body,
            "immutable": self.immutable,
            "updated_at": encode(self.updated_at, sent),
            "mentions_count": self.mentions_count,
            "discussion_url": self.discussion_url,
            "reactions": encode(self.reactions, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = v if type(v := src_dict["id"]) is int else whole(mismatches, "Release", "id", "integer", v)
            self.node_id = (
                v if type(v := src_dict["node_id"]) is str else mismatch(mismatches, "Release", "node_id", "string", v)
            )
            self.url = v if type(v := src_dict["url"]) is str else mismatch(mismatches, "Release", "url", "string", v)
            self.html_url = (
                v
                if type(v := src_dict["html_url"]) is str
                else mismatch(mismatches, "Release", "html_url", "string", v)
            )
            self.assets_url = (
                v
                if type(v := src_dict["assets_url"]) is str
                else mismatch(mismatches, "Release", "assets_url", "string", v)
            )
            self.upload_url = (
                v
                if type(v := src_dict["upload_url"]) is str
                else mismatch(mismatches, "Release", "upload_url", "string", v)
            )
            self.tarball_url = (
                v
                if type(v := src_dict["tarball_url"]) is str or v is None
                else mismatch(mismatches, "Release", "tarball_url", "string | null", v)
            )
            self.zipball_url = (
                v
                if type(v := src_dict["zipball_url"]) is str or v is None
                else mismatch(mismatches, "Release", "zipball_url", "string | null", v)
            )
            self.tag_name = (
                v
                if type(v := src_dict["tag_name"]) is str
                else mismatch(mismatches, "Release", "tag_name", "string", v)
            )
            self.target_commitish = (
                v
                if type(v := src_dict["target_commitish"]) is str
                else mismatch(mismatches, "Release", "target_commitish", "string", v)
            )
            self.name = (
                v
                if type(v := src_dict["name"]) is str or v is None
                else mismatch(mismatches, "Release", "name", "string | null", v)
            )
            self.draft = (
                v if type(v := src_dict["draft"]) is bool else mismatch(mismatches, "Release", "draft", "boolean", v)
            )
            self.prerelease = (
                v
                if type(v := src_dict["prerelease"]) is bool
                else mismatch(mismatches, "Release", "prerelease", "boolean", v)
            )
            self.created_at = (
                date_time(v, mismatches, "Release", "created_at")
                if type(v := src_dict["created_at"]) is str
                else mismatch(mismatches, "Release", "created_at", "date-time", v)
            )
            self.published_at = (
                date_time(v, mismatches, "Release", "published_at")
                if type(v := src_dict["published_at"]) is str
                else v
                if v is None
                else mismatch(mismatches, "Release", "published_at", "null | date-time", v)
            )
            self.author = (
                _models.SimpleUser.from_dict(v, mismatches)
                if type(v := src_dict["author"]) is dict
                else mismatch(mismatches, "Release", "author", "SimpleUser", v)
            )
            self.assets = (
                [
                    _models.ReleaseAsset.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "Release", "assets[]", "ReleaseAsset", vi)
                    for vi in v
                ]
                if type(v := src_dict["assets"]) is list
                else mismatch(mismatches, "Release", "assets", "array", v)
            )
            self.body = (
                v
                if type(v := get("body", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Release", "body", "string | null", v)
            )
            self.immutable = (
                v
                if type(v := get("immutable", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "Release", "immutable", "boolean", v)
            )
            self.updated_at = (
                date_time(v, mismatches, "Release", "updated_at")
                if type(v := get("updated_at", UNSET)) is str
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "Release", "updated_at", "null | date-time", v)
            )
            self.mentions_count = (
                v
                if type(v := get("mentions_count", UNSET)) is int or v is UNSET
                else whole(mismatches, "Release", "mentions_count", "integer", v)
            )
            self.discussion_url = (
                v
                if type(v := get("discussion_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Release", "discussion_url", "string", v)
            )
            self.reactions = (
                _models.ReactionRollup.from_dict(v, mismatches)
                if type(v := get("reactions", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "Release", "reactions", "ReactionRollup", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
