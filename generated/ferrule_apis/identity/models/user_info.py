from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .address import Address

_KNOWN = frozenset(
    (
        "sub",
        "name",
        "given_name",
        "family_name",
        "middle_name",
        "nickname",
        "preferred_username",
        "profile",
        "picture",
        "website",
        "email",
        "email_verified",
        "gender",
        "birthdate",
        "zoneinfo",
        "locale",
        "phone_number",
        "phone_number_verified",
        "address",
        "updated_at",
    )
)


@_attrs_define
class UserInfo(_Model):
    """OpenID Connect Core section 5.1. Providers may add claims.

    Attributes:
        sub: Identifier of the user at this provider. Stable, unlike all else here.
        profile: Address of the user's page.
        picture: Address of an image.
        birthdate: `YYYY-MM-DD`, or `YYYY` alone; year 0000 where it is withheld.
        zoneinfo: tz database name.
        locale: Language tag (BCP 47).
        updated_at: Last change, in seconds since 1970 UTC.
    """

    sub: str
    name: str | Unset = UNSET
    given_name: str | Unset = UNSET
    family_name: str | Unset = UNSET
    middle_name: str | Unset = UNSET
    nickname: str | Unset = UNSET
    preferred_username: str | Unset = UNSET
    profile: str | Unset = UNSET
    picture: str | Unset = UNSET
    website: str | Unset = UNSET
    email: str | Unset = UNSET
    email_verified: bool | Unset = UNSET
    gender: str | Unset = UNSET
    birthdate: str | Unset = UNSET
    zoneinfo: str | Unset = UNSET
    locale: str | Unset = UNSET
    phone_number: str | Unset = UNSET
    phone_number_verified: bool | Unset = UNSET
    address: Address | Unset = UNSET
    updated_at: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "sub": self.sub,
            "name": self.name,
            "given_name": self.given_name,
            "family_name": self.family_name,
            "middle_name": self.middle_name,
            "nickname": self.nickname,
            "preferred_username": self.preferred_username,
            "profile": self.profile,
            "picture": self.picture,
            "website": self.website,
            "email": self.email,
            "email_verified": self.email_verified,
            "gender": self.gender,
            "birthdate": self.birthdate,
            "zoneinfo": self.zoneinfo,
            "locale": self.locale,
            "phone_number": self.phone_number,
            "phone_number_verified": self.phone_number_verified,
            "address": encode(self.address, sent),
            "updated_at": encode(self.updated_at, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.sub = v if type(v := src_dict["sub"]) is str else mismatch(mismatches, "UserInfo", "sub", "string", v)
            self.name = (
                v
                if type(v := get("name", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "name", "string", v)
            )
            self.given_name = (
                v
                if type(v := get("given_name", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "given_name", "string", v)
            )
            self.family_name = (
                v
                if type(v := get("family_name", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "family_name", "string", v)
            )
            self.middle_name = (
                v
                if type(v := get("middle_name", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "middle_name", "string", v)
            )
            self.nickname = (
                v
                if type(v := get("nickname", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "nickname", "string", v)
            )
            self.preferred_username = (
                v
                if type(v := get("preferred_username", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "preferred_username", "string", v)
            )
            self.profile = (
                v
                if type(v := get("profile", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "profile", "string", v)
            )
            self.picture = (
                v
                if type(v := get("picture", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "picture", "string", v)
            )
            self.website = (
                v
                if type(v := get("website", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "website", "string", v)
            )
            self.email = (
                v
                if type(v := get("email", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "email", "string", v)
            )
            self.email_verified = (
                v
                if type(v := get("email_verified", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "UserInfo", "email_verified", "boolean", v)
            )
            self.gender = (
                v
                if type(v := get("gender", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "gender", "string", v)
            )
            self.birthdate = (
                v
                if type(v := get("birthdate", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "birthdate", "string", v)
            )
            self.zoneinfo = (
                v
                if type(v := get("zoneinfo", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "zoneinfo", "string", v)
            )
            self.locale = (
                v
                if type(v := get("locale", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "locale", "string", v)
            )
            self.phone_number = (
                v
                if type(v := get("phone_number", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "UserInfo", "phone_number", "string", v)
            )
            self.phone_number_verified = (
                v
                if type(v := get("phone_number_verified", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "UserInfo", "phone_number_verified", "boolean", v)
            )
            self.address = (
                _models.Address.from_dict(v, mismatches)
                if type(v := get("address", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "UserInfo", "address", "Address", v)
            )
            self.updated_at = (
                v
                if type(v := get("updated_at", UNSET)) is float or type(v) is int or v is UNSET
                else mismatch(mismatches, "UserInfo", "updated_at", "number", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
