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
    from .card_wallet import CardWallet
    from .charge_installments import ChargeInstallments
    from .three_d_secure_details import ThreeDSecureDetails

_KNOWN = frozenset(
    (
        "exp_month",
        "exp_year",
        "brand",
        "checks",
        "country",
        "fingerprint",
        "funding",
        "installments",
        "last4",
        "mandate",
        "network",
        "three_d_secure",
        "wallet",
    )
)


@_attrs_define
class ChargeCard(_Model):
    """ChargeCard"""

    exp_month: int
    exp_year: int
    brand: str | None | Unset = UNSET
    checks: CardChecks | None | Unset = UNSET
    country: str | None | Unset = UNSET
    fingerprint: str | None | Unset = UNSET
    funding: str | None | Unset = UNSET
    installments: ChargeInstallments | None | Unset = UNSET
    last4: str | None | Unset = UNSET
    mandate: str | None | Unset = UNSET
    network: str | None | Unset = UNSET
    three_d_secure: ThreeDSecureDetails | None | Unset = UNSET
    wallet: CardWallet | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "exp_month": self.exp_month,
            "exp_year": self.exp_year,
            "brand": self.brand,
            "checks": encode(self.checks, sent),
            "country": self.country,
            "fingerprint": self.fingerprint,
            "funding": self.funding,
            "installments": encode(self.installments, sent),
            "last4": self.last4,
            "mandate": self.mandate,
            "network": self.network,
            "three_d_secure": encode(self.three_d_secure, sent),
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
            self.exp_month = (
                v
                if type(v := src_dict["exp_month"]) is int
                else whole(mismatches, "ChargeCard", "exp_month", "integer", v)
            )
            self.exp_year = (
                v
                if type(v := src_dict["exp_year"]) is int
                else whole(mismatches, "ChargeCard", "exp_year", "integer", v)
            )
            self.brand = (
                v
                if type(v := get("brand", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "ChargeCard", "brand", "string | null", v)
            )
            self.checks = (
                _models.CardChecks.from_dict(v, mismatches)
                if type(v := get("checks", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "ChargeCard", "checks", "null | CardChecks", v)
            )
            self.country = (
                v
                if type(v := get("country", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "ChargeCard", "country", "string | null", v)
            )
            self.fingerprint = (
                v
                if type(v := get("fingerprint", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "ChargeCard", "fingerprint", "string | null", v)
            )
            self.funding = (
                v
                if type(v := get("funding", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "ChargeCard", "funding", "string | null", v)
            )
            self.installments = (
                _models.ChargeInstallments.from_dict(v, mismatches)
                if type(v := get("installments", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "ChargeCard", "installments", "null | ChargeInstallments", v)
            )
            self.last4 = (
                v
                if type(v := get("last4", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "ChargeCard", "last4", "string | null", v)
            )
            self.mandate = (
                v
                if type(v := get("mandate", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "ChargeCard", "mandate", "string | null", v)
            )
            self.network = (
                v
                if type(v := get("network", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "ChargeCard", "network", "string | null", v)
            )
            self.three_d_secure = (
                _models.ThreeDSecureDetails.from_dict(v, mismatches)
                if type(v := get("three_d_secure", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "ChargeCard", "three_d_secure", "null | ThreeDSecureDetails", v)
            )
            self.wallet = (
                _models.CardWallet.from_dict(v, mismatches)
                if type(v := get("wallet", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "ChargeCard", "wallet", "null | CardWallet", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
