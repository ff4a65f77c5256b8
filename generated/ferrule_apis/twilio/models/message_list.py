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
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .message import Message

_KNOWN = frozenset(
    (
        "end",
        "first_page_uri",
        "messages",
        "next_page_uri",
        "page",
        "page_size",
        "previous_page_uri",
        "start",
        "uri",
    )
)


@_attrs_define
class MessageList(_Model):
    """MessageList

    Attributes:
        end: Position of the last message of the page in the whole list.
        next_page_uri: Address of the next page
        page: Number of the page, from 0.
        start: Position of the first message of the page in the whole list.
    """

    end: int
    first_page_uri: str
    messages: list[Message]
    next_page_uri: str | None
    page: int
    page_size: int
    previous_page_uri: str | None
    start: int
    uri: str
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "end": self.end,
            "first_page_uri": self.first_page_uri,
            "messages": encode(self.messages, sent),
            "next_page_uri": self.next_page_uri,
            "page": self.page,
            "page_size": self.page_size,
            "previous_page_uri": self.previous_page_uri,
            "start": self.start,
            "uri": self.uri,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.end = v if type(v := src_dict["end"]) is int else whole(mismatches, "MessageList", "end", "integer", v)
            self.first_page_uri = (
                v
                if type(v := src_dict["first_page_uri"]) is str
                else mismatch(mismatches, "MessageList", "first_page_uri", "string", v)
            )
            self.messages = (
                [
                    _models.Message.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "MessageList", "messages[]", "Message", vi)
                    for vi in v
                ]
                if type(v := src_dict["messages"]) is list
                else mismatch(mismatches, "MessageList", "messages", "array", v)
            )
            self.next_page_uri = (
                v
                if type(v := src_dict["next_page_uri"]) is str or v is None
                else mismatch(mismatches, "MessageList", "next_page_uri", "string | null", v)
            )
            self.page = (
                v if type(v := src_dict["page"]) is int else whole(mismatches, "MessageList", "page", "integer", v)
            )
            self.page_size = (
                v
                if type(v := src_dict["page_size"]) is int
                else whole(mismatches, "MessageList", "page_size", "integer", v)
            )
            self.previous_page_uri = (
                v
                if type(v := src_dict["previous_page_uri"]) is str or v is None
                else mismatch(mismatches, "MessageList", "previous_page_uri", "string | null", v)
            )
            self.start = (
                v if type(v := src_dict["start"]) is int else whole(mismatches, "MessageList", "start", "integer", v)
            )
            self.uri = (
                v if type(v := src_dict["uri"]) is str else mismatch(mismatches, "MessageList", "uri", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 9):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
