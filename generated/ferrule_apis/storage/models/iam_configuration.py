from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .uniform_bucket_level_access import UniformBucketLevelAccess

_KNOWN = frozenset(
    (
        "uniformBucketLevelAccess",
        "publicAccessPrevention",
    )
)


@_attrs_define
class IamConfiguration(_Model):
    """IamConfiguration

    Attributes:
        uniform_bucket_level_access: `uniformBucketLevelAccess` on the wire.
        public_access_prevention: `enforced` or `inherited`. `publicAccessPrevention` on the wire.
    """

    uniform_bucket_level_access: UniformBucketLevelAccess | Unset = UNSET
    public_access_prevention: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "uniformBucketLevelAccess": encode(self.uniform_bucket_level_access, sent),
            "publicAccessPrevention": self.public_access_prevention,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.uniform_bucket_level_access = (
            _models.UniformBucketLevelAccess.from_dict(v, mismatches)
            if type(v := get("uniformBucketLevelAccess", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "IamConfiguration", "uniformBucketLevelAccess", "UniformBucketLevelAccess", v)
        )
        self.public_access_prevention = (
            v
            if type(v := get("publicAccessPrevention", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "IamConfiguration", "publicAccessPrevention", "string", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == (self.uniform_bucket_level_access is not UNSET) + (self.public_access_prevention is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
