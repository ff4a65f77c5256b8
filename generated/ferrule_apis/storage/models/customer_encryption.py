from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "encryptionAlgorithm",
        "keySha256",
    )
)


@_attrs_define
class CustomerEncryption(_Model):
    """What is known about a key that the customer holds.

    Attributes:
        encryption_algorithm: `encryptionAlgorithm` on the wire.
        key_sha_256: `keySha256` on the wire.
    """

    encryption_algorithm: str | Unset = UNSET
    key_sha_256: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "encryptionAlgorithm": self.encryption_algorithm,
            "keySha256": self.key_sha_256,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.encryption_algorithm = (
            v
            if type(v := get("encryptionAlgorithm", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "CustomerEncryption", "encryptionAlgorithm", "string", v)
        )
        self.key_sha_256 = (
            v
            if type(v := get("keySha256", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "CustomerEncryption", "keySha256", "string", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict) == (self.encryption_algorithm is not UNSET) + (self.key_sha_256 is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
