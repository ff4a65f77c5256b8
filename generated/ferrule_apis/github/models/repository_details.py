from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import member, mismatch, whole
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .license_ import License
    from .repository_permissions import RepositoryPermissions
    from .repository_visibility import RepositoryVisibility

_KNOWN = frozenset(
    (
        "git_url",
        "ssh_url",
        "clone_url",
        "svn_url",
        "mirror_url",
        "homepage",
        "language",
        "license",
        "forks_count",
        "stargazers_count",
        "watchers_count",
        "open_issues_count",
        "forks",
        "watchers",
        "open_issues",
        "size",
        "default_branch",
        "is_template",
        "topics",
        "has_issues",
        "has_projects",
        "has_wiki",
        "has_pages",
        "has_downloads",
        "has_discussions",
        "archived",
        "disabled",
        "visibility",
        "permissions",
        "allow_forking",
        "web_commit_signoff_required",
    )
)


@_attrs_define
class RepositoryDetails(_Model):
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
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "git_url": self.git_url,
            "ssh_url": self.ssh_url,
            "clone_url": self.clone_url,
            "svn_url": self.svn_url,
            "mirror_url": self.mirror_url,
            "homepage": self.homepage,
            "language": self.language,
            "license": encode(self.license_, sent),
            "forks_count": self.forks_count,
            "stargazers_count": self.stargazers_count,
            "watchers_count": self.watchers_count,
            "open_issues_count": self.open_issues_count,
            "forks": self.forks,
            "watchers": self.watchers,
            "open_issues": self.open_issues,
            "size": self.size,
            "default_branch": self.default_branch,
            "is_template": self.is_template,
            "topics": encode(self.topics, sent),
            "has_issues": self.has_issues,
            "has_projects": self.has_projects,
            "has_wiki": self.has_wiki,
            "has_pages": self.has_pages,
            "has_downloads": self.has_downloads,
            "has_discussions": self.has_discussions,
            "archived": self.archived,
            "disabled": self.disabled,
            "visibility": encode(self.visibility, sent),
            "permissions": encode(self.permissions, sent),
            "allow_forking": self.allow_forking,
            "web_commit_signoff_required": self.web_commit_signoff_required,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.git_url = (
            v
            if type(v := get("git_url", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "git_url", "string", v)
        )
        self.ssh_url = (
            v
            if type(v := get("ssh_url", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "ssh_url", "string", v)
        )
        self.clone_url = (
            v
            if type(v := get("clone_url", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "clone_url", "string", v)
        )
        self.svn_url = (
            v
            if type(v := get("svn_url", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "svn_url", "string", v)
        )
        self.mirror_url = (
            v
            if type(v := get("mirror_url", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "mirror_url", "string | null", v)
        )
        self.homepage = (
            v
            if type(v := get("homepage", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "homepage", "string | null", v)
        )
        self.language = (
            v
            if type(v := get("language", UNSET)) is str or v is None or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "language", "string | null", v)
        )
        self.license_ = (
            _models.License.from_dict(v, mismatches)
            if type(v := get("license", UNSET)) is dict
            else v
            if v is None or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "license", "null | License", v)
        )
        self.forks_count = (
            v
            if type(v := get("forks_count", UNSET)) is int or v is UNSET
            else whole(mismatches, "RepositoryDetails", "forks_count", "integer", v)
        )
        self.stargazers_count = (
            v
            if type(v := get("stargazers_count", UNSET)) is int or v is UNSET
            else whole(mismatches, "RepositoryDetails", "stargazers_count", "integer", v)
        )
        self.watchers_count = (
            v
            if type(v := get("watchers_count", UNSET)) is int or v is UNSET
            else whole(mismatches, "RepositoryDetails", "watchers_count", "integer", v)
        )
        self.open_issues_count = (
            v
            if type(v := get("open_issues_count", UNSET)) is int or v is UNSET
            else whole(mismatches, "RepositoryDetails", "open_issues_count", "integer", v)
        )
        self.forks = (
            v
            if type(v := get("forks", UNSET)) is int or v is UNSET
            else whole(mismatches, "RepositoryDetails", "forks", "integer", v)
        )
        self.watchers = (
            v
            if type(v := get("watchers", UNSET)) is int or v is UNSET
            else whole(mismatches, "RepositoryDetails", "watchers", "integer", v)
        )
        self.open_issues = (
            v
            if type(v := get("open_issues", UNSET)) is int or v is UNSET
            else whole(mismatches, "RepositoryDetails", "open_issues", "integer", v)
        )
        self.size = (
            v
            if type(v := get("size", UNSET)) is int or v is UNSET
            else whole(mismatches, "RepositoryDetails", "size", "integer", v)
        )
        self.default_branch = (
            v
            if type(v := get("default_branch", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "default_branch", "string", v)
        )
        self.is_template = (
            v
            if type(v := get("is_template", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "is_template", "boolean", v)
        )
        self.topics = (
            [vi if type(vi) is str else mismatch(mismatches, "RepositoryDetails", "topics[]", "string", vi) for vi in v]
            if type(v := get("topics", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "topics", "array", v)
        )
        self.has_issues = (
            v
            if type(v := get("has_issues", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "has_issues", "boolean", v)
        )
        self.has_projects = (
            v
            if type(v := get("has_projects", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "has_projects", "boolean", v)
        )
        self.has_wiki = (
            v
            if type(v := get("has_wiki", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "has_wiki", "boolean", v)
        )
        self.has_pages = (
            v
            if type(v := get("has_pages", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "has_pages", "boolean", v)
        )
        self.has_downloads = (
            v
            if type(v := get("has_downloads", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "has_downloads", "boolean", v)
        )
        self.has_discussions = (
            v
            if type(v := get("has_discussions", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "has_discussions", "boolean", v)
        )
        self.archived = (
            v
            if type(v := get("archived", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "archived", "boolean", v)
        )
        self.disabled = (
            v
            if type(v := get("disabled", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "disabled", "boolean", v)
        )
        self.visibility = (
            member(_models.RepositoryVisibility, v, mismatches, "RepositoryDetails", "visibility")
            if type(v := get("visibility", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "visibility", "RepositoryVisibility", v)
        )
        self.permissions = (
            _models.RepositoryPermissions.from_dict(v, mismatches)
            if type(v := get("permissions", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "permissions", "RepositoryPermissions", v)
        )
        self.allow_forking = (
            v
            if type(v := get("allow_forking", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "allow_forking", "boolean", v)
        )
        self.web_commit_signoff_required = (
            v
            if type(v := get("web_commit_signoff_required", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "RepositoryDetails", "web_commit_signoff_required", "boolean", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
