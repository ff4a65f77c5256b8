from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .role import Role

_KNOWN = frozenset(
    (
        "role",
        "content",
        "refusal",
        "name",
    )
)


@_attrs_define
class ChatMessage(_Model):
    """One turn of a conversation.

    Attributes:
        content: What was said.
        refusal: Why the model says nothing.
        name: Tells speakers of one role apart.
    """

    role: Role
    content: str | None | Unset = UNSET
    refusal: str | None | Unset = UNSET
    name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "role": encode(self.role, sent),
            "content": self.content,
            "refusal": self.refusal,
            "name": self.name,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.role = (
                member(_models.Role, v, mismatches, "ChatMessage", "role")
                if type(v := src_dict["role"]) is str
                else mismatch(mismatches, "ChatMessage", "role", "Role", v)
            )
            self.content = (
                v
                if type(v := get("content", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "ChatMessage", "content", "string | null", v)
            )
            self.refusal = (
                v
                if type(v := get("refusal", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "ChatMessage", "refusal", "string | null", v)
            )
            self.name = (
                v
                if type(v := get("name", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ChatMessage", "name", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 1 + (self.content is not UNSET) + (self.refusal is not UNSET) + (self.name is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
