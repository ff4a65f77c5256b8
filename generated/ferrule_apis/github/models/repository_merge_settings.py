from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .merge_commit_message import MergeCommitMessage
    from .merge_commit_title import MergeCommitTitle
    from .squash_merge_commit_message import SquashMergeCommitMessage
    from .squash_merge_commit_title import SquashMergeCommitTitle

_KNOWN = frozenset(
    (
        "allow_merge_commit",
        "allow_squash_merge",
        "allow_rebase_merge",
        "allow_auto_merge",
        "allow_update_branch",
        "delete_branch_on_merge",
        "use_squash_pr_title_as_default",
        "squash_merge_commit_title",
        "squash_merge_commit_message",
        "merge_commit_title",
        "merge_commit_message",
    )
)


@_attrs_define
class RepositoryMergeSettings(_Model):
    """How pull requests may be merged. Shown to callers with push access only.

    Attributes:
        use_squash_pr_title_as_default: Deprecated.
    """

    allow_merge_commit: bool | Unset = UNSET
    allow_squash_merge: bool | Unset = UNSET
    allow_rebase_merge: bool | Unset = UNSET
    allow_auto_merge: bool | Unset = UNSET
    allow_update_branch: bool | Unset = UNSET
    delete_branch_on_merge: bool | Unset = UNSET
    use_squash_pr_title_as_default: bool | Unset = UNSET
    squash_merge_commit_title: SquashMergeCommitTitle | Unset = UNSET
    squash_merge_commit_message: SquashMergeCommitMessage | Unset = UNSET
    merge_commit_title: MergeCommitTitle | Unset = UNSET
    merge_commit_message: MergeCommitMessage | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "allow_merge_commit": self.allow_merge_commit,
            "allow_squash_merge": self.allow_squash_merge,
            "allow_rebase_merge": self.allow_rebase_merge,
            "allow_auto_merge": self.allow_auto_merge,
            "allow_update_branch": self.allow_update_branch,
            "delete_branch_on_merge": self.delete_branch_on_merge,
            "use_squash_pr_title_as_default": self.use_squash_pr_title_as_default,
            "squash_merge_commit_title": encode(self.squash_merge_commit_title, sent),
            "squash_merge_commit_message": encode(self.squash_merge_commit_message, sent),
            "merge_commit_title": encode(self.merge_commit_title, sent),
            "merge_commit_message": encode(self.merge_commit_message, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.allow_merge_commit = (
            v
            if type(v := get("allow_merge_commit", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryMergeSettings", "allow_merge_commit", "boolean", v)
        )
        self.allow_squash_merge = (
            v
            if type(v := get("allow_squash_merge", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryMergeSettings", "allow_squash_merge", "boolean", v)
        )
        self.allow_rebase_merge = (
            v
            if type(v := get("allow_rebase_merge", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryMergeSettings", "allow_rebase_merge", "boolean", v)
        )
        self.allow_auto_merge = (
            v
            if type(v := get("allow_auto_merge", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryMergeSettings", "allow_auto_merge", "boolean", v)
        )
        self.allow_update_branch = (
            v
            if type(v := get("allow_update_branch", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryMergeSettings", "allow_update_branch", "boolean", v)
        )
        self.delete_branch_on_merge = (
            v
            if type(v := get("delete_branch_on_merge", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryMergeSettings", "delete_branch_on_merge", "boolean", v)
        )
        self.use_squash_pr_title_as_default = (
            v
            if type(v := get("use_squash_pr_title_as_default", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryMergeSettings", "use_squash_pr_title_as_default", "boolean", v)
        )
        self.squash_merge_commit_title = (
            member(
                _models.SquashMergeCommitTitle, v, mismatches, "RepositoryMergeSettings", "squash_merge_commit_title"
            )
            if type(v := get("squash_merge_commit_title", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(
                mismatches, "RepositoryMergeSettings", "squash_merge_commit_title", "SquashMergeCommitTitle", v
            )
        )
        self.squash_merge_commit_message = (
            member(
                _models.SquashMergeCommitMessage,
                v,
                mismatches,
                "RepositoryMergeSettings",
                "squash_merge_commit_message",
            )
            if type(v := get("squash_merge_commit_message", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(
                mismatches, "RepositoryMergeSettings", "squash_merge_commit_message", "SquashMergeCommitMessage", v
            )
        )
        self.merge_commit_title = (
            member(_models.MergeCommitTitle, v, mismatches, "RepositoryMergeSettings", "merge_commit_title")
            if type(v := get("merge_commit_title", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "RepositoryMergeSettings", "merge_commit_title", "MergeCommitTitle", v)
        )
        self.merge_commit_message = (
            member(_models.MergeCommitMessage, v, mismatches, "RepositoryMergeSettings", "merge_commit_message")
            if type(v := get("merge_commit_message", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "RepositoryMergeSettings", "merge_commit_message", "MergeCommitMessage", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
