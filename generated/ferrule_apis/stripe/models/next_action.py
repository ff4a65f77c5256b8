from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import mismatch
from .._encode import encode
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .card_await_notification import CardAwaitNotification
    from .redirect_to_url import RedirectToUrl
    from .verify_with_microdeposits import VerifyWithMicrodeposits


@_attrs_define
class NextAction:
    """The property named like `type` holds the details; rarer kinds arrive as further properties.

    Attributes:
        type_: `type` on the wire.
        use_stripe_sdk: Data for the vendor's browser library, of no fixed shape.
    """

    type_: str
    card_await_notification: CardAwaitNotification | Unset = UNSET
    redirect_to_url: RedirectToUrl | Unset = UNSET
    use_stripe_sdk: dict[str, Any] | Unset = UNSET
    verify_with_microdeposits: VerifyWithMicrodeposits | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "type": self.type_,
            "card_await_notification": encode(self.card_await_notification),
            "redirect_to_url": encode(self.redirect_to_url),
            "use_stripe_sdk": encode(self.use_stripe_sdk),
            "verify_with_microdeposits": encode(self.verify_with_microdeposits),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.type_ = (
            v if type(v := pop("type", UNSET)) is str else mismatch(mismatches, "NextAction", "type", "string", v)
        )
        self.card_await_notification = (
            models.CardAwaitNotification.from_dict(v, mismatches)
            if type(v := pop("card_await_notification", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "NextAction", "card_await_notification", "CardAwaitNotification", v)
        )
        self.redirect_to_url = (
            models.RedirectToUrl.from_dict(v, mismatches)
            if type(v := pop("redirect_to_url", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "NextAction", "redirect_to_url", "RedirectToUrl", v)
        )
        self.use_stripe_sdk = (
            v
            if type(v := pop("use_stripe_sdk", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "NextAction", "use_stripe_sdk", "object", v)
        )
        self.verify_with_microdeposits = (
            models.VerifyWithMicrodeposits.from_dict(v, mismatches)
            if type(v := pop("verify_with_microdeposits", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "NextAction", "verify_with_microdeposits", "VerifyWithMicrodeposits", v)
        )
        self.additional_properties = data or {}
        return self
