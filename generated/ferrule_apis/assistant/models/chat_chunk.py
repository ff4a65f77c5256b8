from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._choice import Shape as _Shape
from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .chunk_choice import ChunkChoice
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
class ChatChunk(_Model):
    """A piece of an answer.

    Attributes:
        object_: `object` on the wire.
        choices: Empty in the piece that tells what the answer used.
    """

    _SHAPE: ClassVar[_Shape] = _Shape(
        frozenset(
            (
                "id",
                "object",
                "created",
                "model",
                "choices",
            )
        ),
        _KNOWN,
    )

    id: str
    created: int
    model: str
    choices: list[ChunkChoice]
    object_: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    usage: Usage | None | Unset = UNSET
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
            self.id = v if type(v := src_dict["id"]) is str else mismatch(mismatches, "ChatChunk", "id", "string", v)
            self.created = (
                v if type(v := src_dict["created"]) is int else whole(mismatches, "ChatChunk", "created", "integer", v)
            )
            self.model = (
                v if type(v := src_dict["model"]) is str else mismatch(mismatches, "ChatChunk", "model", "string", v)
            )
            self.choices = (
                [
                    _models.ChunkChoice.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "ChatChunk", "choices[]", "ChunkChoice", vi)
                    for vi in v
                ]
                if type(v := src_dict["choices"]) is list
                else mismatch(mismatches, "ChatChunk", "choices", "array", v)
            )
            self.object_ = (
                v
                if (v := src_dict["object"]) == "chat.completion.chunk"
                else mismatch(mismatches, "ChatChunk", "object", "'chat.completion.chunk'", v)
            )
            self.usage = (
                _models.Usage.from_dict(v, mismatches)
                if type(v := get("usage", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "ChatChunk", "usage", "null | Usage", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 5 + (self.usage is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
