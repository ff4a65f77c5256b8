from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import date_time, mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "name",
        "email",
        "username",
        "date",
    )
)


@_attrs_define
class GitUser(_Model):
    """Somebody as Git knows them."""

    name: str
    email: str | None | Unset = UNSET
    username: str | Unset = UNSET
    date: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "name": self.name,
            "email": self.email,
            "username": self.username,
            "date": encode(self.date, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.name = (
                v if type(v := src_dict["name"]) is str else mismatch(mismatches, "GitUser", "name", "string", v)
            )
            self.email = (
                v
                if type(v := get("email", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "GitUser", "email", "string | null", v)
            )
            self.username = (
                v
                if type(v := get("username", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "GitUser", "username", "string", v)
            )
            self.date = (
                date_time(v, mismatches, "GitUser", "date")
                if type(v := get("date", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "GitUser", "date", "date-time", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict) == 1 + (self.email is not UNSET) + (self.username is not UNSET) + (self.date is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
