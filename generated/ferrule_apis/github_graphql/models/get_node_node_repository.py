from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._choice import Shape as _Shape
from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch

_KNOWN = frozenset(
    (
        "__typename",
        "id",
        "nameWithOwner",
    )
)


@_attrs_define
class GetNodeNodeRepository(_Model):
    """A place for code.

    Attributes:
        field_typename: Name of its type in the schema. `__typename` on the wire.
        name_with_owner: Owner and name, with a slash between them. `nameWithOwner` on the wire.
    """

    _SHAPE: ClassVar[_Shape] = _Shape(
        frozenset(
            (
                "__typename",
                "id",
                "nameWithOwner",
            )
        ),
        _KNOWN,
    )

    id: str
    name_with_owner: str
    field_typename: Literal["Repository"] = "Repository"
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "nameWithOwner": self.name_with_owner,
            "__typename": self.field_typename,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = (
                v
                if type(v := src_dict["id"]) is str
                else mismatch(mismatches, "GetNodeNodeRepository", "id", "string", v)
            )
            self.name_with_owner = (
                v
                if type(v := src_dict["nameWithOwner"]) is str
                else mismatch(mismatches, "GetNodeNodeRepository", "nameWithOwner", "string", v)
            )
            self.field_typename = (
                v
                if (v := src_dict["__typename"]) == "Repository"
                else mismatch(mismatches, "GetNodeNodeRepository", "__typename", "'Repository'", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 3):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
