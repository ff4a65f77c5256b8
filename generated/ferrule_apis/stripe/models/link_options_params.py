from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .link_options_params_setup_future_usage import LinkOptionsParamsSetupFutureUsage

_KNOWN = frozenset(
    (
        "capture_method",
        "setup_future_usage",
    )
)


@_attrs_define
class LinkOptionsParams(_Model):
    """LinkOptionsParams"""

    capture_method: Literal["manual", ""] | Unset = UNSET
    setup_future_usage: LinkOptionsParamsSetupFutureUsage | Literal[""] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "capture_method": self.capture_method,
            "setup_future_usage": encode(self.setup_future_usage, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.capture_method = (
            v
            if (v := get("capture_method", UNSET)) in ("manual", "") or v is UNSET
            else mismatch(mismatches, "LinkOptionsParams", "capture_method", "'manual' | ''", v)
        )
        self.setup_future_usage = (
            v
            if (v := get("setup_future_usage", UNSET)) == ""
            else member(
                _models.LinkOptionsParamsSetupFutureUsage, v, mismatches, "LinkOptionsParams", "setup_future_usage"
            )
            if type(v) is str
            else v
            if v is UNSET
            else mismatch(
                mismatches, "LinkOptionsParams", "setup_future_usage", "'' | LinkOptionsParamsSetupFutureUsage", v
            )
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict) == (self.capture_method is not UNSET) + (self.setup_future_usage is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
