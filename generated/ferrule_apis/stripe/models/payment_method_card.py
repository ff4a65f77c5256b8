from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .card_checks import CardChecks
    from .card_networks import CardNetworks
    from .card_wallet import CardWallet
    from .three_d_secure_usage import ThreeDSecureUsage

_KNOWN = frozenset(
    (
        "brand",
        "exp_month",
        "exp_year",
        "funding",
        "checks",
        "country",
        "fingerprint",
        "last4",
        "networks",
        "three_d_secure_usage",
        "wallet",
    )
)


@_attrs_define
class PaymentMethodCard(_Model):
    """PaymentMethodCard

    Attributes:
        brand: Network of the card, such as `visa`.
        funding: Kind of account: `credit`, `debit`, `prepaid` or `unknown`.
        fingerprint: Same for every use of one card number.
    """

    brand: str
    exp_month: int
    exp_year: int
    funding: str
    checks: CardChecks | None | Unset = UNSET
    country: str | None | Unset = UNSET
    fingerprint: str | None | Unset = UNSET
    last4: str | Unset = UNSET
    networks: CardNetworks | None | Unset = UNSET
    three_d_secure_usage: ThreeDSecureUsage | None | Unset = UNSET
    wallet: CardWallet | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "brand": self.brand,
            "exp_month": self.exp_month,
            "exp_year": self.exp_year,
            "funding": self.funding,
            "checks": encode(self.checks, sent),
            "country": self.country,
            "fingerprint": self.fingerprint,
            "last4": self.last4,
            "networks": encode(self.networks, sent),
            "three_d_secure_usage": encode(self.three_d_secure_usage, sent),
            "wallet": encode(self.wallet, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.brand = (
                v
                if type(v := src_dict["brand"]) is str
                else mismatch(mismatches, "PaymentMethodCard", "brand", "string", v)
            )
            self.exp_month = (
                v
                if type(v := src_dict["exp_month"]) is int
                else whole(mismatches, "PaymentMethodCard", "exp_month", "integer", v)
            )
            self.exp_year = (
                v
                if type(v := src_dict["exp_year"]) is int
                else whole(mismatches, "PaymentMethodCard", "exp_year", "integer", v)
            )
            self.funding = (
                v
                if type(v := src_dict["funding"]) is str
                else mismatch(mismatches, "PaymentMethodCard", "funding", "string", v)
            )
            self.checks = (
                _models.CardChecks.from_dict(v, mismatches)
                if type(v := get("checks", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PaymentMethodCard", "checks", "null | CardChecks", v)
            )
            self.country = (
                v
                if type(v := get("country", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentMethodCard", "country", "string | null", v)
            )
            self.fingerprint = (
                v
                if type(v := get("fingerprint", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "PaymentMethodCard", "fingerprint", "string | null", v)
            )
            self.last4 = (
                v
                if type(v := get("last4", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "PaymentMethodCard", "last4", "string", v)
            )
            self.networks = (
                _models.CardNetworks.from_dict(v, mismatches)
                if type(v := get("networks", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PaymentMethodCard", "networks", "null | CardNetworks", v)
            )
            self.three_d_secure_usage = (
                _models.ThreeDSecureUsage.from_dict(v, mismatches)
                if type(v := get("three_d_secure_usage", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PaymentMethodCard", "three_d_secure_usage", "null | ThreeDSecureUsage", v)
            )
            self.wallet = (
                _models.CardWallet.from_dict(v, mismatches)
                if type(v := get("wallet", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "PaymentMethodCard", "wallet", "null | CardWallet", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
