from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .automatic_payment_methods_params_allow_redirects import AutomaticPaymentMethodsParamsAllowRedirects

_KNOWN = frozenset(
    (
        "enabled",
        "allow_redirects",
    )
)


@_attrs_define
class AutomaticPaymentMethods(_Model):
    """AutomaticPaymentMethods"""

    enabled: bool
    allow_redirects: AutomaticPaymentMethodsParamsAllowRedirects | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "enabled": self.enabled,
            "allow_redirects": encode(self.allow_redirects, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.enabled = (
                v
                if type(v := src_dict["enabled"]) is bool
                else mismatch(mismatches, "AutomaticPaymentMethods", "enabled", "boolean", v)
            )
            self.allow_redirects = (
                member(
                    _models.AutomaticPaymentMethodsParamsAllowRedirects,
                    v,
                    mismatches,
                    "AutomaticPaymentMethods",
                    "allow_redirects",
                )
                if type(v := get("allow_redirects", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(
                    mismatches,
                    "AutomaticPaymentMethods",
                    "allow_redirects",
                    "AutomaticPaymentMethodsParamsAllowRedirects",
                    v,
                )
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 1 + (self.allow_redirects is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
