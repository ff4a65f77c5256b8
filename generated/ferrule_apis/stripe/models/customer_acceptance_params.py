from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .customer_acceptance_params_type import CustomerAcceptanceParamsType
    from .online_acceptance_params import OnlineAcceptanceParams

_KNOWN = frozenset(
    (
        "type",
        "accepted_at",
        "offline",
        "online",
    )
)


@_attrs_define
class CustomerAcceptanceParams(_Model):
    """CustomerAcceptanceParams

    Attributes:
        type_: `type` on the wire.
        offline: Sent empty, for agreements given offline.
    """

    type_: CustomerAcceptanceParamsType
    accepted_at: int | Unset = UNSET
    offline: dict[str, Any] | Unset = UNSET
    online: OnlineAcceptanceParams | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "type": encode(self.type_, sent),
            "accepted_at": self.accepted_at,
            "offline": encode(self.offline, sent),
            "online": encode(self.online, sent),
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
                member(_models.CustomerAcceptanceParamsType, v, mismatches, "CustomerAcceptanceParams", "type")
                if type(v := src_dict["type"]) is str
                else mismatch(mismatches, "CustomerAcceptanceParams", "type", "CustomerAcceptanceParamsType", v)
            )
            self.accepted_at = (
                v
                if type(v := get("accepted_at", UNSET)) is int or v is UNSET
                else whole(mismatches, "CustomerAcceptanceParams", "accepted_at", "integer", v)
            )
            self.offline = (
                v
                if type(v := get("offline", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "CustomerAcceptanceParams", "offline", "object", v)
            )
            self.online = (
                _models.OnlineAcceptanceParams.from_dict(v, mismatches)
                if type(v := get("online", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "CustomerAcceptanceParams", "online", "OnlineAcceptanceParams", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 1 + (self.accepted_at is not UNSET) + (self.offline is not UNSET) + (self.online is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
