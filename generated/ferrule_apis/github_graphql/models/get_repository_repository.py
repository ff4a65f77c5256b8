from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._choice import Choice as _Choice
from .._choice import Tag as _Tag
from .._decode import date_time, member, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .get_repository_repository_labels import GetRepositoryRepositoryLabels
    from .get_repository_repository_owner_organization import GetRepositoryRepositoryOwnerOrganization
    from .get_repository_repository_owner_user import GetRepositoryRepositoryOwnerUser
    from .repository_visibility import RepositoryVisibility

_KNOWN = frozenset(
    (
        "id",
        "nameWithOwner",
        "url",
        "visibility",
        "isArchived",
        "stargazerCount",
        "description",
        "pushedAt",
        "owner",
        "labels",
    )
)
_CHOICE_0 = _Choice(
    _models,
    ("GetRepositoryRepositoryOwnerOrganization", "GetRepositoryRepositoryOwnerUser"),
    (
        _Tag(
            ("__typename",),
            {
                "GetRepositoryRepositoryOwnerOrganization": ("GetRepositoryRepositoryOwnerOrganization",),
                "Organization": ("GetRepositoryRepositoryOwnerOrganization",),
                "GetRepositoryRepositoryOwnerUser": ("GetRepositoryRepositoryOwnerUser",),
                "User": ("GetRepositoryRepositoryOwnerUser",),
            },
        ),
    ),
)


@_attrs_define
class GetRepositoryRepository(_Model):
    """A place for code.

    Attributes:
        name_with_owner: Owner and name, with a slash between them. `nameWithOwner` on the wire.
        is_archived: `isArchived` on the wire.
        stargazer_count: `stargazerCount` on the wire.
        pushed_at: When somebody last pushed to it; null if nobody has. `pushedAt` on the wire.
    """

    id: str
    name_with_owner: str
    url: str
    visibility: RepositoryVisibility
    is_archived: bool
    stargazer_count: int
    description: str | None
    pushed_at: datetime.datetime | None
    owner: GetRepositoryRepositoryOwnerOrganization | GetRepositoryRepositoryOwnerUser
    labels: GetRepositoryRepositoryLabels | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "nameWithOwner": self.name_with_owner,
            "url": self.url,
            "visibility": encode(self.visibility, sent),
            "isArchived": self.is_archived,
            "stargazerCount": self.stargazer_count,
            "description": self.description,
            "pushedAt": encode(self.pushed_at, sent),
            "owner": encode(self.owner, sent),
            "labels": encode(self.labels, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = (
                v
                if type(v := src_dict["id"]) is str
                else mismatch(mismatches, "GetRepositoryRepository", "id", "string", v)
            )
            self.name_with_owner = (
                v
                if type(v := src_dict["nameWithOwner"]) is str
                else mismatch(mismatches, "GetRepositoryRepository", "nameWithOwner", "string", v)
            )
            self.url = (
                v
                if type(v := src_dict["url"]) is str
                else mismatch(mismatches, "GetRepositoryRepository", "url", "string", v)
            )
            self.visibility = (
                member(_models.RepositoryVisibility, v, mismatches, "GetRepositoryRepository", "visibility")
                if type(v := src_dict["visibility"]) is str
                else mismatch(mismatches, "GetRepositoryRepository", "visibility", "RepositoryVisibility", v)
            )
            self.is_archived = (
                v
                if type(v := src_dict["isArchived"]) is bool
                else mismatch(mismatches, "GetRepositoryRepository", "isArchived", "boolean", v)
            )
            self.stargazer_count = (
                v
                if type(v := src_dict["stargazerCount"]) is int
                else whole(mismatches, "GetRepositoryRepository", "stargazerCount", "integer", v)
            )
            self.description = (
                v
                if type(v := src_dict["description"]) is str or v is None
                else mismatch(mismatches, "GetRepositoryRepository", "description", "string | null", v)
            )
            self.pushed_at = (
                date_time(v, mismatches, "GetRepositoryRepository", "pushedAt")
                if type(v := src_dict["pushedAt"]) is str
                else v
                if v is None
                else mismatch(mismatches, "GetRepositoryRepository", "pushedAt", "null | date-time", v)
            )
            self.owner = (
                _CHOICE_0.decode(v, mismatches, "GetRepositoryRepository", "owner")
                if type(v := src_dict["owner"]) is dict
                else mismatch(
                    mismatches,
                    "GetRepositoryRepository",
                    "owner",
                    "GetRepositoryRepositoryOwnerOrganization | GetRepositoryRepositoryOwnerUser",
                    v,
                )
            )
            self.labels = (
                _models.GetRepositoryRepositoryLabels.from_dict(v, mismatches)
                if type(v := get("labels", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(
                    mismatches, "GetRepositoryRepository", "labels", "null | GetRepositoryRepositoryLabels", v
                )
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 9 + (self.labels is not UNSET)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
