from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .delta import Delta
    from .finish_reason import FinishReason

_KNOWN = frozenset(
    (
        "index",
        "delta",
        "finish_reason",
    )
)


@_attrs_define
class ChunkChoice(_Model):
    """ChunkChoice"""

    index: int
    delta: Delta
    finish_reason: FinishReason | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "index": self.index,
            "delta": encode(self.delta, sent),
            "finish_reason": encode(self.finish_reason, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.index = (
                v if type(v := src_dict["index"]) is int else whole(mismatches, "ChunkChoice", "index", "integer", v)
            )
            self.delta = (
                _models.Delta.from_dict(v, mismatches)
                if type(v := src_dict["delta"]) is dict
                else mismatch(mismatches, "ChunkChoice", "delta", "Delta", v)
            )
            self.finish_reason = (
                member(_models.FinishReason, v, mismatches, "ChunkChoice", "finish_reason")
                if type(v := get("finish_reason", UNSET)) is str
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "ChunkChoice", "finish_reason", "null | FinishReason", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 2 + (self.finish_reason is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
