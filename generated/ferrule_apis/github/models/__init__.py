"""Models and enums. Each is imported when it is first touched."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .author_association import AuthorAssociation as AuthorAssociation
    from .basic_error import BasicError as BasicError
    from .code_of_conduct_simple import CodeOfConductSimple as CodeOfConductSimple
    from .enterprise import Enterprise as Enterprise
    from .full_repository import FullRepository as FullRepository
    from .git_user import GitUser as GitUser
    from .integration import Integration as Integration
    from .issue import Issue as Issue
    from .issue_change import IssueChange as IssueChange
    from .issue_changes import IssueChanges as IssueChanges
    from .issue_comment import IssueComment as IssueComment
    from .issue_comment_create import IssueCommentCreate as IssueCommentCreate
    from .issue_common import IssueCommon as IssueCommon
    from .issue_create import IssueCreate as IssueCreate
    from .issue_dependencies_summary import IssueDependenciesSummary as IssueDependenciesSummary
    from .issue_label import IssueLabel as IssueLabel
    from .issue_pull_request import IssuePullRequest as IssuePullRequest
    from .issue_search_result import IssueSearchResult as IssueSearchResult
    from .issue_search_result_item import IssueSearchResultItem as IssueSearchResultItem
    from .issue_state_reason import IssueStateReason as IssueStateReason
    from .issue_type import IssueType as IssueType
    from .issue_type_color import IssueTypeColor as IssueTypeColor
    from .issue_update import IssueUpdate as IssueUpdate
    from .issue_update_state import IssueUpdateState as IssueUpdateState
    from .issue_update_state_reason import IssueUpdateStateReason as IssueUpdateStateReason
    from .license_ import License as License
    from .merge_commit_message import MergeCommitMessage as MergeCommitMessage
    from .merge_commit_title import MergeCommitTitle as MergeCommitTitle
    from .milestone import Milestone as Milestone
    from .milestone_common import MilestoneCommon as MilestoneCommon
    from .milestone_common_state import MilestoneCommonState as MilestoneCommonState
    from .minimal_repository import MinimalRepository as MinimalRepository
    from .plan import Plan as Plan
    from .private_user import PrivateUser as PrivateUser
    from .public_user import PublicUser as PublicUser
    from .push_commit import PushCommit as PushCommit
    from .push_repository import PushRepository as PushRepository
    from .rate_limit import RateLimit as RateLimit
    from .rate_limit_overview import RateLimitOverview as RateLimitOverview
    from .rate_limit_resources import RateLimitResources as RateLimitResources
    from .reaction_rollup import ReactionRollup as ReactionRollup
    from .release import Release as Release
    from .release_asset import ReleaseAsset as ReleaseAsset
    from .release_asset_state import ReleaseAssetState as ReleaseAssetState
    from .repo_search_result import RepoSearchResult as RepoSearchResult
    from .repo_search_result_item import RepoSearchResultItem as RepoSearchResultItem
    from .repository import Repository as Repository
    from .repository_create import RepositoryCreate as RepositoryCreate
    from .repository_details import RepositoryDetails as RepositoryDetails
    from .repository_links import RepositoryLinks as RepositoryLinks
    from .repository_merge_settings import RepositoryMergeSettings as RepositoryMergeSettings
    from .repository_permissions import RepositoryPermissions as RepositoryPermissions
    from .repository_visibility import RepositoryVisibility as RepositoryVisibility
    from .search_result_text_match import SearchResultTextMatch as SearchResultTextMatch
    from .security_and_analysis import SecurityAndAnalysis as SecurityAndAnalysis
    from .security_feature import SecurityFeature as SecurityFeature
    from .security_feature_status import SecurityFeatureStatus as SecurityFeatureStatus
    from .service_unavailable_error import ServiceUnavailableError as ServiceUnavailableError
    from .simple_user import SimpleUser as SimpleUser
    from .squash_merge_commit_message import SquashMergeCommitMessage as SquashMergeCommitMessage
    from .squash_merge_commit_title import SquashMergeCommitTitle as SquashMergeCommitTitle
    from .sub_issues_summary import SubIssuesSummary as SubIssuesSummary
    from .text_match_position import TextMatchPosition as TextMatchPosition
    from .user_search_result import UserSearchResult as UserSearchResult
    from .user_search_result_item import UserSearchResultItem as UserSearchResultItem
    from .validation_error import ValidationError as ValidationError
    from .validation_error_detail import ValidationErrorDetail as ValidationErrorDetail
    from .webhook_installation import WebhookInstallation as WebhookInstallation
    from .webhook_issue import WebhookIssue as WebhookIssue
    from .webhook_issue_active_lock_reason import WebhookIssueActiveLockReason as WebhookIssueActiveLockReason
    from .webhook_issue_state import WebhookIssueState as WebhookIssueState
    from .webhook_issues import WebhookIssues as WebhookIssues
    from .webhook_issues_action import WebhookIssuesAction as WebhookIssuesAction
    from .webhook_milestone import WebhookMilestone as WebhookMilestone
    from .webhook_organization import WebhookOrganization as WebhookOrganization
    from .webhook_push import WebhookPush as WebhookPush
    from .webhook_user import WebhookUser as WebhookUser

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
    "IssueUpdateState": "issue_update_state",
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
    "WebhookIssueState": "webhook_issue_state",
    "WebhookIssues": "webhook_issues",
    "WebhookIssuesAction": "webhook_issues_action",
    "WebhookMilestone": "webhook_milestone",
    "WebhookOrganization": "webhook_organization",
    "WebhookPush": "webhook_push",
    "WebhookUser": "webhook_user",
}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return found


def __dir__() -> list[str]:
    return [*globals(), *_MODULES]
