from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._choice import Shape as _Shape
from .._decode import date_time, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "id",
        "node_id",
        "name",
        "slug",
        "html_url",
        "avatar_url",
        "created_at",
        "updated_at",
        "description",
        "website_url",
    )
)


@_attrs_define
class Enterprise(_Model):
    """Enterprise"""

    _SHAPE: ClassVar[_Shape] = _Shape(
        frozenset(
            (
                "id",
                "node_id",
                "name",
                "slug",
                "html_url",
                "avatar_url",
                "created_at",
                "updated_at",
            )
        ),
        _KNOWN,
    )

    id: int
    node_id: str
    name: str
    slug: str
    html_url: str
    avatar_url: str
    created_at: datetime.datetime | None
    updated_at: datetime.datetime | None
    description: str | None | Unset = UNSET
    website_url: str | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "name": self.name,
            "slug": self.slug,
            "html_url": self.html_url,
            "avatar_url": self.avatar_url,
            "created_at": encode(self.created_at, sent),
            "updated_at": encode(self.updated_at, sent),
            "description": self.description,
            "website_url": self.website_url,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = v if type(v := src_dict["id"]) is int else whole(mismatches, "Enterprise", "id", "integer", v)
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "Enterprise", "node_id", "string", v)
            )
            self.name = (
                v if type(v := src_dict["name"]) is str else mismatch(mismatches, "Enterprise", "name", "string", v)
            )
            self.slug = (
                v if type(v := src_dict["slug"]) is str else mismatch(mismatches, "Enterprise", "slug", "string", v)
            )
            self.html_url = (
                v
                if type(v := src_dict["html_url"]) is str
                else mismatch(mismatches, "Enterprise", "html_url", "string", v)
            )
            self.avatar_url = (
                v
                if type(v := src_dict["avatar_url"]) is str
                else mismatch(mismatches, "Enterprise", "avatar_url", "string", v)
            )
            self.created_at = (
                date_time(v, mismatches, "Enterprise", "created_at")
                if type(v := src_dict["created_at"]) is str
                else v
                if v is None
                else mismatch(mismatches, "Enterprise", "created_at", "null | date-time", v)
            )
            self.updated_at = (
                date_time(v, mismatches, "Enterprise", "updated_at")
                if type(v := src_dict["updated_at"]) is str
                else v
                if v is None
                else mismatch(mismatches, "Enterprise", "updated_at", "null | date-time", v)
            )
            self.description = (
                v
                if type(v := get("description", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Enterprise", "description", "string | null", v)
            )
            self.website_url = (
                v
                if type(v := get("website_url", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Enterprise", "website_url", "string | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict) == 8 + (self.description is not UNSET) + (self.website_url is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
