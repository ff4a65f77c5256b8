from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from ..types import UNSET, Mismatch, Unset


@_attrs_define
class TokenResponse:
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
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
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
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.access_token = (
            v
            if type(v := pop("access_token", UNSET)) is str
            else mismatch(mismatches, "TokenResponse", "access_token", "string", v)
        )
        self.token_type = (
            v
            if type(v := pop("token_type", UNSET)) is str
            else mismatch(mismatches, "TokenResponse", "token_type", "string", v)
        )
        self.expires_in = (
            v
            if type(v := pop("expires_in", UNSET)) is int or v is UNSET
            else mismatch(mismatches, "TokenResponse", "expires_in", "integer", v)
        )
        self.refresh_token = (
            v
            if type(v := pop("refresh_token", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "TokenResponse", "refresh_token", "string", v)
        )
        self.scope = (
            v
            if type(v := pop("scope", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "TokenResponse", "scope", "string", v)
        )
        self.id_token = (
            v
            if type(v := pop("id_token", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "TokenResponse", "id_token", "string", v)
        )
        self.additional_properties = data or {}
        return self
