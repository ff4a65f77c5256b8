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
    from .merge_commit_message import MergeCommitMessage
    from .merge_commit_title import MergeCommitTitle
    from .repository_permissions import RepositoryPermissions
    from .repository_visibility import RepositoryVisibility
    from .simple_user import SimpleUser
    from .squash_merge_commit_message import SquashMergeCommitMessage
    from .squash_merge_commit_title import SquashMergeCommitTitle

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
        "has_issues",
        "has_projects",
        "has_wiki",
        "has_pages",
        "archived",
        "disabled",
        "owner",
        "pushed_at",
        "created_at",
        "updated_at",
        "is_template",
        "topics",
        "has_downloads",
        "has_discussions",
        "visibility",
        "permissions",
        "allow_forking",
        "web_commit_signoff_required",
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
        "master_branch",
        "temp_clone_token",
        "anonymous_access_enabled",
    )
)


@_attrs_define
class Repository(_Model):
    """A repository.

    Attributes:
        license_: `license` on the wire.
        watchers_count: The same as `stargazers_count`.
        open_issues_count: Pull requests are counted too.
        size: In kilobytes.
        use_squash_pr_title_as_default: Deprecated.
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
    git_url: str
    ssh_url: str
    clone_url: str
    svn_url: str
    mirror_url: str | None
    homepage: str | None
    language: str | None
    license_: License | None
    forks_count: int
    stargazers_count: int
    watchers_count: int
    open_issues_count: int
    forks: int
    watchers: int
    open_issues: int
    size: int
    default_branch: str
    has_issues: bool
    has_projects: bool
    has_wiki: bool
    has_pages: bool
    archived: bool
    disabled: bool
    owner: SimpleUser
    pushed_at: datetime.datetime | None
    created_at: datetime.datetime | None
    updated_at: datetime.datetime | None
    is_template: bool | Unset = UNSET
    topics: list[str] | Unset = UNSET
    has_downloads: bool | Unset = UNSET
    has_discussions: bool | Unset = UNSET
    visibility: RepositoryVisibility | Unset = UNSET
    permissions: RepositoryPermissions | Unset = UNSET
    allow_forking: bool | Unset = UNSET
    web_commit_signoff_required: bool | Unset = UNSET
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
    master_branch: str | Unset = UNSET
    temp_clone_token: str | None | Unset = UNSET
    anonymous_access_enabled: bool | Unset = UNSET
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
            "has_issues": self.has_issues,
            "has_projects": self.has_projects,
            "has_wiki": self.has_wiki,
            "has_pages": self.has_pages,
            "archived": self.archived,
            "disabled": self.disabled,
            "owner": encode(self.owner, sent),
            "pushed_at": encode(self.pushed_at, sent),
            "created_at": encode(self.created_at, sent),
            "updated_at": encode(self.updated_at, sent),
            "is_template": self.is_template,
            "topics": encode(self.topics, sent),
            "has_downloads": self.has_downloads,
            "has_discussions": self.has_discussions,
            "visibility": encode(self.visibility, sent),
            "permissions": encode(self.permissions, sent),
            "allow_forking": self.allow_forking,
            "web_commit_signoff_required": self.web_commit_signoff_required,
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
            "master_branch": self.master_branch,
            "temp_clone_token": self.temp_clone_token,
            "anonymous_access_enabled": self.anonymous_access_enabled,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = v if type(v := src_dict["id"]) is int else whole(mismatches, "Repository", "id", "integer", v)
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "Repository", "node_id", "string", v)
            )
            self.name = (
                v if type(v := src_dict["name"]) is str else mismatch(mismatches, "Repository", "name", "string", v)
            )
            self.full_name = (
                v
                if type(v := src_dict["full_name"]) is str
                else mismatch(mismatches, "Repository", "full_name", "string", v)
            )
            self.private = (
                v
                if type(v := src_dict["private"]) is bool
                else mismatch(mismatches, "Repository", "private", "boolean", v)
            )
            self.html_url = (
                v
                if type(v := src_dict["html_url"]) is str
                else mismatch(mismatches, "Repository", "html_url", "string", v)
            )
            self.description = (
                v
                if type(v := src_dict["description"]) is str or v is None
                else mismatch(mismatches, "Repository", "description", "string | null", v)
            )
            self.fork = (
                v if type(v := src_dict["fork"]) is bool else mismatch(mismatches, "Repository", "fork", "boolean", v)
            )
            self.url = (
                v if type(v := src_dict["url"]) is str else mismatch(mismatches, "Repository", "url", "string", v)
            )
            self.archive_url = (
                v
                if type(v := src_dict["archive_url"]) is str
                else mismatch(mismatches, "Repository", "archive_url", "string", v)
            )
            self.assignees_url = (
                v
                if type(v := src_dict["assignees_url"]) is str
                else mismatch(mismatches, "Repository", "assignees_url", "string", v)
            )
            self.blobs_url = (
                v
                if type(v := src_dict["blobs_url"]) is str
                else mismatch(mismatches, "Repository", "blobs_url", "string", v)
            )
            self.branches_url = (
                v
                if type(v := src_dict["branches_url"]) is str
                else mismatch(mismatches, "Repository", "branches_url", "string", v)
            )
            self.collaborators_url = (
                v
                if type(v := src_dict["collaborators_url"]) is str
                else mismatch(mismatches, "Repository", "collaborators_url", "string", v)
            )
            self.comments_url = (
                v
                if type(v := src_dict["comments_url"]) is str
                else mismatch(mismatches, "Repository", "comments_url", "string", v)
            )
            self.commits_url = (
                v
                if type(v := src_dict["commits_url"]) is str
                else mismatch(mismatches, "Repository", "commits_url", "string", v)
            )
            self.compare_url = (
                v
                if type(v := src_dict["compare_url"]) is str
                else mismatch(mismatches, "Repository", "compare_url", "string", v)
            )
            self.contents_url = (
                v
                if type(v := src_dict["contents_url"]) is str
                else mismatch(mismatches, "Repository", "contents_url", "string", v)
            )
            self.contributors_url = (
                v
                if type(v := src_dict["contributors_url"]) is str
                else mismatch(mismatches, "Repository", "contributors_url", "string", v)
            )
            self.deployments_url = (
                v
                if type(v := src_dict["deployments_url"]) is str
                else mismatch(mismatches, "Repository", "deployments_url", "string", v)
            )
            self.downloads_url = (
                v
                if type(v := src_dict["downloads_url"]) is str
                else mismatch(mismatches, "Repository", "downloads_url", "string", v)
            )
            self.events_url = (
                v
                if type(v := src_dict["events_url"]) is str
                else mismatch(mismatches, "Repository", "events_url", "string", v)
            )
            self.forks_url = (
                v
                if type(v := src_dict["forks_url"]) is str
                else mismatch(mismatches, "Repository", "forks_url", "string", v)
            )
            self.git_commits_url = (
                v
                if type(v := src_dict["git_commits_url"]) is str
                else mismatch(mismatches, "Repository", "git_commits_url", "string", v)
            )
            self.git_refs_url = (
                v
                if type(v := src_dict["git_refs_url"]) is str
                else mismatch(mismatches, "Repository", "git_refs_url", "string", v)
            )
            self.git_tags_url = (
                v
                if type(v := src_dict["git_tags_url"]) is str
                else mismatch(mismatches, "Repository", "git_tags_url", "string", v)
            )
            self.hooks_url = (
                v
                if type(v := src_dict["hooks_url"]) is str
                else mismatch(mismatches, "Repository", "hooks_url", "string", v)
            )
            self.issue_comment_url = (
                v
                if type(v := src_dict["issue_comment_url"]) is str
                else mismatch(mismatches, "Repository", "issue_comment_url", "string", v)
            )
            self.issue_events_url = (
                v
                if type(v := src_dict["issue_events_url"]) is str
                else mismatch(mismatches, "Repository", "issue_events_url", "string", v)
            )
            self.issues_url = (
                v
                if type(v := src_dict["issues_url"]) is str
                else mismatch(mismatches, "Repository", "issues_url", "string", v)
            )
            self.keys_url = (
                v
                if type(v := src_dict["keys_url"]) is str
                else mismatch(mismatches, "Repository", "keys_url", "string", v)
            )
            self.labels_url = (
                v
                if type(v := src_dict["labels_url"]) is str
                else mismatch(mismatches, "Repository", "labels_url", "string", v)
            )
            self.languages_url = (
                v
                if type(v := src_dict["languages_url"]) is str
                else mismatch(mismatches, "Repository", "languages_url", "string", v)
            )
            self.merges_url = (
                v
                if type(v := src_dict["merges_url"]) is str
                else mismatch(mismatches, "Repository", "merges_url", "string", v)
            )
            self.milestones_url = (
                v
                if type(v := src_dict["milestones_url"]) is str
                else mismatch(mismatches, "Repository", "milestones_url", "string", v)
            )
            self.notifications_url = (
                v
                if type(v := src_dict["notifications_url"]) is str
                else mismatch(mismatches, "Repository", "notifications_url", "string", v)
            )
            self.pulls_url = (
                v
                if type(v := src_dict["pulls_url"]) is str
                else mismatch(mismatches, "Repository", "pulls_url", "string", v)
            )
            self.releases_url = (
                v
                if type(v := src_dict["releases_url"]) is str
                else mismatch(mismatches, "Repository", "releases_url", "string", v)
            )
            self.stargazers_url = (
                v
                if type(v := src_dict["stargazers_url"]) is str
                else mismatch(mismatches, "Repository", "stargazers_url", "string", v)
            )
            self.statuses_url = (
                v
                if type(v := src_dict["statuses_url"]) is str
                else mismatch(mismatches, "Repository", "statuses_url", "string", v)
            )
            self.subscribers_url = (
                v
                if type(v := src_dict["subscribers_url"]) is str
                else mismatch(mismatches, "Repository", "subscribers_url", "string", v)
            )
            self.subscription_url = (
                v
                if type(v := src_dict["subscription_url"]) is str
                else mismatch(mismatches, "Repository", "subscription_url", "string", v)
            )
            self.tags_url = (
                v
                if type(v := src_dict["tags_url"]) is str
                else mismatch(mismatches, "Repository", "tags_url", "string", v)
            )
            self.teams_url = (
                v
                if type(v := src_dict["teams_url"]) is str
                else mismatch(mismatches, "Repository", "teams_url", "string", v)
            )
            self.trees_url = (
                v
                if type(v := src_dict["trees_url"]) is str
                else mismatch(mismatches, "Repository", "trees_url", "string", v)
            )
            self.git_url = (
                v
                if type(v := src_dict["git_url"]) is str
                else mismatch(mismatches, "Repository", "git_url", "string", v)
            )
            self.ssh_url = (
                v
                if type(v := src_dict["ssh_url"]) is str
                else mismatch(mismatches, "Repository", "ssh_url", "string", v)
            )
            self.clone_url = (
                v
                if type(v := src_dict["clone_url"]) is str
                else mismatch(mismatches, "Repository", "clone_url", "string", v)
            )
            self.svn_url = (
                v
                if type(v := src_dict["svn_url"]) is str
                else mismatch(mismatches, "Repository", "svn_url", "string", v)
            )
            self.mirror_url = (
                v
                if type(v := src_dict["mirror_url"]) is str or v is None
                else mismatch(mismatches, "Repository", "mirror_url", "string | null", v)
            )
            self.homepage = (
                v
                if type(v := src_dict["homepage"]) is str or v is None
                else mismatch(mismatches, "Repository", "homepage", "string | null", v)
            )
            self.language = (
                v
                if type(v := src_dict["language"]) is str or v is None
                else mismatch(mismatches, "Repository", "language", "string | null", v)
            )
            self.license_ = (
                _models.License.from_dict(v, mismatches)
                if type(v := src_dict["license"]) is dict
                else v
                if v is None
                else mismatch(mismatches, "Repository", "license", "null | License", v)
            )
            self.forks_count = (
                v
                if type(v := src_dict["forks_count"]) is int
                else whole(mismatches, "Repository", "forks_count", "integer", v)
            )
            self.stargazers_count = (
                v
                if type(v := src_dict["stargazers_count"]) is int
                else whole(mismatches, "Repository", "stargazers_count", "integer", v)
            )
            self.watchers_count = (
                v
                if type(v := src_dict["watchers_count"]) is int
                else whole(mismatches, "Repository", "watchers_count", "integer", v)
            )
            self.open_issues_count = (
                v
                if type(v := src_dict["open_issues_count"]) is int
                else whole(mismatches, "Repository", "open_issues_count", "integer", v)
            )
            self.forks = (
                v if type(v := src_dict["forks"]) is int else whole(mismatches, "Repository", "forks", "integer", v)
            )
            self.watchers = (
                v
                if type(v := src_dict["watchers"]) is int
                else whole(mismatches, "Repository", "watchers", "integer", v)
            )
            self.open_issues = (
                v
                if type(v := src_dict["open_issues"]) is int
                else whole(mismatches, "Repository", "open_issues", "integer", v)
            )
            self.size = (
                v if type(v := src_dict["size"]) is int else whole(mismatches, "Repository", "size", "integer", v)
            )
            self.default_branch = (
                v
                if type(v := src_dict["default_branch"]) is str
                else mismatch(mismatches, "Repository", "default_branch", "string", v)
            )
            self.has_issues = (
                v
                if type(v := src_dict["has_issues"]) is bool
                else mismatch(mismatches, "Repository", "has_issues", "boolean", v)
            )
            self.has_projects = (
                v
                if type(v := src_dict["has_projects"]) is bool
                else mismatch(mismatches, "Repository", "has_projects", "boolean", v)
            )
            self.has_wiki = (
                v
                if type(v := src_dict["has_wiki"]) is bool
                else mismatch(mismatches, "Repository", "has_wiki", "boolean", v)
            )
            self.has_pages = (
                v
                if type(v := src_dict["has_pages"]) is bool
                else mismatch(mismatches, "Repository", "has_pages", "boolean", v)
            )
            self.archived = (
                v
                if type(v := src_dict["archived"]) is bool
                else mismatch(mismatches, "Repository", "archived", "boolean", v)
            )
            self.disabled = (
                v
                if type(v := src_dict["disabled"]) is bool
                else mismatch(mismatches, "Repository", "disabled", "boolean", v)
            )
            self.owner = (
                _models.SimpleUser.from_dict(v, mismatches)
                if type(v := src_dict["owner"]) is dict
                else mismatch(mismatches, "Repository", "owner", "SimpleUser", v)
            )
            self.pushed_at = (
                date_time(v, mismatches, "Repository", "pushed_at")
                if type(v := src_dict["pushed_at"]) is str
                else v
                if v is None
                else mismatch(mismatches, "Repository", "pushed_at", "null | date-time", v)
            )
            self.created_at = (
                date_time(v, mismatches, "Repository", "created_at")
                if type(v := src_dict["created_at"]) is str
                else v
                if v is None
                else mismatch(mismatches, "Repository", "created_at", "null | date-time", v)
            )
            self.updated_at = (
                date_time(v, mismatches, "Repository", "updated_at")
                if type(v := src_dict["updated_at"]) is str
                else v
                if v is None
                else mismatch(mismatches, "Repository", "updated_at", "null | date-time", v)
            )
            self.is_template = (
                v
                if type(v := get("is_template", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "Repository", "is_template", "boolean", v)
            )
            self.topics = (
                [vi if type(vi) is str else mismatch(mismatches, "Repository", "topics[]", "string", vi) for vi in v]
                if type(v := get("topics", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "Repository", "topics", "array", v)
            )
            self.has_downloads = (
                v
                if type(v := get("has_downloads", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "Repository", "has_downloads", "boolean", v)
            )
            self.has_discussions = (
                v
                if type(v := get("has_discussions", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "Repository", "has_discussions", "boolean", v)
            )
            self.visibility = (
                member(_models.RepositoryVisibility, v, mismatches, "Repository", "visibility")
                if type(v := get("visibility", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "Repository", "visibility", "RepositoryVisibility", v)
            )
            self.permissions = (
                _models.RepositoryPermissions.from_dict(v, mismatches)
                if type(v := get("permissions", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "Repository", "permissions", "RepositoryPermissions", v)
            )
            self.allow_forking = (
                v
                if type(v := get("allow_forking", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "Repository", "allow_forking", "boolean", v)
            )
            self.web_commit_signoff_required = (
                v
                if type(v := get("web_commit_signoff_required", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "Repository", "web_commit_signoff_required", "boolean", v)
            )
            self.allow_merge_commit = (
                v
                if type(v := get("allow_merge_commit", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "Repository", "allow_merge_commit", "boolean", v)
            )
            self.allow_squash_merge = (
                v
                if type(v := get("allow_squash_merge", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "Repository", "allow_squash_merge", "boolean", v)
            )
            self.allow_rebase_merge = (
                v
                if type(v := get("allow_rebase_merge", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "Repository", "allow_rebase_merge", "boolean", v)
            )
            self.allow_auto_merge = (
                v
                if type(v := get("allow_auto_merge", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "Repository", "allow_auto_merge", "boolean", v)
            )
            self.allow_update_branch = (
                v
                if type(v := get("allow_update_branch", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "Repository", "allow_update_branch", "boolean", v)
            )
            self.delete_branch_on_merge = (
                v
                if type(v := get("delete_branch_on_merge", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "Repository", "delete_branch_on_merge", "boolean", v)
            )
            self.use_squash_pr_title_as_default = (
                v
                if type(v := get("use_squash_pr_title_as_default", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "Repository", "use_squash_pr_title_as_default", "boolean", v)
            )
            self.squash_merge_commit_title = (
                member(_models.SquashMergeCommitTitle, v, mismatches, "Repository", "squash_merge_commit_title")
                if type(v := get("squash_merge_commit_title", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "Repository", "squash_merge_commit_title", "SquashMergeCommitTitle", v)
            )
            self.squash_merge_commit_message = (
                member(_models.SquashMergeCommitMessage, v, mismatches, "Repository", "squash_merge_commit_message")
                if type(v := get("squash_merge_commit_message", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "Repository", "squash_merge_commit_message", "SquashMergeCommitMessage", v)
            )
            self.merge_commit_title = (
                member(_models.MergeCommitTitle, v, mismatches, "Repository", "merge_commit_title")
                if type(v := get("merge_commit_title", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "Repository", "merge_commit_title", "MergeCommitTitle", v)
            )
            self.merge_commit_message = (
                member(_models.MergeCommitMessage, v, mismatches, "Repository", "merge_commit_message")
                if type(v := get("merge_commit_message", UNSET)) is str
                else v
                if v is UNSET
                else mismatch(mismatches, "Repository", "merge_commit_message", "MergeCommitMessage", v)
            )
            self.master_branch = (
                v
                if type(v := get("master_branch", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Repository", "master_branch", "string", v)
            )
            self.temp_clone_token = (
                v
                if type(v := get("temp_clone_token", UNSET)) is str or v is None or v is UNSET
                else mismatch(mismatches, "Repository", "temp_clone_token", "string | null", v)
            )
            self.anonymous_access_enabled = (
                v
                if type(v := get("anonymous_access_enabled", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "Repository", "anonymous_access_enabled", "boolean", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
