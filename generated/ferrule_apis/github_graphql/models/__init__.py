"""Models and enums. Each is imported when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MODULES = {
    "AddComment": "add_comment",
    "AddCommentAddComment": "add_comment_add_comment",
    "AddCommentAddCommentCommentEdge": "add_comment_add_comment_comment_edge",
    "AddCommentAddCommentCommentEdgeNode": "add_comment_add_comment_comment_edge_node",
    "AddCommentInput": "add_comment_input",
    "AddStar": "add_star",
    "AddStarAddStar": "add_star_add_star",
    "AddStarInput": "add_star_input",
    "CloseIssue": "close_issue",
    "CloseIssueCloseIssue": "close_issue_close_issue",
    "CloseIssueCloseIssueIssue": "close_issue_close_issue_issue",
    "CloseIssueCloseIssueIssueAuthor": "close_issue_close_issue_issue_author",
    "CloseIssueInput": "close_issue_input",
    "CreateIssue": "create_issue",
    "CreateIssueCreateIssue": "create_issue_create_issue",
    "CreateIssueInput": "create_issue_input",
    "GetIssue": "get_issue",
    "GetIssueRepository": "get_issue_repository",
    "GetIssueRepositoryIssue": "get_issue_repository_issue",
    "GetIssueRepositoryIssueAuthor": "get_issue_repository_issue_author",
    "GetIssueRepositoryIssueComments": "get_issue_repository_issue_comments",
    "GetIssueRepositoryIssueCommentsNodes": "get_issue_repository_issue_comments_nodes",
    "GetIssueRepositoryIssueCommentsNodesAuthor": "get_issue_repository_issue_comments_nodes_author",
    "GetNode": "get_node",
    "GetNodeNodeIssue": "get_node_node_issue",
    "GetNodeNodeOther": "get_node_node_other",
    "GetNodeNodeRepository": "get_node_node_repository",
    "GetNodeNodeUser": "get_node_node_user",
    "GetRateLimit": "get_rate_limit",
    "GetRateLimitRateLimit": "get_rate_limit_rate_limit",
    "GetRepository": "get_repository",
    "GetRepositoryRepository": "get_repository_repository",
    "GetRepositoryRepositoryLabels": "get_repository_repository_labels",
    "GetRepositoryRepositoryLabelsNodes": "get_repository_repository_labels_nodes",
    "GetRepositoryRepositoryOwnerOrganization": "get_repository_repository_owner_organization",
    "GetRepositoryRepositoryOwnerUser": "get_repository_repository_owner_user",
    "GetTopRepositories": "get_top_repositories",
    "GetTopRepositoriesUser": "get_top_repositories_user",
    "GetTopRepositoriesUserRepositories": "get_top_repositories_user_repositories",
    "GetTopRepositoriesUserRepositoriesNodes": "get_top_repositories_user_repositories_nodes",
    "GetUser": "get_user",
    "GetUserUser": "get_user_user",
    "GetViewer": "get_viewer",
    "GetViewerViewer": "get_viewer_viewer",
    "GraphQLError": "graph_ql_error",
    "GraphQLErrorLocationsItem": "graph_ql_error_locations_item",
    "IssueClosedStateReason": "issue_closed_state_reason",
    "IssueFields": "issue_fields",
    "IssueFieldsAuthor": "issue_fields_author",
    "IssueFilters": "issue_filters",
    "IssueOrder": "issue_order",
    "IssueOrderField": "issue_order_field",
    "IssueState": "issue_state",
    "IssueStateReason": "issue_state_reason",
    "ListIssues": "list_issues",
    "ListIssuesRepository": "list_issues_repository",
    "ListIssuesRepositoryIssues": "list_issues_repository_issues",
    "ListIssuesRepositoryIssuesPageInfo": "list_issues_repository_issues_page_info",
    "ListRepositories": "list_repositories",
    "ListRepositoriesRepositoryOwner": "list_repositories_repository_owner",
    "ListRepositoriesRepositoryOwnerRepositories": "list_repositories_repository_owner_repositories",
    "ListRepositoriesRepositoryOwnerRepositoriesPageInfo": "list_repositories_repository_owner_repositories_page_info",
    "OrderDirection": "order_direction",
    "RemoveStar": "remove_star",
    "RemoveStarInput": "remove_star_input",
    "RemoveStarRemoveStar": "remove_star_remove_star",
    "RepositoryFields": "repository_fields",
    "RepositoryOrder": "repository_order",
    "RepositoryOrderField": "repository_order_field",
    "RepositoryVisibility": "repository_visibility",
    "Search": "search",
    "SearchSearch": "search_search",
    "SearchSearchEdges": "search_search_edges",
    "SearchSearchEdgesNodeActor": "search_search_edges_node_actor",
    "SearchSearchEdgesNodeIssue": "search_search_edges_node_issue",
    "SearchSearchEdgesNodeIssueAuthor": "search_search_edges_node_issue_author",
    "SearchSearchEdgesNodeIssueRepository": "search_search_edges_node_issue_repository",
    "SearchSearchEdgesNodeRepository": "search_search_edges_node_repository",
    "SearchSearchPageInfo": "search_search_page_info",
    "SearchType": "search_type",
    "StarFields": "star_fields",
}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return found


def __dir__() -> list[str]:
    return [*_MODULES, *(name for name in globals() if name.startswith("__"))]
