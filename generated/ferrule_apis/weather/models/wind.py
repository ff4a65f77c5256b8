from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "speed",
        "gusts",
        "angle",
        "dir",
    )
)


@_attrs_define
class Wind(_Model):
    """Wind

    Attributes:
        speed: Ten metres above ground.
        angle: Degrees the wind comes from; 180 is south.
        dir_: One of sixteen directions the wind comes from, as `NNW`. `dir` on the wire.
    """

    speed: float | Unset = UNSET
    gusts: float | Unset = UNSET
    angle: float | Unset = UNSET
    dir_: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "speed": encode(self.speed, sent),
            "gusts": encode(self.gusts, sent),
            "angle": encode(self.angle, sent),
            "dir": self.dir_,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.speed = (
            v
            if type(v := get("speed", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "Wind", "speed", "number", v)
        )
        self.gusts = (
            v
            if type(v := get("gusts", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "Wind", "gusts", "number", v)
        )
        self.angle = (
            v
            if type(v := get("angle", UNSET)) is float or type(v) is int or v is UNSET
            else mismatch(mismatches, "Wind", "angle", "number", v)
        )
        self.dir_ = (
            v if type(v := get("dir", UNSET)) is str or v is UNSET else mismatch(mismatches, "Wind", "dir", "string", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.speed is not UNSET)
            + (self.gusts is not UNSET)
            + (self.angle is not UNSET)
            + (self.dir_ is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
