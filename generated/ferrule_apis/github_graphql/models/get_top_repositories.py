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
from ..types import UNSET, Mismatch

if TYPE_CHECKING:
    from .get_top_repositories_user import GetTopRepositoriesUser

_KNOWN = frozenset(("user",))


@_attrs_define
class GetTopRepositories(_Model):
    """GetTopRepositories"""

    user: GetTopRepositoriesUser | None
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "user": encode(self.user, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.user = (
                _models.GetTopRepositoriesUser.from_dict(v, mismatches)
                if type(v := src_dict["user"]) is dict
                else v
                if v is None
                else mismatch(mismatches, "GetTopRepositories", "user", "null | GetTopRepositoriesUser", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 1):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
