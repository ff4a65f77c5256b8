from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .financial_connections_params_permissions_item import FinancialConnectionsParamsPermissionsItem

_KNOWN = frozenset(
    (
        "permissions",
        "return_url",
    )
)


@_attrs_define
class FinancialConnections(_Model):
    """FinancialConnections"""

    permissions: list[FinancialConnectionsParamsPermissionsItem] | Unset = UNSET
    return_url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "permissions": encode(self.permissions, sent),
            "return_url": self.return_url,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.permissions = (
            [
                member(
                    _models.FinancialConnectionsParamsPermissionsItem,
                    vi,
                    mismatches,
                    "FinancialConnections",
                    "permissions[]",
                )
                if type(vi) is str
                else mismatch(
                    mismatches, "FinancialConnections", "permissions[]", "FinancialConnectionsParamsPermissionsItem", vi
                )
                for vi in v
            ]
            if type(v := get("permissions", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "FinancialConnections", "permissions", "array", v)
        )
        self.return_url = (
            v
            if type(v := get("return_url", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "FinancialConnections", "return_url", "string", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict and len(src_dict) == (self.permissions is not UNSET) + (self.return_url is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
