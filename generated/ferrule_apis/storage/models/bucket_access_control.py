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
    from .project_team import ProjectTeam

_KNOWN = frozenset(
    (
        "kind",
        "id",
        "selfLink",
        "bucket",
        "entity",
        "entityId",
        "role",
        "email",
        "domain",
        "projectTeam",
        "etag",
    )
)


@_attrs_define
class BucketAccessControl(_Model):
    """BucketAccessControl

    Attributes:
        kind: Always `storage#bucketAccessControl`. Set by the server.
        id: Set by the server.
        self_link: Set by the server. `selfLink` on the wire.
        entity: Who, as `user-someone@example.com`, `group-…`, `domain-…`, `project-…` or `allUsers`.
        entity_id: `entityId` on the wire.
        role: `READER`, `WRITER` or `OWNER`.
        project_team: `projectTeam` on the wire.
    """

    kind: str | Unset = UNSET
    id: str | Unset = UNSET
    self_link: str | Unset = UNSET
    bucket: str | Unset = UNSET
    entity: str | Unset = UNSET
    entity_id: str | Unset = UNSET
    role: str | Unset = UNSET
    email: str | Unset = UNSET
    domain: str | Unset = UNSET
    project_team: ProjectTeam | Unset = UNSET
    etag: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "kind": UNSET if sent else self.kind,
            "id": UNSET if sent else self.id,
            "selfLink": UNSET if sent else self.self_link,
            "bucket": self.bucket,
            "entity": self.entity,
            "entityId": self.entity_id,
            "role": self.role,
            "email": self.email,
            "domain": self.domain,
            "projectTeam": encode(self.project_team, sent),
            "etag": self.etag,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.kind = (
            v
            if type(v := get("kind", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "BucketAccessControl", "kind", "string", v)
        )
        self.id = (
            v
            if type(v := get("id", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "BucketAccessControl", "id", "string", v)
        )
        self.self_link = (
            v
            if type(v := get("selfLink", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "BucketAccessControl", "selfLink", "string", v)
        )
        self.bucket = (
            v
            if type(v := get("bucket", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "BucketAccessControl", "bucket", "string", v)
        )
        self.entity = (
            v
            if type(v := get("entity", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "BucketAccessControl", "entity", "string", v)
        )
        self.entity_id = (
            v
            if type(v := get("entityId", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "BucketAccessControl", "entityId", "string", v)
        )
        self.role = (
            v
            if type(v := get("role", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "BucketAccessControl", "role", "string", v)
        )
        self.email = (
            v
            if type(v := get("email", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "BucketAccessControl", "email", "string", v)
        )
        self.domain = (
            v
            if type(v := get("domain", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "BucketAccessControl", "domain", "string", v)
        )
        self.project_team = (
            _models.ProjectTeam.from_dict(v, mismatches)
            if type(v := get("projectTeam", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "BucketAccessControl", "projectTeam", "ProjectTeam", v)
        )
        self.etag = (
            v
            if type(v := get("etag", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "BucketAccessControl", "etag", "string", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
