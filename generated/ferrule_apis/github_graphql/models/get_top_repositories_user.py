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
    from .get_top_repositories_user_repositories import GetTopRepositoriesUserRepositories

_KNOWN = frozenset(
    (
        "login",
        "name",
        "repositories",
    )
)


@_attrs_define
class GetTopRepositoriesUser(_Model):
    """A person.

    Attributes:
        name: What the person is called; null for those who do not say.
    """

    login: str
    name: str | None
    repositories: GetTopRepositoriesUserRepositories
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "login": self.login,
            "name": self.name,
            "repositories": encode(self.repositories, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.login = (
                v
                if type(v := src_dict["login"]) is str
                else mismatch(mismatches, "GetTopRepositoriesUser", "login", "string", v)
            )
            self.name = (
                v
                if type(v := src_dict["name"]) is str or v is None
                else mismatch(mismatches, "GetTopRepositoriesUser", "name", "string | null", v)
            )
            self.repositories = (
                _models.GetTopRepositoriesUserRepositories.from_dict(v, mismatches)
                if type(v := src_dict["repositories"]) is dict
                else mismatch(
                    mismatches, "GetTopRepositoriesUser", "repositories", "GetTopRepositoriesUserRepositories", v
                )
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 3):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
