from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import Shape, date_time, mismatch
from .._encode import encode
from ..types import UNSET, Mismatch, Unset


@_attrs_define
class Enterprise:
    """Enterprise"""

    _SHAPE: ClassVar[Shape] = Shape(
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
                "description",
                "website_url",
            )
        ),
        {},
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
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "name": self.name,
            "slug": self.slug,
            "html_url": self.html_url,
            "avatar_url": self.avatar_url,
            "created_at": encode(self.created_at),
            "updated_at": encode(self.updated_at),
            "description": self.description,
            "website_url": self.website_url,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.id = v if type(v := pop("id", UNSET)) is int else mismatch(mismatches, "Enterprise", "id", "integer", v)
        self.node_id = (
            v if type(v := pop("node_id", UNSET)) is str else mismatch(mismatches, "Enterprise", "node_id", "string", v)
        )
        self.name = (
            v if type(v := pop("name", UNSET)) is str else mismatch(mismatches, "Enterprise", "name", "string", v)
        )
        self.slug = (
            v if type(v := pop("slug", UNSET)) is str else mismatch(mismatches, "Enterprise", "slug", "string", v)
        )
        self.html_url = (
            v
            if type(v := pop("html_url", UNSET)) is str
            else mismatch(mismatches, "Enterprise", "html_url", "string", v)
        )
        self.avatar_url = (
            v
            if type(v := pop("avatar_url", UNSET)) is str
            else mismatch(mismatches, "Enterprise", "avatar_url", "string", v)
        )
        self.created_at = (
            date_time(v, mismatches, "Enterprise", "created_at")
            if type(v := pop("created_at", UNSET)) is str
            else v
            if v is None
            else mismatch(mismatches, "Enterprise", "created_at", "null | date-time", v)
        )
        self.updated_at = (
            date_time(v, mismatches, "Enterprise", "updated_at")
            if type(v := pop("updated_at", UNSET)) is str
            else v
            if v is None
            else mismatch(mismatches, "Enterprise", "updated_at", "null | date-time", v)
        )
        self.description = (
            v
            if type(v := pop("description", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Enterprise", "description", "string | null", v)
        )
        self.website_url = (
            v
            if type(v := pop("website_url", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "Enterprise", "website_url", "string | null", v)
        )
        self.additional_properties = data or {}
        return self
