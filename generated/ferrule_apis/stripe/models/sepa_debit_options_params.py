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
    from .option_future_usage import OptionFutureUsage

_KNOWN = frozenset(
    (
        "mandate_options",
        "setup_future_usage",
    )
)


@_attrs_define
class SepaDebitOptionsParams(_Model):
    """SepaDebitOptionsParams

    Attributes:
        mandate_options: Further terms of the mandate.
    """

    mandate_options: dict[str, Any] | Unset = UNSET
    setup_future_usage: OptionFutureUsage | Literal[""] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "mandate_options": encode(self.mandate_options, sent),
            "setup_future_usage": encode(self.setup_future_usage, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.mandate_options = (
            v
            if type(v := get("mandate_options", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "SepaDebitOptionsParams", "mandate_options", "object", v)
        )
        self.setup_future_usage = (
            v
            if (v := get("setup_future_usage", UNSET)) == ""
            else member(_models.OptionFutureUsage, v, mismatches, "SepaDebitOptionsParams", "setup_future_usage")
            if type(v) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "SepaDebitOptionsParams", "setup_future_usage", "'' | OptionFutureUsage", v)
        )
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict) == (self.mandate_options is not UNSET) + (self.setup_future_usage is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
