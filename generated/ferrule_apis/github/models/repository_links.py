from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch, whole
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch

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
    )
)


@_attrs_define
class RepositoryLinks(_Model):
    """What every form of a repository has. Addresses with braces are URI templates (RFC 6570)."""

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
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.id = (
                v if type(v := src_dict["id"]) is int else whole(mismatches, "RepositoryLinks", "id", "integer", v)
            )
            self.node_id = (
                v
                if type(v := src_dict["node_id"]) is str
                else mismatch(mismatches, "RepositoryLinks", "node_id", "string", v)
            )
            self.name = (
                v
                if type(v := src_dict["name"]) is str
                else mismatch(mismatches, "RepositoryLinks", "name", "string", v)
            )
            self.full_name = (
                v
                if type(v := src_dict["full_name"]) is str
                else mismatch(mismatches, "RepositoryLinks", "full_name", "string", v)
            )
            self.private = (
                v
                if type(v := src_dict["private"]) is bool
                else mismatch(mismatches, "RepositoryLinks", "private", "boolean", v)
            )
            self.html_url = (
                v
                if type(v := src_dict["html_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "html_url", "string", v)
            )
            self.description = (
                v
                if type(v := src_dict["description"]) is str or v is None
                else mismatch(mismatches, "RepositoryLinks", "description", "string | null", v)
            )
            self.fork = (
                v
                if type(v := src_dict["fork"]) is bool
                else mismatch(mismatches, "RepositoryLinks", "fork", "boolean", v)
            )
            self.url = (
                v if type(v := src_dict["url"]) is str else mismatch(mismatches, "RepositoryLinks", "url", "string", v)
            )
            self.archive_url = (
                v
                if type(v := src_dict["archive_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "archive_url", "string", v)
            )
            self.assignees_url = (
                v
                if type(v := src_dict["assignees_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "assignees_url", "string", v)
            )
            self.blobs_url = (
                v
                if type(v := src_dict["blobs_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "blobs_url", "string", v)
            )
            self.branches_url = (
                v
                if type(v := src_dict["branches_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "branches_url", "string", v)
            )
            self.collaborators_url = (
                v
                if type(v := src_dict["collaborators_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "collaborators_url", "string", v)
            )
            self.comments_url = (
                v
                if type(v := src_dict["comments_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "comments_url", "string", v)
            )
            self.commits_url = (
                v
                if type(v := src_dict["commits_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "commits_url", "string", v)
            )
            self.compare_url = (
                v
                if type(v := src_dict["compare_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "compare_url", "string", v)
            )
            self.contents_url = (
                v
                if type(v := src_dict["contents_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "contents_url", "string", v)
            )
            self.contributors_url = (
                v
                if type(v := src_dict["contributors_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "contributors_url", "string", v)
            )
            self.deployments_url = (
                v
                if type(v := src_dict["deployments_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "deployments_url", "string", v)
            )
            self.downloads_url = (
                v
                if type(v := src_dict["downloads_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "downloads_url", "string", v)
            )
            self.events_url = (
                v
                if type(v := src_dict["events_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "events_url", "string", v)
            )
            self.forks_url = (
                v
                if type(v := src_dict["forks_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "forks_url", "string", v)
            )
            self.git_commits_url = (
                v
                if type(v := src_dict["git_commits_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "git_commits_url", "string", v)
            )
            self.git_refs_url = (
                v
                if type(v := src_dict["git_refs_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "git_refs_url", "string", v)
            )
            self.git_tags_url = (
                v
                if type(v := src_dict["git_tags_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "git_tags_url", "string", v)
            )
            self.hooks_url = (
                v
                if type(v := src_dict["hooks_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "hooks_url", "string", v)
            )
            self.issue_comment_url = (
                v
                if type(v := src_dict["issue_comment_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "issue_comment_url", "string", v)
            )
            self.issue_events_url = (
                v
                if type(v := src_dict["issue_events_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "issue_events_url", "string", v)
            )
            self.issues_url = (
                v
                if type(v := src_dict["issues_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "issues_url", "string", v)
            )
            self.keys_url = (
                v
                if type(v := src_dict["keys_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "keys_url", "string", v)
            )
            self.labels_url = (
                v
                if type(v := src_dict["labels_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "labels_url", "string", v)
            )
            self.languages_url = (
                v
                if type(v := src_dict["languages_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "languages_url", "string", v)
            )
            self.merges_url = (
                v
                if type(v := src_dict["merges_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "merges_url", "string", v)
            )
            self.milestones_url = (
                v
                if type(v := src_dict["milestones_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "milestones_url", "string", v)
            )
            self.notifications_url = (
                v
                if type(v := src_dict["notifications_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "notifications_url", "string", v)
            )
            self.pulls_url = (
                v
                if type(v := src_dict["pulls_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "pulls_url", "string", v)
            )
            self.releases_url = (
                v
                if type(v := src_dict["releases_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "releases_url", "string", v)
            )
            self.stargazers_url = (
                v
                if type(v := src_dict["stargazers_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "stargazers_url", "string", v)
            )
            self.statuses_url = (
                v
                if type(v := src_dict["statuses_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "statuses_url", "string", v)
            )
            self.subscribers_url = (
                v
                if type(v := src_dict["subscribers_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "subscribers_url", "string", v)
            )
            self.subscription_url = (
                v
                if type(v := src_dict["subscription_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "subscription_url", "string", v)
            )
            self.tags_url = (
                v
                if type(v := src_dict["tags_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "tags_url", "string", v)
            )
            self.teams_url = (
                v
                if type(v := src_dict["teams_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "teams_url", "string", v)
            )
            self.trees_url = (
                v
                if type(v := src_dict["trees_url"]) is str
                else mismatch(mismatches, "RepositoryLinks", "trees_url", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (type(src_dict) is dict and len(src_dict) == 45):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
