from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .invoice_custom_field import InvoiceCustomField
    from .invoice_rendering_options_params import InvoiceRenderingOptionsParams

_KNOWN = frozenset(
    (
        "custom_fields",
        "default_payment_method",
        "footer",
        "rendering_options",
    )
)


@_attrs_define
class InvoiceSettingsParams(_Model):
    """Defaults for the invoices of a customer.

    Attributes:
        custom_fields: Up to four extra fields printed on invoices.
        default_payment_method: What subscriptions and invoices are paid with, `pm_…`.
    """

    custom_fields: list[InvoiceCustomField] | Literal[""] | Unset = UNSET
    default_payment_method: str | Unset = UNSET
    footer: str | Unset = UNSET
    rendering_options: InvoiceRenderingOptionsParams | Literal[""] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "custom_fields": encode(self.custom_fields, sent),
            "default_payment_method": self.default_payment_method,
            "footer": self.footer,
            "rendering_options": encode(self.rendering_options, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.custom_fields = (
            [
                _models.InvoiceCustomField.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "InvoiceSettingsParams", "custom_fields[]", "InvoiceCustomField", vi)
                for vi in v
            ]
            if type(v := get("custom_fields", UNSET)) is list
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "InvoiceSettingsParams", "custom_fields", "'' | array", v)
        )
        self.default_payment_method = (
            v
            if type(v := get("default_payment_method", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "InvoiceSettingsParams", "default_payment_method", "string", v)
        )
        self.footer = (
            v
            if type(v := get("footer", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "InvoiceSettingsParams", "footer", "string", v)
        )
        self.rendering_options = (
            _models.InvoiceRenderingOptionsParams.from_dict(v, mismatches)
            if type(v := get("rendering_options", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(
                mismatches, "InvoiceSettingsParams", "rendering_options", "'' | InvoiceRenderingOptionsParams", v
            )
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.custom_fields is not UNSET)
            + (self.default_payment_method is not UNSET)
            + (self.footer is not UNSET)
            + (self.rendering_options is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
