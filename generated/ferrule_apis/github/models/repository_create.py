from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch
from .._decode import Incomplete as _Incomplete
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
        "name",
        "description",
        "homepage",
        "private",
        "has_issues",
        "has_projects",
        "has_wiki",
        "has_discussions",
        "is_template",
        "auto_init",
        "gitignore_template",
        "license_template",
        "allow_merge_commit",
        "allow_squash_merge",
        "allow_rebase_merge",
        "allow_auto_merge",
        "delete_branch_on_merge",
        "squash_merge_commit_title",
        "squash_merge_commit_message",
        "merge_commit_title",
        "merge_commit_message",
    )
)


@_attrs_define
class RepositoryCreate(_Model):
    """A repository to create.

    Attributes:
        private: Default on the server: false.
        has_issues: Default on the server: true.
        has_projects: Default on the server: true.
        has_wiki: Default on the server: true.
        has_discussions: Default on the server: false.
        is_template: Default on the server: false.
        auto_init: Start with a commit that holds an empty README. Default on the server: false.
        gitignore_template: A template's name such as `Python`.
        license_template: A licence's key such as `mit`.
        allow_merge_commit: Default on the server: true.
        allow_squash_merge: Default on the server: true.
        allow_rebase_merge: Default on the server: true.
        allow_auto_merge: Default on the server: false.
        delete_branch_on_merge: Default on the server: false.
    """

    name: str
    description: str | Unset = UNSET
    homepage: str | Unset = UNSET
    private: bool | Unset = UNSET
    has_issues: bool | Unset = UNSET
    has_projects: bool | Unset = UNSET
    has_wiki: bool | Unset = UNSET
    has_discussions: bool | Unset = UNSET
    is_template: bool | Unset = UNSET
    auto_init: bool | Unset = UNSET
    gitignore_template: str | Unset = UNSET
    license_template: str | Unset = UNSET
    allow_merge_commit: bool | Unset = UNSET
    allow_squash_merge: bool | Unset = UNSET
    allow_rebase_merge: bool | Unset = UNSET
    allow_auto_merge: bool | Unset = UNSET
    delete_branch_on_merge: bool | Unset = UNSET
    squash_merge_commit_title: SquashMergeCommitTitle | Unset = UNSET
    squash_merge_commit_message: SquashMergeCommitMessage | Unset = UNSET
    merge_commit_title: MergeCommitTitle | Unset = UNSET
    merge_commit_message: MergeCommitMessage | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "name": self.name,
            "description": self.description,
            "homepage": self.homepage,
            "private": self.private,
            "has_issues": self.has_issues,
            "has_projects": self.has_projects,
            "has_wiki": self.has_wiki,
            "has_discussions": self.has_discussions,
            "is_template": self.is_template,
            "auto_init": self.auto_init,
            "gitignore_template": self.gitignore_template,
            "license_template": self.license_template,
            "allow_merge_commit": self.allow_merge_commit,
            "allow_squash_merge": self.allow_squash_merge,
            "allow_rebase_merge": self.allow_rebase_merge,
            "allow_auto_merge": self.allow_auto_merge,
            "delete_branch_on_merge": self.delete_branch_on_merge,
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
        before = len(mismatches) if mismatches else 0
        try:
            self.name = (
                v
                if type(v := src_dict["name"]) is str
                else mismatch(mismatches, "RepositoryCreate", "name", "string", v)
            )
            self.description = (
                v
                if type(v := get("description", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "description", "string", v)
            )
            self.homepage = (
                v
                if type(v := get("homepage", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "homepage", "string", v)
            )
            self.private = (
                v
                if type(v := get("private", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "private", "boolean", v)
            )
            self.has_issues = (
                v
                if type(v := get("has_issues", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "has_issues", "boolean", v)
            )
            self.has_projects = (
                v
                if type(v := get("has_projects", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "has_projects", "boolean", v)
            )
            self.has_wiki = (
                v
                if type(v := get("has_wiki", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "has_wiki", "boolean", v)
            )
            self.has_discussions = (
                v
                if type(v := get("has_discussions", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "has_discussions", "boolean", v)
            )
            self.is_template = (
                v
                if type(v := get("is_template", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "is_template", "boolean", v)
            )
            self.auto_init = (
                v
                if type(v := get("auto_init", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "auto_init", "boolean", v)
            )
            self.gitignore_template = (
                v
                if type(v := get("gitignore_template", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "gitignore_template", "string", v)
            )
            self.license_template = (
                v
                if type(v := get("license_template", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "license_template", "string", v)
            )
            self.allow_merge_commit = (
                v
                if type(v := get("allow_merge_commit", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "allow_merge_commit", "boolean", v)
            )
            self.allow_squash_merge = (
                v
                if type(v := get("allow_squash_merge", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "allow_squash_merge", "boolean", v)
            )
            self.allow_rebase_merge = (
                v
                if type(v := get("allow_rebase_merge", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "allow_rebase_merge", "boolean", v)
            )
            self.allow_auto_merge = (
                v
                if type(v := get("allow_auto_merge", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "allow_auto_merge", "boolean", v)
            )
            self.delete_branch_on_merge = (
                v
                if type(v := get("delete_branch_on_merge", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "delete_branch_on_merge", "boolean", v)
            )
            self.squash_merge_commit_title = (
                member(_models.SquashMergeCommitTitle, v, mismatches, "RepositoryCreate", "squash_merge_commit_title")
                if type(v := get("squash_merge_commit_title", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "squash_merge_commit_title", "SquashMergeCommitTitle", v)
            )
            self.squash_merge_commit_message = (
                member(
                    _models.SquashMergeCommitMessage, v, mismatches, "RepositoryCreate", "squash_merge_commit_message"
                )
                if type(v := get("squash_merge_commit_message", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(
                    mismatches, "RepositoryCreate", "squash_merge_commit_message", "SquashMergeCommitMessage", v
                )
            )
            self.merge_commit_title = (
                member(_models.MergeCommitTitle, v, mismatches, "RepositoryCreate", "merge_commit_title")
                if type(v := get("merge_commit_title", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "merge_commit_title", "MergeCommitTitle", v)
            )
            self.merge_commit_message = (
                member(_models.MergeCommitMessage, v, mismatches, "RepositoryCreate", "merge_commit_message")
                if type(v := get("merge_commit_message", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "RepositoryCreate", "merge_commit_message", "MergeCommitMessage", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
