"""What GitHub's graph holds, as values that graphql-core resolves: a function is called with a field's arguments."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from graphql import GraphQLError

from .github_objects import ISSUES, OWNER, REPOSITORY, USERS, timestamp

Node: TypeAlias = dict[str, Any]

_LARGEST_PAGE: Final = 100
_LABELS: Final = (("bug", "d73a4a"), ("question", "d876e3"))


def refusal(kind: str, message: str) -> GraphQLError:
    """An error as GitHub writes it, with its type."""
    return GraphQLError(message, extensions={"type": kind})


def field(of: Callable[[Node], Any]) -> Callable[..., Any]:
    """What graphql-core calls for a field, from a function of its arguments."""

    def resolve(info: object, **given: Any) -> Any:
        return of(given)

    return resolve


class Graph:
    """Users, an organisation, its repositories, and the issues of one of them.

    Args:
        url: where the web pages would be.
        now: seconds since the epoch.
    """

    def __init__(self, url: str, now: Callable[[], float]) -> None:
        self._url = url
        self._now = now
        self._nodes: dict[str, Node] = {}
        self._stars: dict[str, int] = {}
        logins = (OWNER, *(f"user{number:02}" for number in range(2, USERS + 1)))
        self._owners: dict[str, Node] = {login: self._user(login) for login in logins}
        self._owners["github"] = self._organization("github")
        self._repositories: dict[str, Node] = {}
        hello = self._repository(OWNER, REPOSITORY, "My first repository.")
        for number in range(1, 4):
            self._repository("github", f"tool-{number}", None)
        for number in range(1, ISSUES + 1):
            self._issue(hello, f"Issue {number}", "" if number % 5 == 0 else "It is so.")

    # --- queries ---

    def query(self, limits: Mapping[str, int]) -> Node:
        """The root of queries; `limits` are the caller's."""
        return {
            "viewer": self._owners[OWNER],
            "user": field(lambda given: self._owner(given["login"], "User")),
            "repositoryOwner": field(lambda given: self._owner(given["login"])),
            "repository": field(lambda given: self._named(given["owner"], given["name"])),
            "node": field(lambda given: self._node(given["id"])),
            "search": self._search,
            "rateLimit": {"cost": 1, **limits, "resetAt": timestamp(limits["reset"])},
        }

    def _owner(self, login: str, kind: str = "") -> Node:
        found = self._owners.get(login.lower())
        if found is None or kind not in ("", found["__typename"]):
            raise refusal("NOT_FOUND", f"Could not resolve to a {kind or 'User'} with the login of '{login}'.")
        return found

    def _named(self, owner: str, name: str) -> Node:
        found = self._repositories.get(f"{owner}/{name}".lower())
        if found is None:
            raise refusal("NOT_FOUND", f"Could not resolve to a Repository with the name '{owner}/{name}'.")
        return found

    def _node(self, id: str) -> Node:
        found = self._nodes.get(id)
        if found is None:
            raise refusal("NOT_FOUND", f"Could not resolve to a node with the global id of '{id}'.")
        return found

    def _search(self, info: object, query: str, type: str, **page: Any) -> Node:
        """Those with all words of the query in name or title; qualifiers (`is:open`) are ignored."""
        words = [word.lower() for word in query.split() if ":" not in word]
        found = {
            "REPOSITORY": self._those(words, "name", "Repository"),
            "ISSUE": self._those(words, "title", "Issue"),
            "USER": self._those(words, "login", "User", "Organization"),
        }
        counts = {f"{kind.lower()}Count": len(nodes) for kind, nodes in found.items()}
        return {**_connection(found[type], **page), **counts}

    def _those(self, words: list[str], name: str, *kinds: str) -> list[Node]:
        nodes = (node for node in self._nodes.values() if node["__typename"] in kinds)
        return [node for node in nodes if all(word in str(node[name]).lower() for word in words)]

    # --- mutations ---

    def mutation(self) -> Node:
        """The root of mutations."""
        return {
            "addStar": field(lambda given: self._starred(given["input"], 1)),
            "removeStar": field(lambda given: self._starred(given["input"], 0)),
            "createIssue": self._create_issue,
            "closeIssue": self._close_issue,
            "addComment": self._add_comment,
        }

    def _starred(self, given: Node, stars: int) -> Node:
        starrable = self._of_kind(given["starrableId"], "Repository")
        self._stars[starrable["id"]] = stars
        return {"starrable": starrable, **_echoed(given)}

    def _create_issue(self, info: object, input: Node) -> Node:
        repository = self._of_kind(input["repositoryId"], "Repository")
        if not input["title"].strip():
            raise refusal("UNPROCESSABLE", "Title can't be blank")
        return {"issue": self._issue(repository, input["title"], input.get("body") or ""), **_echoed(input)}

    def _close_issue(self, info: object, input: Node) -> Node:
        issue = self._of_kind(input["issueId"], "Issue")
        issue.update(state="CLOSED", stateReason=input["stateReason"], closedAt=timestamp(self._now()))
        return {"issue": issue, **_echoed(input)}

    def _add_comment(self, info: object, input: Node) -> Node:
        issue = self._of_kind(input["subjectId"], "Issue")
        comment = self._made("IssueComment", author=self._owners[OWNER], body=input["body"])
        comment["url"] = f"{issue['url']}#{comment['id']}"
        issue["all_comments"].append(comment)
        cursor = _cursor(len(issue["all_comments"]))
        return {"commentEdge": {"cursor": cursor, "node": comment}, "subject": issue, **_echoed(input)}

    def _of_kind(self, id: str, kind: str) -> Node:
        found = self._node(id)
        if found["__typename"] != kind:
            raise refusal("NOT_FOUND", f"Could not resolve to a {kind} with the global id of '{id}'.")
        return found

    # --- what is there ---

    def _made(self, kind: str, **members: Any) -> Node:
        named = b64encode(f"{kind}:{len(self._nodes) + 1}".encode()).decode().rstrip("=")
        made = {"__typename": kind, "id": named, "createdAt": timestamp(self._now()), **members}
        self._nodes[named] = made
        return made

    def _user(self, login: str) -> Node:
        about = {"name": login.title(), "email": "", "bio": None, "company": None}
        return self._owning(self._made("User", login=login, url=f"{self._url}/{login}", **about))

    def _organization(self, login: str) -> Node:
        about = {"name": login.title(), "description": None}
        return self._owning(self._made("Organization", login=login, url=f"{self._url}/{login}", **about))

    def _owning(self, owner: Node) -> Node:
        def repositories(info: object, visibility: str | None = None, orderBy: Node | None = None, **page: Any) -> Node:  # noqa: N803
            found = [one for one in self._repositories.values() if one["owner"] is owner]
            found = [one for one in found if visibility in (None, one["visibility"])]
            return _connection(_sorted(found, orderBy, "name"), **page)

        owner["repositories"] = repositories
        return owner

    def _repository(self, login: str, name: str, description: str | None) -> Node:
        full = f"{login}/{name}"
        made = self._made("Repository", name=name, nameWithOwner=full, description=description, pushedAt=None)
        stars = self._stars
        labels = [self._made("Label", name=name, color=color, description=None) for name, color in _LABELS]
        issues: list[Node] = []
        made.update(
            url=f"{self._url}/{full}",
            isArchived=False,
            isFork=False,
            visibility="PUBLIC",
            owner=self._owners[login],
            stargazerCount=field(lambda _: stars.get(made["id"], 0)),
            viewerHasStarred=field(lambda _: bool(stars.get(made["id"]))),
            all_issues=issues,
            issue=field(lambda given: _issue_of(issues, given["number"])),
            issues=field(lambda given: _issues(issues, **given)),
            labels=field(lambda page: _connection(labels, **page)),
        )
        self._repositories[full] = made
        return made

    def _issue(self, repository: Node, title: str, body: str) -> Node:
        issues, comments = repository["all_issues"], list[Node]()
        number = len(issues) + 1
        made = self._made("Issue", number=number, title=title, body=body, state="OPEN", stateReason=None, closedAt=None)
        made.update(
            url=f"{repository['url']}/issues/{number}",
            author=self._owners[OWNER],
            repository=repository,
            all_comments=comments,
            comments=field(lambda page: _connection(comments, **page)),
            labels=field(lambda page: _connection([], **page)),
        )
        issues.append(made)
        return made


