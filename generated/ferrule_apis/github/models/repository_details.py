from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import member, mismatch
from .._encode import encode
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .license_ import License
    from .repository_permissions import RepositoryPermissions
    from .repository_visibility import RepositoryVisibility


@_attrs_define
class RepositoryDetails:
    """What most forms of a repository add.

    Attributes:
        license_: `license` on the wire.
        watchers_count: The same as `stargazers_count`.
        open_issues_count: Pull requests are counted too.
        size: In kilobytes.
    """

    git_url: str | Unset = UNSET
    ssh_url: str | Unset = UNSET
    clone_url: str | Unset = UNSET
    svn_url: str | Unset = UNSET
    mirror_url: str | None | Unset = UNSET
    homepage: str | None | Unset = UNSET
    language: str | None | Unset = UNSET
    license_: License | None | Unset = UNSET
    forks_count: int | Unset = UNSET
    stargazers_count: int | Unset = UNSET
    watchers_count: int | Unset = UNSET
    open_issues_count: int | Unset = UNSET
    forks: int | Unset = UNSET
    watchers: int | Unset = UNSET
    open_issues: int | Unset = UNSET
    size: int | Unset = UNSET
    default_branch: str | Unset = UNSET
    is_template: bool | Unset = UNSET
    topics: list[str] | Unset = UNSET
    has_issues: bool | Unset = UNSET
    has_projects: bool | Unset = UNSET
    has_wiki: bool | Unset = UNSET
    has_pages: bool | Unset = UNSET
    has_downloads: bool | Unset = UNSET
    has_discussions: bool | Unset = UNSET
    archived: bool | Unset = UNSET
    disabled: bool | Unset = UNSET
    visibility: RepositoryVisibility | Unset = UNSET
    permissions: RepositoryPermissions | Unset = UNSET
    allow_forking: bool | Unset = UNSET
    web_commit_signoff_required: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = dict(self.additional_properties)
        if self.git_url is not UNSET:
            data["git_url"] = self.git_url
        if self.ssh_url is not UNSET:
            data["ssh_url"] = self.ssh_url
        if self.clone_url is not UNSET:
            data["clone_url"] = self.clone_url
        if self.svn_url is not UNSET:
            data["svn_url"] = self.svn_url
        if self.mirror_url is not UNSET:
            data["mirror_url"] = self.mirror_url
        if self.homepage is not UNSET:
            data["homepage"] = self.homepage
        if self.language is not UNSET:
            data["language"] = self.language
        if self.license_ is not UNSET:
            data["license"] = encode(self.license_)
        if self.forks_count is not UNSET:
            data["forks_count"] = self.forks_count
        if self.stargazers_count is not UNSET:
            data["stargazers_count"] = self.stargazers_count
        if self.watchers_count is not UNSET:
            data["watchers_count"] = self.watchers_count
        if self.open_issues_count is not UNSET:
            data["open_issues_count"] = self.open_issues_count
        if self.forks is not UNSET:
            data["forks"] = self.forks
        if self.watchers is not UNSET:
            data["watchers"] = self.watchers
        if self.open_issues is not UNSET:
            data["open_issues"] = self.open_issues
        if self.size is not UNSET:
            data["size"] = self.size
        if self.default_branch is not UNSET:
            data["default_branch"] = self.default_branch
        if self.is_template is not UNSET:
            data["is_template"] = self.is_template
        if self.topics is not UNSET:
            data["topics"] = encode(self.topics)
        if self.has_issues is not UNSET:
            data["has_issues"] = self.has_issues
        if self.has_projects is not UNSET:
            data["has_projects"] = self.has_projects
        if self.has_wiki is not UNSET:
            data["has_wiki"] = self.has_wiki
        if self.has_pages is not UNSET:
            data["has_pages"] = self.has_pages
        if self.has_downloads is not UNSET:
            data["has_downloads"] = self.has_downloads
        if self.has_discussions is not UNSET:
            data["has_discussions"] = self.has_discussions
        if self.archived is not UNSET:
            data["archived"] = self.archived
        if self.disabled is not UNSET:
            data["disabled"] = self.disabled
        if self.visibility is not UNSET:
            data["visibility"] = encode(self.visibility)
        if self.permissions is not UNSET:
            data["permissions"] = encode(self.permissions)
        if self.allow_forking is not UNSET:
            data["allow_forking"] = self.allow_forking
        if self.web_commit_signoff_required is not UNSET:
            data["web_commit_signoff_required"] = self.web_commit_signoff_required
        return data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.git_url = (
            v
            if type(v := pop("git_url", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "git_url", "string", v)
        )
        self.ssh_url = (
            v
            if type(v := pop("ssh_url", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "ssh_url", "string", v)
        )
        self.clone_url = (
            v
            if type(v := pop("clone_url", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "clone_url", "string", v)
        )
        self.svn_url = (
            v
            if type(v := pop("svn_url", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "svn_url", "string", v)
        )
        self.mirror_url = (
            v
            if type(v := pop("mirror_url", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "mirror_url", "string | null", v)
        )
        self.homepage = (
            v
            if type(v := pop("homepage", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "homepage", "string | null", v)
        )
        self.language = (
            v
            if type(v := pop("language", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "language", "string | null", v)
        )
        self.license_ = (
            models.License.from_dict(v, mismatches)
            if type(v := pop("license", UNSET)) is dict
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "license", "null | License", v)
        )
        self.forks_count = (
            v
            if type(v := pop("forks_count", UNSET)) is int or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "forks_count", "integer", v)
        )
        self.stargazers_count = (
            v
            if type(v := pop("stargazers_count", UNSET)) is int or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "stargazers_count", "integer", v)
        )
        self.watchers_count = (
            v
            if type(v := pop("watchers_count", UNSET)) is int or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "watchers_count", "integer", v)
        )
        self.open_issues_count = (
            v
            if type(v := pop("open_issues_count", UNSET)) is int or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "open_issues_count", "integer", v)
        )
        self.forks = (
            v
            if type(v := pop("forks", UNSET)) is int or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "forks", "integer", v)
        )
        self.watchers = (
            v
            if type(v := pop("watchers", UNSET)) is int or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "watchers", "integer", v)
        )
        self.open_issues = (
            v
            if type(v := pop("open_issues", UNSET)) is int or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "open_issues", "integer", v)
        )
        self.size = (
            v
            if type(v := pop("size", UNSET)) is int or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "size", "integer", v)
        )
        self.default_branch = (
            v
            if type(v := pop("default_branch", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "default_branch", "string", v)
        )
        self.is_template = (
            v
            if type(v := pop("is_template", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "is_template", "boolean", v)
        )
        self.topics = (
            [vi if type(vi) is str else mismatch(mismatches, "RepositoryDetails", "topics[]", "string", vi) for vi in v]
            if type(v := pop("topics", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "topics", "array", v)
        )
        self.has_issues = (
            v
            if type(v := pop("has_issues", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "has_issues", "boolean", v)
        )
        self.has_projects = (
            v
            if type(v := pop("has_projects", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "has_projects", "boolean", v)
        )
        self.has_wiki = (
            v
            if type(v := pop("has_wiki", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "has_wiki", "boolean", v)
        )
        self.has_pages = (
            v
            if type(v := pop("has_pages", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "has_pages", "boolean", v)
        )
        self.has_downloads = (
            v
            if type(v := pop("has_downloads", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "has_downloads", "boolean", v)
        )
        self.has_discussions = (
            v
            if type(v := pop("has_discussions", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "has_discussions", "boolean", v)
        )
        self.archived = (
            v
            if type(v := pop("archived", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "archived", "boolean", v)
        )
        self.disabled = (
            v
            if type(v := pop("disabled", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "disabled", "boolean", v)
        )
        self.visibility = (
            member(models.RepositoryVisibility, v, mismatches, "RepositoryDetails", "visibility")
            if type(v := pop("visibility", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "visibility", "RepositoryVisibility", v)
        )
        self.permissions = (
            models.RepositoryPermissions.from_dict(v, mismatches)
            if type(v := pop("permissions", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "permissions", "RepositoryPermissions", v)
        )
        self.allow_forking = (
            v
            if type(v := pop("allow_forking", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "allow_forking", "boolean", v)
        )
        self.web_commit_signoff_required = (
            v
            if type(v := pop("web_commit_signoff_required", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "web_commit_signoff_required", "boolean", v)
        )
        self.additional_properties = data or {}
        return self
