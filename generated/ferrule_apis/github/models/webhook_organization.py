from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch

_KNOWN = frozenset(
    (
        "login",
        "id",
        "node_id",
        "url",
        "avatar_url",
        "description",
    )
)


@_attrs_define
class WebhookOrganization(_Model):
    """WebhookOrganization"""

    login: str
    id: int
    node_id: str
    url: str
    avatar_url: str
    description: str | None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "login": self.login,
            "id": self.id,
            "node_id": self.node_id,
            "url": self.url,
            "avatar_url": self.avatar_url,
            "description": self.description,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.login = (
                v
                if type(v := src_dict["login"]) is str
                else mismatch(mismatches, "WebhookOrganization", "login", "string", v)
            )
            self.id = (
                v if type(v := src_dict["id"]) is int else whole(mismatches, "WebhookOrganization", "id", "integer", v)
            )
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "WebhookOrganization", "node_id", "string", v)
            )
            self.url = (
                v
                if type(v := src_dict["url"]) is str
                else mismatch(mismatches, "WebhookOrganization", "url", "string", v)
            )
            self.avatar_url = (
                v
                if type(v := src_dict["avatar_url"]) is str
                else mismatch(mismatches, "WebhookOrganization", "avatar_url", "string", v)
            )
            self.description = (
                v
                if type(v := src_dict["description"]) is str or v is None
                else mismatch(mismatches, "WebhookOrganization", "description", "string | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 6):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