def _issue_of(issues: list[Node], number: int) -> Node:
    if not 1 <= number <= len(issues):
        raise refusal("NOT_FOUND", f"Could not resolve to an Issue with the number of {number}.")
    return issues[number - 1]


def _issues(
    issues: list[Node],
    states: list[str] | None = None,
    labels: list[str] | None = None,
    filterBy: Node | None = None,  # noqa: N803 - as the schema has it
    orderBy: Node | None = None,  # noqa: N803
    **page: Any,
) -> Node:
    wanted = filterBy or {}
    states = states or wanted.get("states")
    found = [one for one in issues if states is None or one["state"] in states]
    if "createdBy" in wanted:
        found = [one for one in found if one["author"]["login"] == wanted["createdBy"]]
    if since := wanted.get("since"):
        found = [one for one in found if one["createdAt"] >= since]
    if labels or wanted.get("labels"):
        found = []  # none has one
    return _connection(_sorted(found, orderBy, "number"), **page)


def _sorted(nodes: list[Node], order: Node | None, usual: str) -> list[Node]:
    key = "createdAt" if order and order["field"] != "NAME" else usual
    return sorted(
        nodes, key=lambda one: (one[key], one["id"]), reverse=order is not None and order["direction"] == "DESC"
    )


def _connection(
    nodes: list[Node],
    first: int | None = None,
    last: int | None = None,
    after: str | None = None,
    before: str | None = None,
) -> Node:
    """A page of a list (GraphQL Cursor Connections Specification, §4.4)."""
    size = first if first is not None else last
    if size is None:
        raise refusal("MISSING_PAGINATION_BOUNDARIES", "You must provide a `first` or `last` value to paginate.")
    if not 0 <= size <= _LARGEST_PAGE:
        raise refusal("EXCESSIVE_PAGINATION", f"Requesting {size} records exceeds the limit of {_LARGEST_PAGE}.")
    start, end = _place(after, 0), _place(before, len(nodes) + 1) - 1
    start, end = (start, min(end, start + size)) if first is not None else (max(start, end - size), end)
    shown = list(enumerate(nodes, 1))[start:end]
    edges = [{"cursor": _cursor(number), "node": node} for number, node in shown]
    return {
        "edges": edges,
        "nodes": [node for _, node in shown],
        "totalCount": len(nodes),
        "pageInfo": {
            "hasNextPage": end < len(nodes),
            "hasPreviousPage": start > 0,
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
        },
    }


def _cursor(number: int) -> str:
    return b64encode(f"cursor:{number}".encode()).decode()


def _place(cursor: str | None, otherwise: int) -> int:
    if cursor is None:
        return otherwise
    try:
        return int(b64decode(cursor, validate=True).decode("ascii").removeprefix("cursor:"))
    except ValueError:
        raise refusal("INVALID_CURSOR_ARGUMENTS", f"`{cursor}` does not appear to be a valid cursor.") from None


def _echoed(given: Node) -> Node:
    return {"clientMutationId": given.get("clientMutationId")}
