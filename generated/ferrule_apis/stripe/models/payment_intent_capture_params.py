from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch, whole
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .transfer_amount_params import TransferAmountParams

_KNOWN = frozenset(
    (
        "amount_to_capture",
        "application_fee_amount",
        "expand",
        "final_capture",
        "metadata",
        "statement_descriptor",
        "statement_descriptor_suffix",
        "transfer_data",
    )
)


@_attrs_define
class PaymentIntentCaptureParams(_Model):
    """PaymentIntentCaptureParams

    Attributes:
        amount_to_capture: Part of the reserved amount to collect; all of it if left out.
        application_fee_amount: Fee that the platform keeps.
        final_capture: `false` keeps the rest reserved for another capture.
        statement_descriptor: Text on the customer's statement.
        statement_descriptor_suffix: Text added to the account's own on card statements.
    """

    amount_to_capture: int | Unset = UNSET
    application_fee_amount: int | Unset = UNSET
    expand: list[str] | Unset = UNSET
    final_capture: bool | Unset = UNSET
    metadata: dict[str, str] | Literal[""] | Unset = UNSET
    statement_descriptor: str | Unset = UNSET
    statement_descriptor_suffix: str | Unset = UNSET
    transfer_data: TransferAmountParams | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "amount_to_capture": self.amount_to_capture,
            "application_fee_amount": self.application_fee_amount,
            "expand": encode(self.expand, sent),
            "final_capture": self.final_capture,
            "metadata": encode(self.metadata, sent),
            "statement_descriptor": self.statement_descriptor,
            "statement_descriptor_suffix": self.statement_descriptor_suffix,
            "transfer_data": encode(self.transfer_data, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.amount_to_capture = (
            v
            if type(v := get("amount_to_capture", UNSET)) is int or v is UNSET
            else whole(mismatches, "PaymentIntentCaptureParams", "amount_to_capture", "integer", v)
        )
        self.application_fee_amount = (
            v
            if type(v := get("application_fee_amount", UNSET)) is int or v is UNSET
            else whole(mismatches, "PaymentIntentCaptureParams", "application_fee_amount", "integer", v)
        )
        self.expand = (
            [
                vi if type(vi) is str else mismatch(mismatches, "PaymentIntentCaptureParams", "expand[]", "string", vi)
                for vi in v
            ]
            if type(v := get("expand", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentCaptureParams", "expand", "array", v)
        )
        self.final_capture = (
            v
            if type(v := get("final_capture", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "PaymentIntentCaptureParams", "final_capture", "boolean", v)
        )
        self.metadata = (
            {
                vk: vi
                if type(vi) is str
                else mismatch(mismatches, "PaymentIntentCaptureParams", "metadata{}", "string", vi)
                for vk, vi in v.items()
            }
            if type(v := get("metadata", UNSET)) is dict
            else v
            if v == "" or v is UNSET
            else mismatch(mismatches, "PaymentIntentCaptureParams", "metadata", "'' | object", v)
        )
        self.statement_descriptor = (
            v
            if type(v := get("statement_descriptor", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentCaptureParams", "statement_descriptor", "string", v)
        )
        self.statement_descriptor_suffix = (
            v
            if type(v := get("statement_descriptor_suffix", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "PaymentIntentCaptureParams", "statement_descriptor_suffix", "string", v)
        )
        self.transfer_data = (
            _models.TransferAmountParams.from_dict(v, mismatches)
            if type(v := get("transfer_data", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "PaymentIntentCaptureParams", "transfer_data", "TransferAmountParams", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
