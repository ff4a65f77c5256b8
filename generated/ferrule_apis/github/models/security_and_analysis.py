from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .security_feature import SecurityFeature

_KNOWN = frozenset(
    (
        "advanced_security",
        "code_security",
        "dependabot_security_updates",
        "secret_scanning",
        "secret_scanning_push_protection",
        "secret_scanning_non_provider_patterns",
    )
)


@_attrs_define
class SecurityAndAnalysis(_Model):
    """Security features and whether they are on. Shown to admins only."""

    advanced_security: SecurityFeature | Unset = UNSET
    code_security: SecurityFeature | Unset = UNSET
    dependabot_security_updates: SecurityFeature | Unset = UNSET
    secret_scanning: SecurityFeature | Unset = UNSET
    secret_scanning_push_protection: SecurityFeature | Unset = UNSET
    secret_scanning_non_provider_patterns: SecurityFeature | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "advanced_security": encode(self.advanced_security, sent),
            "code_security": encode(self.code_security, sent),
            "dependabot_security_updates": encode(self.dependabot_security_updates, sent),
            "secret_scanning": encode(self.secret_scanning, sent),
            "secret_scanning_push_protection": encode(self.secret_scanning_push_protection, sent),
            "secret_scanning_non_provider_patterns": encode(self.secret_scanning_non_provider_patterns, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.advanced_security = (
            _models.SecurityFeature.from_dict(v, mismatches)
            if type(v := get("advanced_security", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "SecurityAndAnalysis", "advanced_security", "SecurityFeature", v)
        )
        self.code_security = (
            _models.SecurityFeature.from_dict(v, mismatches)
            if type(v := get("code_security", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "SecurityAndAnalysis", "code_security", "SecurityFeature", v)
        )
        self.dependabot_security_updates = (
            _models.SecurityFeature.from_dict(v, mismatches)
            if type(v := get("dependabot_security_updates", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "SecurityAndAnalysis", "dependabot_security_updates", "SecurityFeature", v)
        )
        self.secret_scanning = (
            _models.SecurityFeature.from_dict(v, mismatches)
            if type(v := get("secret_scanning", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "SecurityAndAnalysis", "secret_scanning", "SecurityFeature", v)
        )
        self.secret_scanning_push_protection = (
            _models.SecurityFeature.from_dict(v, mismatches)
            if type(v := get("secret_scanning_push_protection", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "SecurityAndAnalysis", "secret_scanning_push_protection", "SecurityFeature", v)
        )
        self.secret_scanning_non_provider_patterns = (
            _models.SecurityFeature.from_dict(v, mismatches)
            if type(v := get("secret_scanning_non_provider_patterns", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(
                mismatches, "SecurityAndAnalysis", "secret_scanning_non_provider_patterns", "SecurityFeature", v
            )
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
