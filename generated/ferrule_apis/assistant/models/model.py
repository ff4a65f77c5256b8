from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "id",
        "object",
        "created",
        "owned_by",
    )
)


@_attrs_define
class Model(_Model):
    """A language model.

    Attributes:
        id: By which requests name it.
        object_: `object` on the wire.
        created: When it came to be, in seconds since 1970-01-01 UTC.
        owned_by: Who offers it.
    """

    id: str
    object_: Literal["model"] = "model"
    created: int | Unset = UNSET
    owned_by: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "object": self.object_,
            "created": self.created,
            "owned_by": self.owned_by,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = v if type(v := src_dict["id"]) is str else mismatch(mismatches, "Model", "id", "string", v)
            self.object_ = (
                v if (v := src_dict["object"]) == "model" else mismatch(mismatches, "Model", "object", "'model'", v)
            )
            self.created = (
                v
                if type(v := get("created", UNSET)) is int or v is UNSET
                else whole(mismatches, "Model", "created", "integer", v)
            )
            self.owned_by = (
                v
                if type(v := get("owned_by", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Model", "owned_by", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict and len(src_dict) == 2 + (self.created is not UNSET) + (self.owned_by is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
