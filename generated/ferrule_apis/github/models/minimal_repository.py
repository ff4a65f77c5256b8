from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import date_time, member, mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .license_ import License
    from .repository_permissions import RepositoryPermissions
    from .repository_visibility import RepositoryVisibility
    from .security_and_analysis import SecurityAndAnalysis
    from .simple_user import SimpleUser

_KNOWN = frozenset(
    (
        "id",
        "node_id",
        "name",
        "full_name",
        "private",
        "html_url",
        "description",
        "fork",
        "url",
        "archive_url",
        "assignees_url",
        "blobs_url",
        "branches_url",
        "collaborators_url",
        "comments_url",
        "commits_url",
        "compare_url",
        "contents_url",
        "contributors_url",
        "deployments_url",
        "downloads_url",
        "events_url",
        "forks_url",
        "git_commits_url",
        "git_refs_url",
        "git_tags_url",
        "hooks_url",
        "issue_comment_url",
        "issue_events_url",
        "issues_url",
        "keys_url",
        "labels_url",
        "languages_url",
        "merges_url",
        "milestones_url",
        "notifications_url",
        "pulls_url",
        "releases_url",
        "stargazers_url",
        "statuses_url",
        "subscribers_url",
        "subscription_url",
        "tags_url",
        "teams_url",
        "trees_url",
        "owner",
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
        "pushed_at",
        "created_at",
        "updated_at",
        "role_name",
        "temp_clone_token",
        "delete_branch_on_merge",
        "subscribers_count",
        "network_count",
        "security_and_analysis",
        "custom_properties",
    )
)


