from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "admin",
        "push",
        "pull",
        "maintain",
        "triage",
    )
)


@_attrs_define
class RepositoryPermissions(_Model):
    """What the caller may do."""

    admin: bool
    push: bool
    pull: bool
    maintain: bool | Unset = UNSET
    triage: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "admin": self.admin,
            "push": self.push,
            "pull": self.pull,
            "maintain": self.maintain,
            "triage": self.triage,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.admin = (
                v
                if type(v := src_dict["admin"]) is bool
                else mismatch(mismatches, "RepositoryPermissions", "admin", "boolean", v)
            )
            self.push = (
                v
                if type(v := src_dict["push"]) is bool
                else mismatch(mismatches, "RepositoryPermissions", "push", "boolean", v)
            )
            self.pull = (
                v
                if type(v := src_dict["pull"]) is bool
                else mismatch(mismatches, "RepositoryPermissions", "pull", "boolean", v)
            )
            self.maintain = (
                v
                if type(v := get("maintain", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "RepositoryPermissions", "maintain", "boolean", v)
            )
            self.triage = (
                v
                if type(v := get("triage", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "RepositoryPermissions", "triage", "boolean", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict and len(src_dict) == 3 + (self.maintain is not UNSET) + (self.triage is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
