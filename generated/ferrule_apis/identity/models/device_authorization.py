from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "device_code",
        "user_code",
        "verification_uri",
        "expires_in",
        "verification_uri_complete",
        "interval",
    )
)


@_attrs_define
class DeviceAuthorization(_Model):
    """RFC 8628 section 3.2.

    Attributes:
        user_code: Code that the user types in.
        verification_uri: Address that the user opens.
        expires_in: Seconds that the codes live.
        verification_uri_complete: The same with the user code in it, for a QR code.
        interval: Least seconds between two token requests. 5 when missing.
    """

    device_code: str
    user_code: str
    verification_uri: str
    expires_in: int
    verification_uri_complete: str | Unset = UNSET
    interval: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "device_code": self.device_code,
            "user_code": self.user_code,
            "verification_uri": self.verification_uri,
            "expires_in": self.expires_in,
            "verification_uri_complete": self.verification_uri_complete,
            "interval": self.interval,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.device_code = (
                v
                if type(v := src_dict["device_code"]) is str
                else mismatch(mismatches, "DeviceAuthorization", "device_code", "string", v)
            )
            self.user_code = (
                v
                if type(v := src_dict["user_code"]) is str
                else mismatch(mismatches, "DeviceAuthorization", "user_code", "string", v)
            )
            self.verification_uri = (
                v
                if type(v := src_dict["verification_uri"]) is str
                else mismatch(mismatches, "DeviceAuthorization", "verification_uri", "string", v)
            )
            self.expires_in = (
                v
                if type(v := src_dict["expires_in"]) is int
                else whole(mismatches, "DeviceAuthorization", "expires_in", "integer", v)
            )
            self.verification_uri_complete = (
                v
                if type(v := get("verification_uri_complete", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "DeviceAuthorization", "verification_uri_complete", "string", v)
            )
            self.interval = (
                v
                if type(v := get("interval", UNSET)) is int or v is UNSET
                else whole(mismatches, "DeviceAuthorization", "interval", "integer", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict) == 4 + (self.verification_uri_complete is not UNSET) + (self.interval is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
