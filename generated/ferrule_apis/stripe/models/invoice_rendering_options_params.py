from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .invoice_rendering_options_params_amount_tax_display import InvoiceRenderingOptionsParamsAmountTaxDisplay

_KNOWN = frozenset(("amount_tax_display",))


@_attrs_define
class InvoiceRenderingOptionsParams(_Model):
    """InvoiceRenderingOptionsParams

    Attributes:
        amount_tax_display: Whether the lines of an invoice show amounts with or without tax.
    """

    amount_tax_display: InvoiceRenderingOptionsParamsAmountTaxDisplay | Literal[""] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "amount_tax_display": encode(self.amount_tax_display, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.amount_tax_display = (
            v
            if (v := get("amount_tax_display", UNSET)) == ""
            else member(
                _models.InvoiceRenderingOptionsParamsAmountTaxDisplay,
                v,
                mismatches,
                "InvoiceRenderingOptionsParams",
                "amount_tax_display",
            )
            if type(v) is str
            else v
            if v is UNSET
            else mismatch(
                mismatches,
                "InvoiceRenderingOptionsParams",
                "amount_tax_display",
                "'' | InvoiceRenderingOptionsParamsAmountTaxDisplay",
                v,
            )
        )
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == (self.amount_tax_display is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
