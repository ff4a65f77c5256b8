from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .chat_message import ChatMessage
    from .stream_options import StreamOptions

_KNOWN = frozenset(
    (
        "model",
        "messages",
        "stream",
        "stream_options",
        "max_completion_tokens",
        "temperature",
        "stop",
        "seed",
        "user",
    )
)


@_attrs_define
class ChatRequest(_Model):
    """ChatRequest

    Attributes:
        model: Id of the model.
        messages: The conversation so far, the oldest turn first.
        stream: Answer with events.
        max_completion_tokens: Most tokens of the answer.
        temperature: How freely words are chosen; 0 chooses the likeliest.
        stop: Texts at which the answer ends.
        seed: The same seed gives the same answer, as far as the server can.
        user: Names the end user to the server.
    """

    model: str
    messages: list[ChatMessage]
    stream: bool | None | Unset = UNSET
    stream_options: StreamOptions | Unset = UNSET
    max_completion_tokens: int | None | Unset = UNSET
    temperature: float | None | Unset = UNSET
    stop: str | list[str] | None | Unset = UNSET
    seed: int | None | Unset = UNSET
    user: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "model": self.model,
            "messages": encode(self.messages, sent),
            "stream": self.stream,
            "stream_options": encode(self.stream_options, sent),
            "max_completion_tokens": self.max_completion_tokens,
            "temperature": encode(self.temperature, sent),
            "stop": encode(self.stop, sent),
            "seed": self.seed,
            "user": self.user,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.model = (
                v if type(v := src_dict["model"]) is str else mismatch(mismatches, "ChatRequest", "model", "string", v)
            )
            self.messages = (
                [
                    _models.ChatMessage.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "ChatRequest", "messages[]", "ChatMessage", vi)
                    for vi in v
                ]
                if type(v := src_dict["messages"]) is list
                else mismatch(mismatches, "ChatRequest", "messages", "array", v)
            )
            self.stream = (
                v
                if type(v := get("stream", UNSET)) is bool or v is None or v is UNSET
                else mismatch(mismatches, "ChatRequest", "stream", "boolean | null", v)
            )
            self.stream_options = (
                _models.StreamOptions.from_dict(v, mismatches)
                if type(v := get("stream_options", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "ChatRequest", "stream_options", "StreamOptions", v)
            )
            self.max_completion_tokens = (
                v
                if type(v := get("max_completion_tokens", UNSET)) is int or v is None or v is UNSET
                else whole(mismatches, "ChatRequest", "max_completion_tokens", "integer | null", v)
            )
            self.temperature = (
                v
                if type(v := get("temperature", UNSET)) is float or type(v) is int or v is None or v is UNSET
                else mismatch(mismatches, "ChatRequest", "temperature", "number | null", v)
            )
            self.stop = (
                [vi if type(vi) is str else mismatch(mismatches, "ChatRequest", "stop[]", "string", vi) for vi in v]
                if type(v := get("stop", UNSET)) is list
                else v
                if type(v) is str or v is None or v is UNSET
                else mismatch(mismatches, "ChatRequest", "stop", "string | null | array", v)
            )
            self.seed = (
                v
                if type(v := get("seed", UNSET)) is int or v is None or v is UNSET
                else whole(mismatches, "ChatRequest", "seed", "integer | null", v)
            )
            self.user = (
                v
                if type(v := get("user", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ChatRequest", "user", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
