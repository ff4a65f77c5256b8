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
        "error",
        "error_description",
        "error_uri",
        "scope",
    )
)


@_attrs_define
class Error(_Model):
    """RFC 6749 section 5.2.

    Attributes:
        error: `invalid_request`, `invalid_client`, `invalid_grant`, `unauthorized_client`,
            `unsupported_grant_type`, `invalid_scope`, `authorization_pending`, `slow_down`, `access_denied`,
            `expired_token`, `invalid_token`, `insufficient_scope` or one of an extension.
        error_description: Words for the developer, not for the user.
        error_uri: Page about the error.
        scope: Scopes that were refused or are missing.
    """

    error: str
    error_description: str | Unset = UNSET
    error_uri: str | Unset = UNSET
    scope: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "error": self.error,
            "error_description": self.error_description,
            "error_uri": self.error_uri,
            "scope": self.scope,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.error = (
                v if type(v := src_dict["error"]) is str else mismatch(mismatches, "Error", "error", "string", v)
            )
            self.error_description = (
                v
                if type(v := get("error_description", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Error", "error_description", "string", v)
            )
            self.error_uri = (
                v
                if type(v := get("error_uri", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Error", "error_uri", "string", v)
            )
            self.scope = (
                v
                if type(v := get("scope", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Error", "scope", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 1 + (self.error_description is not UNSET) + (self.error_uri is not UNSET) + (self.scope is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
