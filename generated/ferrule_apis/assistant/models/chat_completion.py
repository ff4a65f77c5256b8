from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .chat_choice import ChatChoice
    from .usage import Usage

_KNOWN = frozenset(
    (
        "id",
        "object",
        "created",
        "model",
        "choices",
        "usage",
    )
)


@_attrs_define
class ChatCompletion(_Model):
    """An answer.

    Attributes:
        object_: `object` on the wire.
    """

    id: str
    created: int
    model: str
    choices: list[ChatChoice]
    object_: Literal["chat.completion"] = "chat.completion"
    usage: Usage | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "created": self.created,
            "model": self.model,
            "choices": encode(self.choices, sent),
            "object": self.object_,
            "usage": encode(self.usage, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = (
                v if type(v := src_dict["id"]) is str else mismatch(mismatches, "ChatCompletion", "id", "string", v)
            )
            self.created = (
                v
                if type(v := src_dict["created"]) is int
                else whole(mismatches, "ChatCompletion", "created", "integer", v)
            )
            self.model = (
                v
                if type(v := src_dict["model"]) is str
                else mismatch(mismatches, "ChatCompletion", "model", "string", v)
            )
            self.choices = (
                [
                    _models.ChatChoice.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "ChatCompletion", "choices[]", "ChatChoice", vi)
                    for vi in v
                ]
                if type(v := src_dict["choices"]) is list
                else mismatch(mismatches, "ChatCompletion", "choices", "array", v)
            )
            self.object_ = (
                v
                if (v := src_dict["object"]) == "chat.completion"
                else mismatch(mismatches, "ChatCompletion", "object", "'chat.completion'", v)
            )
            self.usage = (
                _models.Usage.from_dict(v, mismatches)
                if type(v := get("usage", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "ChatCompletion", "usage", "Usage", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 5 + (self.usage is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
