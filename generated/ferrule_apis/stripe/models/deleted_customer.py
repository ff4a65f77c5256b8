from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import Shape, mismatch
from ..types import UNSET, Mismatch


@_attrs_define
class DeletedCustomer:
    """DeletedCustomer

    Attributes:
        object_: `object` on the wire.
    """

    _SHAPE: ClassVar[Shape] = Shape(
        frozenset(
            (
                "deleted",
                "id",
                "object",
            )
        ),
        frozenset(
            (
                "deleted",
                "id",
                "object",
            )
        ),
        {"deleted": True, "object": "customer"},
    )

    id: str
    deleted: Literal[True] = True
    object_: Literal["customer"] = "customer"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "deleted": self.deleted,
            "object": self.object_,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.id = (
            v if type(v := pop("id", UNSET)) is str else mismatch(mismatches, "DeletedCustomer", "id", "string", v)
        )
        self.deleted = (
            v if (v := pop("deleted", UNSET)) == True else mismatch(mismatches, "DeletedCustomer", "deleted", "True", v)
        )
        self.object_ = (
            v
            if (v := pop("object", UNSET)) == "customer"
            else mismatch(mismatches, "DeletedCustomer", "object", "'customer'", v)
        )
        self.additional_properties = data or {}
        return self
