from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .card_await_notification import CardAwaitNotification
    from .redirect_to_url import RedirectToUrl
    from .verify_with_microdeposits import VerifyWithMicrodeposits

_KNOWN = frozenset(
    (
        "type",
        "card_await_notification",
        "redirect_to_url",
        "use_stripe_sdk",
        "verify_with_microdeposits",
    )
)


@_attrs_define
class NextAction(_Model):
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
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "type": self.type_,
            "card_await_notification": encode(self.card_await_notification, sent),
            "redirect_to_url": encode(self.redirect_to_url, sent),
            "use_stripe_sdk": encode(self.use_stripe_sdk, sent),
            "verify_with_microdeposits": encode(self.verify_with_microdeposits, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.type_ = (
                v if type(v := src_dict["type"]) is str else mismatch(mismatches, "NextAction", "type", "string", v)
            )
            self.card_await_notification = (
                _models.CardAwaitNotification.from_dict(v, mismatches)
                if type(v := get("card_await_notification", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "NextAction", "card_await_notification", "CardAwaitNotification", v)
            )
            self.redirect_to_url = (
                _models.RedirectToUrl.from_dict(v, mismatches)
                if type(v := get("redirect_to_url", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "NextAction", "redirect_to_url", "RedirectToUrl", v)
            )
            self.use_stripe_sdk = (
                v
                if type(v := get("use_stripe_sdk", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "NextAction", "use_stripe_sdk", "object", v)
            )
            self.verify_with_microdeposits = (
                _models.VerifyWithMicrodeposits.from_dict(v, mismatches)
                if type(v := get("verify_with_microdeposits", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "NextAction", "verify_with_microdeposits", "VerifyWithMicrodeposits", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 1
            + (self.card_await_notification is not UNSET)
            + (self.redirect_to_url is not UNSET)
            + (self.use_stripe_sdk is not UNSET)
            + (self.verify_with_microdeposits is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
