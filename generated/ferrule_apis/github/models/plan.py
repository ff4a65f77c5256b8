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
        "name",
        "space",
        "private_repos",
        "collaborators",
    )
)


@_attrs_define
class Plan(_Model):
    """Plan"""

    name: str
    space: int
    private_repos: int
    collaborators: int
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "name": self.name,
            "space": self.space,
            "private_repos": self.private_repos,
            "collaborators": self.collaborators,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.name = v if type(v := src_dict["name"]) is str else mismatch(mismatches, "Plan", "name", "string", v)
            self.space = v if type(v := src_dict["space"]) is int else whole(mismatches, "Plan", "space", "integer", v)
            self.private_repos = (
                v
                if type(v := src_dict["private_repos"]) is int
                else whole(mismatches, "Plan", "private_repos", "integer", v)
            )
            self.collaborators = (
                v
                if type(v := src_dict["collaborators"]) is int
                else whole(mismatches, "Plan", "collaborators", "integer", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 4):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
