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
from ..types import UNSET, Mismatch

_KNOWN = frozenset(
    (
        "id",
        "login",
        "name",
        "url",
        "createdAt",
        "bio",
        "company",
    )
)


@_attrs_define
class GetUserUser(_Model):
    """A person.

    Attributes:
        name: What the person is called; null for those who do not say.
        created_at: `createdAt` on the wire.
    """

    id: str
    login: str
    name: str | None
    url: str
    created_at: datetime.datetime
    bio: str | None
    company: str | None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "login": self.login,
            "name": self.name,
            "url": self.url,
            "createdAt": encode(self.created_at, sent),
            "bio": self.bio,
            "company": self.company,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = v if type(v := src_dict["id"]) is str else mismatch(mismatches, "GetUserUser", "id", "string", v)
            self.login = (
                v if type(v := src_dict["login"]) is str else mismatch(mismatches, "GetUserUser", "login", "string", v)
            )
            self.name = (
                v
                if type(v := src_dict["name"]) is str or v is None
                else mismatch(mismatches, "GetUserUser", "name", "string | null", v)
            )
            self.url = (
                v if type(v := src_dict["url"]) is str else mismatch(mismatches, "GetUserUser", "url", "string", v)
            )
            self.created_at = (
                date_time(v, mismatches, "GetUserUser", "createdAt")
                if type(v := src_dict["createdAt"]) is str
                else mismatch(mismatches, "GetUserUser", "createdAt", "date-time", v)
            )
            self.bio = (
                v
                if type(v := src_dict["bio"]) is str or v is None
                else mismatch(mismatches, "GetUserUser", "bio", "string | null", v)
            )
            self.company = (
                v
                if type(v := src_dict["company"]) is str or v is None
                else mismatch(mismatches, "GetUserUser", "company", "string | null", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 7):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
