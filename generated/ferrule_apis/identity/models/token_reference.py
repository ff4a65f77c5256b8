from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "token",
        "token_type_hint",
        "client_id",
        "client_secret",
        "client_assertion_type",
        "client_assertion",
    )
)


@_attrs_define
class TokenReference(_Model):
    """TokenReference

    Attributes:
        token_type_hint: `access_token` or `refresh_token`, to look there first.
        client_assertion_type: `urn:ietf:params:oauth:client-assertion-type:jwt-bearer` (RFC 7523).
        client_assertion: JWT that the client signed.
    """

    token: str
    token_type_hint: str | Unset = UNSET
    client_id: str | Unset = UNSET
    client_secret: str | Unset = UNSET
    client_assertion_type: str | Unset = UNSET
    client_assertion: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "token": self.token,
            "token_type_hint": self.token_type_hint,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "client_assertion_type": self.client_assertion_type,
            "client_assertion": self.client_assertion,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.token = (
                v
                if type(v := src_dict["token"]) is str
                else mismatch(mismatches, "TokenReference", "token", "string", v)
            )
            self.token_type_hint = (
                v
                if type(v := get("token_type_hint", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenReference", "token_type_hint", "string", v)
            )
            self.client_id = (
                v
                if type(v := get("client_id", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenReference", "client_id", "string", v)
            )
            self.client_secret = (
                v
                if type(v := get("client_secret", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenReference", "client_secret", "string", v)
            )
            self.client_assertion_type = (
                v
                if type(v := get("client_assertion_type", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenReference", "client_assertion_type", "string", v)
            )
            self.client_assertion = (
                v
                if type(v := get("client_assertion", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenReference", "client_assertion", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
