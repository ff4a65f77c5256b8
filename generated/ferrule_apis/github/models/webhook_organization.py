from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from ..types import UNSET, Mismatch


@_attrs_define
class WebhookOrganization:
    """WebhookOrganization"""

    login: str
    id: int
    node_id: str
    url: str
    avatar_url: str
    description: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
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
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.login = (
            v
            if type(v := pop("login", UNSET)) is str
            else mismatch(mismatches, "WebhookOrganization", "login", "string", v)
        )
        self.id = (
            v if type(v := pop("id", UNSET)) is int else mismatch(mismatches, "WebhookOrganization", "id", "integer", v)
        )
        self.node_id = (
            v
            if type(v := pop("node_id", UNSET)) is str
            else mismatch(mismatches, "WebhookOrganization", "node_id", "string", v)
        )
        self.url = (
            v
            if type(v := pop("url", UNSET)) is str
            else mismatch(mismatches, "WebhookOrganization", "url", "string", v)
        )
        self.avatar_url = (
            v
            if type(v := pop("avatar_url", UNSET)) is str
            else mismatch(mismatches, "WebhookOrganization", "avatar_url", "string", v)
        )
        self.description = (
            v
            if type(v := pop("description", UNSET)) is str or v is None
            else mismatch(mismatches, "WebhookOrganization", "description", "string | null", v)
        )
        self.additional_properties = data or {}
        return self
