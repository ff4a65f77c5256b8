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
        "url",
        "total_count",
        "+1",
        "-1",
        "laugh",
        "confused",
        "heart",
        "hooray",
        "eyes",
        "rocket",
    )
)


@_attrs_define
class ReactionRollup(_Model):
    """How often each reaction was given.

    Attributes:
        plus_1: `+1` on the wire.
        minus_1: `-1` on the wire.
    """

    url: str
    total_count: int
    plus_1: int
    minus_1: int
    laugh: int
    confused: int
    heart: int
    hooray: int
    eyes: int
    rocket: int
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "url": self.url,
            "total_count": self.total_count,
            "+1": self.plus_1,
            "-1": self.minus_1,
            "laugh": self.laugh,
            "confused": self.confused,
            "heart": self.heart,
            "hooray": self.hooray,
            "eyes": self.eyes,
            "rocket": self.rocket,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.url = (
                v if type(v := src_dict["url"]) is str else mismatch(mismatches, "ReactionRollup", "url", "string", v)
            )
            self.total_count = (
                v
                if type(v := src_dict["total_count"]) is int
                else whole(mismatches, "ReactionRollup", "total_count", "integer", v)
            )
            self.plus_1 = (
                v if type(v := src_dict["+1"]) is int else whole(mismatches, "ReactionRollup", "+1", "integer", v)
            )
            self.minus_1 = (
                v if type(v := src_dict["-1"]) is int else whole(mismatches, "ReactionRollup", "-1", "integer", v)
            )
            self.laugh = (
                v if type(v := src_dict["laugh"]) is int else whole(mismatches, "ReactionRollup", "laugh", "integer", v)
            )
            self.confused = (
                v
                if type(v := src_dict["confused"]) is int
                else whole(mismatches, "ReactionRollup", "confused", "integer", v)
            )
            self.heart = (
                v if type(v := src_dict["heart"]) is int else whole(mismatches, "ReactionRollup", "heart", "integer", v)
            )
            self.hooray = (
                v
                if type(v := src_dict["hooray"]) is int
                else whole(mismatches, "ReactionRollup", "hooray", "integer", v)
            )
            self.eyes = (
                v if type(v := src_dict["eyes"]) is int else whole(mismatches, "ReactionRollup", "eyes", "integer", v)
            )
            self.rocket = (
                v
                if type(v := src_dict["rocket"]) is int
                else whole(mismatches, "ReactionRollup", "rocket", "integer", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 10):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