@_attrs_define
class MinimalRepository(_Model):
    """A repository in the lists of one account or organization.

    Attributes:
        license_: `license` on the wire.
        watchers_count: The same as `stargazers_count`.
        open_issues_count: Pull requests are counted too.
        size: In kilobytes.
    """

    id: int
    node_id: str
    name: str
    full_name: str
    private: bool
    html_url: str
    description: str | None
    fork: bool
    url: str
    archive_url: str
    assignees_url: str
    blobs_url: str
    branches_url: str
    collaborators_url: str
    comments_url: str
    commits_url: str
    compare_url: str
    contents_url: str
    contributors_url: str
    deployments_url: str
    downloads_url: str
    events_url: str
    forks_url: str
    git_commits_url: str
    git_refs_url: str
    git_tags_url: str
    hooks_url: str
    issue_comment_url: str
    issue_events_url: str
    issues_url: str
    keys_url: str
    labels_url: str
    languages_url: str
    merges_url: str
    milestones_url: str
    notifications_url: str
    pulls_url: str
    releases_url: str
    stargazers_url: str
    statuses_url: str
    subscribers_url: str
    subscription_url: str
    tags_url: str
    teams_url: str
    trees_url: str
    owner: SimpleUser
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
    pushed_at: datetime.datetime | None | Unset = UNSET
    created_at: datetime.datetime | None | Unset = UNSET
    updated_at: datetime.datetime | None | Unset = UNSET
    role_name: str | Unset = UNSET
    temp_clone_token: str | None | Unset = UNSET
    delete_branch_on_merge: bool | Unset = UNSET
    subscribers_count: int | Unset = UNSET
    network_count: int | Unset = UNSET
    security_and_analysis: SecurityAndAnalysis | None | Unset = UNSET
    custom_properties: dict[str, Any] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "id": self.id,
            "node_id": self.node_id,
            "name": self.name,
            "full_name": self.full_name,
            "private": self.private,
            "html_url": self.html_url,
            "description": self.description,
            "fork": self.fork,
            "url": self.url,
            "archive_url": self.archive_url,
            "assignees_url": self.assignees_url,
            "blobs_url": self.blobs_url,
            "branches_url": self.branches_url,
            "collaborators_url": self.collaborators_url,
            "comments_url": self.comments_url,
            "commits_url": self.commits_url,
            "compare_url": self.compare_url,
            "contents_url": self.contents_url,
            "contributors_url": self.contributors_url,
            "deployments_url": self.deployments_url,
            "downloads_url": self.downloads_url,
            "events_url": self.events_url,
            "forks_url": self.forks_url,
            "git_commits_url": self.git_commits_url,
            "git_refs_url": self.git_refs_url,
            "git_tags_url": self.git_tags_url,
            "hooks_url": self.hooks_url,
            "issue_comment_url": self.issue_comment_url,
            "issue_events_url": self.issue_events_url,
            "issues_url": self.issues_url,
            "keys_url": self.keys_url,
            "labels_url": self.labels_url,
            "languages_url": self.languages_url,
            "merges_url": self.merges_url,
            "milestones_url": self.milestones_url,
            "notifications_url": self.notifications_url,
            "pulls_url": self.pulls_url,
            "releases_url": self.releases_url,
            "stargazers_url": self.stargazers_url,
            "statuses_url": self.statuses_url,
            "subscribers_url": self.subscribers_url,
            "subscription_url": self.subscription_url,
            "tags_url": self.tags_url,
            "teams_url": self.teams_url,
            "trees_url": self.trees_url,
            "owner": encode(self.owner, sent),
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
            "pushed_at": encode(self.pushed_at, sent),
            "created_at": encode(self.created_at, sent),
            "updated_at": encode(self.updated_at, sent),
            "role_name": self.role_name,
            "temp_clone_token": self.temp_clone_token,
            "delete_branch_on_merge": self.delete_branch_on_merge,
            "subscribers_count": self.subscribers_count,
            "network_count": self.network_count,
            "security_and_analysis": encode(self.security_and_analysis, sent),
            "custom_properties": encode(self.custom_properties, sent),
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
                v if type(v := src_dict["id"]) is int else whole(mismatches, "MinimalRepository", "id", "integer", v)
            )
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "MinimalRepository", "node_id", "string", v)
            )
            self.name = (
                v
                if type(v := src_dict["name"]) is str
                else mismatch(mismatches, "MinimalRepository", "name", "string", v)
            )
            self.full_name = (
                v
                if type(v := src_dict["full_name"]) is str
                else mismatch(mismatches, "MinimalRepository", "full_name", "string", v)
            )
            self.private = (
                v
                if type(v := src_dict["private"]) is bool
                else mismatch(mismatches, "MinimalRepository", "private", "boolean", v)
            )
            self.html_url = (
                v
                if type(v := src_dict["html_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "html_url", "string", v)
            )
            self.description = (
                v
                if type(v := src_dict["description"]) is str or v is None
                else mismatch(mismatches, "MinimalRepository", "description", "string | null", v)
            )
            self.fork = (
                v
                if type(v := src_dict["fork"]) is bool
                else mismatch(mismatches, "MinimalRepository", "fork", "boolean", v)
            )
            self.url = (
                v
                if type(v := src_dict["url"]) is str
                else mismatch(mismatches, "MinimalRepository", "url", "string", v)
            )
            self.archive_url = (
                v
                if type(v := src_dict["archive_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "archive_url", "string", v)
            )
            self.assignees_url = (
                v
                if type(v := src_dict["assignees_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "assignees_url", "string", v)
            )
            self.blobs_url = (
                v
                if type(v := src_dict["blobs_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "blobs_url", "string", v)
            )
            self.branches_url = (
                v
                if type(v := src_dict["branches_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "branches_url", "string", v)
            )
            self.collaborators_url = (
                v
                if type(v := src_dict["collaborators_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "collaborators_url", "string", v)
            )
            self.comments_url = (
                v
                if type(v := src_dict["comments_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "comments_url", "string", v)
            )
            self.commits_url = (
                v
                if type(v := src_dict["commits_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "commits_url", "string", v)
            )
            self.compare_url = (
                v
                if type(v := src_dict["compare_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "compare_url", "string", v)
            )
            self.contents_url = (
                v
                if type(v := src_dict["contents_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "contents_url", "string", v)
            )
            self.contributors_url = (
                v
                if type(v := src_dict["contributors_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "contributors_url", "string", v)
            )
            self.deployments_url = (
                v
                if type(v := src_dict["deployments_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "deployments_url", "string", v)
            )
            self.downloads_url = (
                v
                if type(v := src_dict["downloads_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "downloads_url", "string", v)
            )
            self.events_url = (
                v
                if type(v := src_dict["events_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "events_url", "string", v)
            )
            self.forks_url = (
                v
                if type(v := src_dict["forks_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "forks_url", "string", v)
            )
            self.git_commits_url = (
                v
                if type(v := src_dict["git_commits_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "git_commits_url", "string", v)
            )
            self.git_refs_url = (
                v
                if type(v := src_dict["git_refs_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "git_refs_url", "string", v)
            )
            self.git_tags_url = (
                v
                if type(v := src_dict["git_tags_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "git_tags_url", "string", v)
            )
            self.hooks_url = (
                v
                if type(v := src_dict["hooks_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "hooks_url", "string", v)
            )
            self.issue_comment_url = (
                v
                if type(v := src_dict["issue_comment_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "issue_comment_url", "string", v)
            )
            self.issue_events_url = (
                v
                if type(v := src_dict["issue_events_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "issue_events_url", "string", v)
            )
            self.issues_url = (
                v
                if type(v := src_dict["issues_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "issues_url", "string", v)
            )
            self.keys_url = (
                v
                if type(v := src_dict["keys_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "keys_url", "string", v)
            )
            self.labels_url = (
                v
                if type(v := src_dict["labels_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "labels_url", "string", v)
            )
            self.languages_url = (
                v
                if type(v := src_dict["languages_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "languages_url", "string", v)
            )
            self.merges_url = (
                v
                if type(v := src_dict["merges_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "merges_url", "string", v)
            )
            self.milestones_url = (
                v
                if type(v := src_dict["milestones_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "milestones_url", "string", v)
            )
            self.notifications_url = (
                v
                if type(v := src_dict["notifications_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "notifications_url", "string", v)
            )
            self.pulls_url = (
                v
                if type(v := src_dict["pulls_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "pulls_url", "string", v)
            )
            self.releases_url = (
                v
                if type(v := src_dict["releases_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "releases_url", "string", v)
            )
            self.stargazers_url = (
                v
                if type(v := src_dict["stargazers_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "stargazers_url", "string", v)
            )
            self.statuses_url = (
                v
                if type(v := src_dict["statuses_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "statuses_url", "string", v)
            )
            self.subscribers_url = (
                v
                if type(v := src_dict["subscribers_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "subscribers_url", "string", v)
            )
            self.subscription_url = (
                v
                if type(v := src_dict["subscription_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "subscription_url", "string", v)
            )
            self.tags_url = (
                v
                if type(v := src_dict["tags_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "tags_url", "string", v)
            )
            self.teams_url = (
                v
                if type(v := src_dict["teams_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "teams_url", "string", v)
            )
            self.trees_url = (
                v
                if type(v := src_dict["trees_url"]) is str
                else mismatch(mismatches, "MinimalRepository", "trees_url", "string", v)
            )
            self.owner = (
                _models.SimpleUser.from_dict(v, mismatches)
                if type(v := src_dict["owner"]) is dict
                else mismatch(mismatches, "MinimalRepository", "owner", "SimpleUser", v)
            )
            self.git_url = (
                v
                if type(v := get("git_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "git_url", "string", v)
            )
            self.ssh_url = (
                v
                if type(v := get("ssh_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "ssh_url", "string", v)
            )
            self.clone_url = (
                v
                if type(v := get("clone_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "clone_url", "string", v)
            )
            self.svn_url = (
                v
                if type(v := get("svn_url", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "svn_url", "string", v)
            )
            self.mirror_url = (
                v
                if type(v := get("mirror_url", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "mirror_url", "string | null", v)
            )
            self.homepage = (
                v
                if type(v := get("homepage", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "homepage", "string | null", v)
            )
            self.language = (
                v
                if type(v := get("language", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "language", "string | null", v)
            )
            self.license_ = (
                _models.License.from_dict(v, mismatches)
                if type(v := get("license", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "license", "null | License", v)
            )
            self.forks_count = (
                v
                if type(v := get("forks_count", UNSET)) is int or v is UNSET
                else whole(mismatches, "MinimalRepository", "forks_count", "integer", v)
            )
            self.stargazers_count = (
                v
                if type(v := get("stargazers_count", UNSET)) is int or v is UNSET
                else whole(mismatches, "MinimalRepository", "stargazers_count", "integer", v)
            )
            self.watchers_count = (
                v
                if type(v := get("watchers_count", UNSET)) is int or v is UNSET
                else whole(mismatches, "MinimalRepository", "watchers_count", "integer", v)
            )
            self.open_issues_count = (
                v
                if type(v := get("open_issues_count", UNSET)) is int or v is UNSET
                else whole(mismatches, "MinimalRepository", "open_issues_count", "integer", v)
            )
            self.forks = (
                v
                if type(v := get("forks", UNSET)) is int or v is UNSET
                else whole(mismatches, "MinimalRepository", "forks", "integer", v)
            )
            self.watchers = (
                v
                if type(v := get("watchers", UNSET)) is int or v is UNSET
                else whole(mismatches, "MinimalRepository", "watchers", "integer", v)
            )
            self.open_issues = (
                v
                if type(v := get("open_issues", UNSET)) is int or v is UNSET
                else whole(mismatches, "MinimalRepository", "open_issues", "integer", v)
            )
            self.size = (
                v
                if type(v := get("size", UNSET)) is int or v is UNSET
                else whole(mismatches, "MinimalRepository", "size", "integer", v)
            )
            self.default_branch = (
                v
                if type(v := get("default_branch", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "default_branch", "string", v)
            )
            self.is_template = (
                v
                if type(v := get("is_template", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "is_template", "boolean", v)
            )
            self.topics = (
                [
                    vi if type(vi) is str else mismatch(mismatches, "MinimalRepository", "topics[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("topics", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "MinimalRepository", "topics", "array", v)
            )
            self.has_issues = (
                v
                if type(v := get("has_issues", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "has_issues", "boolean", v)
            )
            self.has_projects = (
                v
                if type(v := get("has_projects", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "has_projects", "boolean", v)
            )
            self.has_wiki = (
                v
                if type(v := get("has_wiki", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "has_wiki", "boolean", v)
            )
            self.has_pages = (
                v
                if type(v := get("has_pages", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "has_pages", "boolean", v)
            )
            self.has_downloads = (
                v
                if type(v := get("has_downloads", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "has_downloads", "boolean", v)
            )
            self.has_discussions = (
                v
                if type(v := get("has_discussions", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "has_discussions", "boolean", v)
            )
            self.archived = (
                v
                if type(v := get("archived", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "archived", "boolean", v)
            )
            self.disabled = (
                v
                if type(v := get("disabled", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "disabled", "boolean", v)
            )
            self.visibility = (
                member(_models.RepositoryVisibility, v, mismatches, "MinimalRepository", "visibility")
                if type(v := get("visibility", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "MinimalRepository", "visibility", "RepositoryVisibility", v)
            )
            self.permissions = (
                _models.RepositoryPermissions.from_dict(v, mismatches)
                if type(v := get("permissions", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "MinimalRepository", "permissions", "RepositoryPermissions", v)
            )
            self.allow_forking = (
                v
                if type(v := get("allow_forking", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "allow_forking", "boolean", v)
            )
            self.web_commit_signoff_required = (
                v
                if type(v := get("web_commit_signoff_required", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "web_commit_signoff_required", "boolean", v)
            )
            self.pushed_at = (
                date_time(v, mismatches, "MinimalRepository", "pushed_at")
                if type(v := get("pushed_at", UNSET)) is str
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "pushed_at", "null | date-time", v)
            )
            self.created_at = (
                date_time(v, mismatches, "MinimalRepository", "created_at")
                if type(v := get("created_at", UNSET)) is str
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "created_at", "null | date-time", v)
            )
            self.updated_at = (
                date_time(v, mismatches, "MinimalRepository", "updated_at")
                if type(v := get("updated_at", UNSET)) is str
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "updated_at", "null | date-time", v)
            )
            self.role_name = (
                v
                if type(v := get("role_name", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "role_name", "string", v)
            )
            self.temp_clone_token = (
                v
                if type(v := get("temp_clone_token", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "temp_clone_token", "string | null", v)
            )
            self.delete_branch_on_merge = (
                v
                if type(v := get("delete_branch_on_merge", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "delete_branch_on_merge", "boolean", v)
            )
            self.subscribers_count = (
                v
                if type(v := get("subscribers_count", UNSET)) is int or v is UNSET
                else whole(mismatches, "MinimalRepository", "subscribers_count", "integer", v)
            )
            self.network_count = (
                v
                if type(v := get("network_count", UNSET)) is int or v is UNSET
                else whole(mismatches, "MinimalRepository", "network_count", "integer", v)
            )
            self.security_and_analysis = (
                _models.SecurityAndAnalysis.from_dict(v, mismatches)
                if type(v := get("security_and_analysis", UNSET)) is dict
                else v
                if v is None or v is UNSET
                else mismatch(mismatches, "MinimalRepository", "security_and_analysis", "null | SecurityAndAnalysis", v)
            )
            self.custom_properties = (
                v
                if type(v := get("custom_properties", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "MinimalRepository", "custom_properties", "object", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
