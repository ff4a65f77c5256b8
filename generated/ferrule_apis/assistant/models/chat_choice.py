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
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .chat_message import ChatMessage
    from .finish_reason import FinishReason

_KNOWN = frozenset(
    (
        "index",
        "message",
        "finish_reason",
    )
)


@_attrs_define
class ChatChoice(_Model):
    """ChatChoice"""

    index: int
    message: ChatMessage
    finish_reason: FinishReason
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "index": self.index,
            "message": encode(self.message, sent),
            "finish_reason": encode(self.finish_reason, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.index = (
                v if type(v := src_dict["index"]) is int else whole(mismatches, "ChatChoice", "index", "integer", v)
            )
            self.message = (
                _models.ChatMessage.from_dict(v, mismatches)
                if type(v := src_dict["message"]) is dict
                else mismatch(mismatches, "ChatChoice", "message", "ChatMessage", v)
            )
            self.finish_reason = (
                member(_models.FinishReason, v, mismatches, "ChatChoice", "finish_reason")
                if type(v := src_dict["finish_reason"]) is str
                else mismatch(mismatches, "ChatChoice", "finish_reason", "FinishReason", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 3):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
