from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "access_token",
        "token_type",
        "expires_in",
        "refresh_token",
        "scope",
        "id_token",
    )
)


@_attrs_define
class TokenResponse(_Model):
    """RFC 6749 section 5.1. Providers may add members, which clients ignore.

    Attributes:
        token_type: `Bearer` or `DPoP`, in any case of letters.
        expires_in: Seconds that the access token lives from now.
        scope: Scopes granted, separated by spaces. Those asked for when it is missing.
        id_token: JWT about the user, with scope `openid`.
    """

    access_token: str
    token_type: str
    expires_in: int | Unset = UNSET
    refresh_token: str | Unset = UNSET
    scope: str | Unset = UNSET
    id_token: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "access_token": self.access_token,
            "token_type": self.token_type,
            "expires_in": self.expires_in,
            "refresh_token": self.refresh_token,
            "scope": self.scope,
            "id_token": self.id_token,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.access_token = (
                v
                if type(v := src_dict["access_token"]) is str
                else mismatch(mismatches, "TokenResponse", "access_token", "string", v)
            )
            self.token_type = (
                v
                if type(v := src_dict["token_type"]) is str
                else mismatch(mismatches, "TokenResponse", "token_type", "string", v)
            )
            self.expires_in = (
                v
                if type(v := get("expires_in", UNSET)) is int or v is UNSET
                else whole(mismatches, "TokenResponse", "expires_in", "integer", v)
            )
            self.refresh_token = (
                v
                if type(v := get("refresh_token", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenResponse", "refresh_token", "string", v)
            )
            self.scope = (
                v
                if type(v := get("scope", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenResponse", "scope", "string", v)
            )
            self.id_token = (
                v
                if type(v := get("id_token", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenResponse", "id_token", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 2
            + (self.expires_in is not UNSET)
            + (self.refresh_token is not UNSET)
            + (self.scope is not UNSET)
            + (self.id_token is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
