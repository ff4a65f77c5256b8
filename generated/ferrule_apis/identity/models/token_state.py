from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "active",
        "scope",
        "client_id",
        "username",
        "token_type",
        "exp",
        "iat",
        "nbf",
        "sub",
        "aud",
        "iss",
        "jti",
    )
)


@_attrs_define
class TokenState(_Model):
    """RFC 7662 section 2.2. Providers may add members. Inactive tokens have none but `active`.

    Attributes:
        scope: Scopes separated by spaces.
        client_id: Client that the token was issued to.
        username: The user, readable for people.
        exp: When it expires, in seconds since 1970 UTC.
        iat: When it was issued, in seconds since 1970 UTC.
        nbf: From when it is valid, in seconds since 1970 UTC.
        sub: The user, or the client itself.
        aud: Whom it is meant for.
        iss: Who issued it.
        jti: Identifier of the token.
    """

    active: bool
    scope: str | Unset = UNSET
    client_id: str | Unset = UNSET
    username: str | Unset = UNSET
    token_type: str | Unset = UNSET
    exp: int | Unset = UNSET
    iat: int | Unset = UNSET
    nbf: int | Unset = UNSET
    sub: str | Unset = UNSET
    aud: str | list[str] | Unset = UNSET
    iss: str | Unset = UNSET
    jti: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "active": self.active,
            "scope": self.scope,
            "client_id": self.client_id,
            "username": self.username,
            "token_type": self.token_type,
            "exp": self.exp,
            "iat": self.iat,
            "nbf": self.nbf,
            "sub": self.sub,
            "aud": encode(self.aud, sent),
            "iss": self.iss,
            "jti": self.jti,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.active = (
                v
                if type(v := src_dict["active"]) is bool
                else mismatch(mismatches, "TokenState", "active", "boolean", v)
            )
            self.scope = (
                v
                if type(v := get("scope", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenState", "scope", "string", v)
            )
            self.client_id = (
                v
                if type(v := get("client_id", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenState", "client_id", "string", v)
            )
            self.username = (
                v
                if type(v := get("username", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenState", "username", "string", v)
            )
            self.token_type = (
                v
                if type(v := get("token_type", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenState", "token_type", "string", v)
            )
            self.exp = (
                v
                if type(v := get("exp", UNSET)) is int or v is UNSET
                else whole(mismatches, "TokenState", "exp", "integer", v)
            )
            self.iat = (
                v
                if type(v := get("iat", UNSET)) is int or v is UNSET
                else whole(mismatches, "TokenState", "iat", "integer", v)
            )
            self.nbf = (
                v
                if type(v := get("nbf", UNSET)) is int or v is UNSET
                else whole(mismatches, "TokenState", "nbf", "integer", v)
            )
            self.sub = (
                v
                if type(v := get("sub", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenState", "sub", "string", v)
            )
            self.aud = (
                [vi if type(vi) is str else mismatch(mismatches, "TokenState", "aud[]", "string", vi) for vi in v]
                if type(v := get("aud", UNSET)) is list
                else v
                if type(v) is str or v is UNSET
                else mismatch(mismatches, "TokenState", "aud", "string | array", v)
            )
            self.iss = (
                v
                if type(v := get("iss", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenState", "iss", "string", v)
            )
            self.jti = (
                v
                if type(v := get("jti", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenState", "jti", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
