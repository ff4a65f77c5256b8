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
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .git_user import GitUser
    from .push_commit import PushCommit
    from .push_repository import PushRepository
    from .simple_user import SimpleUser
    from .webhook_installation import WebhookInstallation
    from .webhook_organization import WebhookOrganization

_KNOWN = frozenset(
    (
        "ref",
        "before",
        "after",
        "base_ref",
        "compare",
        "created",
        "deleted",
        "forced",
        "commits",
        "head_commit",
        "pusher",
        "repository",
        "organization",
        "installation",
        "sender",
    )
)


@_attrs_define
class WebhookPush(_Model):
    """The payload of a push.

    Attributes:
        ref: The full name, such as `refs/heads/main`.
        before: The commit before; forty zeros when the ref is new.
        after: The commit after; forty zeros when the ref is deleted.
    """

    ref: str
    before: str
    after: str
    base_ref: str | None
    compare: str
    created: bool
    deleted: bool
    forced: bool
    commits: list[PushCommit]
    head_commit: PushCommit | None
    pusher: GitUser
    repository: PushRepository
    organization: WebhookOrganization | Unset = UNSET
    installation: WebhookInstallation | Unset = UNSET
    sender: SimpleUser | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "ref": self.ref,
            "before": self.before,
            "after": self.after,
            "base_ref": self.base_ref,
            "compare": self.compare,
            "created": self.created,
            "deleted": self.deleted,
            "forced": self.forced,
            "commits": encode(self.commits, sent),
            "head_commit": encode(self.head_commit, sent),
            "pusher": encode(self.pusher, sent),
            "repository": encode(self.repository, sent),
            "organization": encode(self.organization, sent),
            "installation": encode(self.installation, sent),
            "sender": encode(self.sender, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.ref = (
                v if type(v := src_dict["ref"]) is str else mismatch(mismatches, "WebhookPush", "ref", "string", v)
            )
            self.before = (
                v
                if type(v := src_dict["before"]) is str
                else mismatch(mismatches, "WebhookPush", "before", "string", v)
            )
            self.after = (
                v if type(v := src_dict["after"]) is str else mismatch(mismatches, "WebhookPush", "after", "string", v)
            )
            self.base_ref = (
                v
                if type(v := src_dict["base_ref"]) is str or v is None
                else mismatch(mismatches, "WebhookPush", "base_ref", "string | null", v)
            )
            self.compare = (
                v
                if type(v := src_dict["compare"]) is str
                else mismatch(mismatches, "WebhookPush", "compare", "string", v)
            )
            self.created = (
                v
                if type(v := src_dict["created"]) is bool
                else mismatch(mismatches, "WebhookPush", "created", "boolean", v)
            )
            self.deleted = (
                v
                if type(v := src_dict["deleted"]) is bool
                else mismatch(mismatches, "WebhookPush", "deleted", "boolean", v)
            )
            self.forced = (
                v
                if type(v := src_dict["forced"]) is bool
                else mismatch(mismatches, "WebhookPush", "forced", "boolean", v)
            )
            self.commits = (
                [
                    _models.PushCommit.from_dict(vi, mismatches)
                    if type(vi) is dict
                    else mismatch(mismatches, "WebhookPush", "commits[]", "PushCommit", vi)
                    for vi in v
                ]
                if type(v := src_dict["commits"]) is list
                else mismatch(mismatches, "WebhookPush", "commits", "array", v)
            )
            self.head_commit = (
                _models.PushCommit.from_dict(v, mismatches)
                if type(v := src_dict["head_commit"]) is dict
                else v
                if v is None
                else mismatch(mismatches, "WebhookPush", "head_commit", "null | PushCommit", v)
            )
            self.pusher = (
                _models.GitUser.from_dict(v, mismatches)
                if type(v := src_dict["pusher"]) is dict
                else mismatch(mismatches, "WebhookPush", "pusher", "GitUser", v)
            )
            self.repository = (
                _models.PushRepository.from_dict(v, mismatches)
                if type(v := src_dict["repository"]) is dict
                else mismatch(mismatches, "WebhookPush", "repository", "PushRepository", v)
            )
            self.organization = (
                _models.WebhookOrganization.from_dict(v, mismatches)
                if type(v := get("organization", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "WebhookPush", "organization", "WebhookOrganization", v)
            )
            self.installation = (
                _models.WebhookInstallation.from_dict(v, mismatches)
                if type(v := get("installation", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "WebhookPush", "installation", "WebhookInstallation", v)
            )
            self.sender = (
                _models.SimpleUser.from_dict(v, mismatches)
                if type(v := get("sender", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "WebhookPush", "sender", "SimpleUser", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (
            type(src_dict) is dict
            and len(src_dict)
            == 12 + (self.organization is not UNSET) + (self.installation is not UNSET) + (self.sender is not UNSET)
        ):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
