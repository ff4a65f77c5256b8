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
    from .three_d_secure_details_authentication_flow import ThreeDSecureDetailsAuthenticationFlow
    from .three_d_secure_details_result import ThreeDSecureDetailsResult
    from .three_d_secure_details_result_reason import ThreeDSecureDetailsResultReason
    from .three_d_secure_details_version import ThreeDSecureDetailsVersion

_KNOWN = frozenset(
    (
        "authentication_flow",
        "result",
        "result_reason",
        "version",
    )
)


@_attrs_define
class ThreeDSecureDetails(_Model):
    """ThreeDSecureDetails"""

    authentication_flow: ThreeDSecureDetailsAuthenticationFlow | None | Unset = UNSET
    result: ThreeDSecureDetailsResult | None | Unset = UNSET
    result_reason: ThreeDSecureDetailsResultReason | None | Unset = UNSET
    version: ThreeDSecureDetailsVersion | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "authentication_flow": encode(self.authentication_flow, sent),
            "result": encode(self.result, sent),
            "result_reason": encode(self.result_reason, sent),
            "version": encode(self.version, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.authentication_flow = (
            member(
                _models.ThreeDSecureDetailsAuthenticationFlow,
                v,
                mismatches,
                "ThreeDSecureDetails",
                "authentication_flow",
            )
            if type(v := get("authentication_flow", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(
                mismatches,
                "ThreeDSecureDetails",
                "authentication_flow",
                "null | ThreeDSecureDetailsAuthenticationFlow",
                v,
            )
        )
        self.result = (
            member(_models.ThreeDSecureDetailsResult, v, mismatches, "ThreeDSecureDetails", "result")
            if type(v := get("result", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "ThreeDSecureDetails", "result", "null | ThreeDSecureDetailsResult", v)
        )
        self.result_reason = (
            member(_models.ThreeDSecureDetailsResultReason, v, mismatches, "ThreeDSecureDetails", "result_reason")
            if type(v := get("result_reason", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(
                mismatches, "ThreeDSecureDetails", "result_reason", "null | ThreeDSecureDetailsResultReason", v
            )
        )
        self.version = (
            member(_models.ThreeDSecureDetailsVersion, v, mismatches, "ThreeDSecureDetails", "version")
            if type(v := get("version", UNSET)) is str
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "ThreeDSecureDetails", "version", "null | ThreeDSecureDetailsVersion", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.authentication_flow is not UNSET)
            + (self.result is not UNSET)
            + (self.result_reason is not UNSET)
            + (self.version is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
