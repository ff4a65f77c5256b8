from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._choice import Choice as _Choice
from .._decode import date_time, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .enterprise import Enterprise
    from .simple_user import SimpleUser

_KNOWN = frozenset(
    (
        "id",
        "node_id",
        "owner",
        "name",
        "description",
        "external_url",
        "html_url",
        "created_at",
        "updated_at",
        "permissions",
        "events",
        "slug",
        "client_id",
    )
)
_CHOICE_0 = _Choice(_models, ("SimpleUser", "Enterprise"))


@_attrs_define
class Integration(_Model):
    """The GitHub App that acted for somebody.

    Attributes:
        permissions: From a permission's name to its level: `read`, `write` or `admin`.
    """

    id: int
    node_id: str
    owner: SimpleUser | Enterprise
    name: str
    description: str | None
    external_url: str
    html_url: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    permissions: dict[str, str]
    events: list[str]
    slug: str | Unset = UNSET
    client_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "owner": encode(self.owner, sent),
            "name": self.name,
            "description": self.description,
            "external_url": self.external_url,
            "html_url": self.html_url,
            "created_at": encode(self.created_at, sent),
            "updated_at": encode(self.updated_at, sent),
            "permissions": encode(self.permissions, sent),
            "events": encode(self.events, sent),
            "slug": self.slug,
            "client_id": self.client_id,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = v if type(v := src_dict["id"]) is int else whole(mismatches, "Integration", "id", "integer", v)
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "Integration", "node_id", "string", v)
            )
            self.owner = (
                _CHOICE_0.decode(v, mismatches, "Integration", "owner")
                if type(v := src_dict["owner"]) is dict
                else mismatch(mismatches, "Integration", "owner", "SimpleUser | Enterprise", v)
            )
            self.name = (
                v if type(v := src_dict["name"]) is str else mismatch(mismatches, "Integration", "name", "string", v)
            )
            self.description = (
                v
                if type(v := src_dict["description"]) is str or v is None
                else mismatch(mismatches, "Integration", "description", "string | null", v)
            )
            self.external_url = (
                v
                if type(v := src_dict["external_url"]) is str
                else mismatch(mismatches, "Integration", "external_url", "string", v)
            )
            self.html_url = (
                v
                if type(v := src_dict["html_url"]) is str
                else mismatch(mismatches, "Integration", "html_url", "string", v)
            )
            self.created_at = (
                date_time(v, mismatches, "Integration", "created_at")
                if type(v := src_dict["created_at"]) is str
                else mismatch(mismatches, "Integration", "created_at", "date-time", v)
            )
            self.updated_at = (
                date_time(v, mismatches, "Integration", "updated_at")
                if type(v := src_dict["updated_at"]) is str
                else mismatch(mismatches, "Integration", "updated_at", "date-time", v)
            )
            self.permissions = (
                {
                    vk: vi if type(vi) is str else mismatch(mismatches, "Integration", "permissions{}", "string", vi)
                    for vk, vi in v.items()
                }
                if type(v := src_dict["permissions"]) is dict
                else mismatch(mismatches, "Integration", "permissions", "object", v)
            )
            self.events = (
                [vi if type(vi) is str else mismatch(mismatches, "Integration", "events[]", "string", vi) for vi in v]
                if type(v := src_dict["events"]) is list
                else mismatch(mismatches, "Integration", "events", "array", v)
            )
            self.slug = (
                v
                if type(v := get("slug", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Integration", "slug", "string", v)
            )
            self.client_id = (
                v
                if type(v := get("client_id", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Integration", "client_id", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict and len(src_dict) == 11 + (self.slug is not UNSET) + (self.client_id is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
