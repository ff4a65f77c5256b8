"""Models and enums. Each is imported when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MODULES = {
    "AuthorAssociation": "author_association",
    "BasicError": "basic_error",
    "CodeOfConductSimple": "code_of_conduct_simple",
    "Enterprise": "enterprise",
    "FullRepository": "full_repository",
    "GitUser": "git_user",
    "Integration": "integration",
    "Issue": "issue",
    "IssueChange": "issue_change",
    "IssueChanges": "issue_changes",
    "IssueComment": "issue_comment",
    "IssueCommentCreate": "issue_comment_create",
    "IssueCommon": "issue_common",
    "IssueCreate": "issue_create",
    "IssueDependenciesSummary": "issue_dependencies_summary",
    "IssueLabel": "issue_label",
    "IssuePullRequest": "issue_pull_request",
    "IssueSearchResult": "issue_search_result",
    "IssueSearchResultItem": "issue_search_result_item",
    "IssueStateReason": "issue_state_reason",
    "IssueType": "issue_type",
    "IssueTypeColor": "issue_type_color",
    "IssueUpdate": "issue_update",
    "IssueUpdateStateReason": "issue_update_state_reason",
    "License": "license_",
    "MergeCommitMessage": "merge_commit_message",
    "MergeCommitTitle": "merge_commit_title",
    "Milestone": "milestone",
    "MilestoneCommon": "milestone_common",
    "MilestoneCommonState": "milestone_common_state",
    "MinimalRepository": "minimal_repository",
    "Plan": "plan",
    "PrivateUser": "private_user",
    "PublicUser": "public_user",
    "PushCommit": "push_commit",
    "PushRepository": "push_repository",
    "RateLimit": "rate_limit",
    "RateLimitOverview": "rate_limit_overview",
    "RateLimitResources": "rate_limit_resources",
    "ReactionRollup": "reaction_rollup",
    "Release": "release",
    "ReleaseAsset": "release_asset",
    "ReleaseAssetState": "release_asset_state",
    "RepoSearchResult": "repo_search_result",
    "RepoSearchResultItem": "repo_search_result_item",
    "Repository": "repository",
    "RepositoryCreate": "repository_create",
    "RepositoryDetails": "repository_details",
    "RepositoryLinks": "repository_links",
    "RepositoryMergeSettings": "repository_merge_settings",
    "RepositoryPermissions": "repository_permissions",
    "RepositoryVisibility": "repository_visibility",
    "SearchResultTextMatch": "search_result_text_match",
    "SecurityAndAnalysis": "security_and_analysis",
    "SecurityFeature": "security_feature",
    "SecurityFeatureStatus": "security_feature_status",
    "ServiceUnavailableError": "service_unavailable_error",
    "SimpleUser": "simple_user",
    "SquashMergeCommitMessage": "squash_merge_commit_message",
    "SquashMergeCommitTitle": "squash_merge_commit_title",
    "SubIssuesSummary": "sub_issues_summary",
    "TextMatchPosition": "text_match_position",
    "UserSearchResult": "user_search_result",
    "UserSearchResultItem": "user_search_result_item",
    "ValidationError": "validation_error",
    "ValidationErrorDetail": "validation_error_detail",
    "WebhookInstallation": "webhook_installation",
    "WebhookIssue": "webhook_issue",
    "WebhookIssueActiveLockReason": "webhook_issue_active_lock_reason",
    "WebhookIssues": "webhook_issues",
    "WebhookIssuesAction": "webhook_issues_action",
    "WebhookMilestone": "webhook_milestone",
    "WebhookOrganization": "webhook_organization",
    "WebhookPush": "webhook_push",
    "WebhookUser": "webhook_user",
}


def __getattr__(name: str) -> Any:
    found: Any = None
    for one in [name] if name in _MODULES else _first_names().get(name, name).split(" | "):
        kind = _class(one, name)
        found = kind if found is None else found | kind
    globals()[name] = found
    return found


def _class(one: str, name: str) -> Any:
    if one not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[one]}"), one)


def _first_names() -> dict[str, str]:
    """What further names stand for: classes that are described in several places, and unions."""
    from ._shared import FIRST

    return FIRST


def __dir__() -> list[str]:
    return [*_MODULES, *_first_names(), *(name for name in globals() if name.startswith("__"))]
