"""GitHub with memory: users, repositories, issues, comments and releases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from ..messages import Reply, json_reply
from .base import Failure, Invocation
from .github_http import DOCS, GitHubHTTP
from .github_objects import FORMER, ISSUES, OWNER, REPOSITORY, USERS, Object, Objects, Repository, timestamp

_ASSET: Final = b"What a release ships, 64 bytes at a time, and always the same.\r\n" * 1024


class GitHub(GitHubHTTP):
    """Starts with 60 users; `octocat/hello-world` has 65 issues and a release with one asset."""

    def reset(self) -> None:
        super().reset()
        self._users: dict[str, Object] = {}
        self._repositories: dict[str, Repository] = {}

    def handlers(self) -> Mapping[str, Callable[[Invocation], Reply]]:
        return {
            "users/get-authenticated": lambda call: json_reply(self._users[OWNER]),
            "users/list": self._list_users,
            "users/get-by-username": lambda call: json_reply(self._user(call)),
            "repos/list-for-user": lambda call: self._list_repositories(call, self._user(call)["login"]),
            "repos/list-for-authenticated-user": lambda call: self._list_repositories(call, OWNER),
            "repos/create-for-authenticated-user": self._create_repository,
            "repos/get": lambda call: json_reply(self._repository(call).data),
            "repos/delete": self._delete_repository,
            "issues/list-for-repo": self._list_issues,
            "issues/create": self._create_issue,
            "issues/get": lambda call: json_reply(self._issue(call)),
            "issues/update": self._update_issue,
            "issues/list-comments": lambda call: self._page(call, self._comments(call)),
            "issues/create-comment": self._create_comment,
            "repos/list-releases": lambda call: self._page(call, self._repository(call).releases),
            "repos/get-latest-release": self._latest_release,
            "repos/get-release": lambda call: json_reply(self._release(call)),
            "repos/list-release-assets": lambda call: self._page(call, self._release(call)["assets"]),
            "repos/upload-release-asset": self._upload_asset,
            "repos/get-release-asset": self._asset,
            "search/repos": lambda call: self._search(
                call, (each.data for each in self._repositories.values()), "name"
            ),
            "search/issues-and-pull-requests": self._search_issues,
            "search/users": lambda call: self._search(call, map(self._objects.simple, self._users.values()), "login"),
            "rate-limit/get": self._rate_limit,
            "meta/get-zen": lambda call: Reply(200, b"Keep it logically awesome.", {"Content-Type": "text/plain"}),
        }

    # --- what is there at the start; made when first needed, so that an unused API costs nothing ---

    def before(self, call: Invocation) -> Reply | None:
        if not self._users:
            self._fill()
        return super().before(call)

    def _fill(self) -> None:
        self._objects = Objects(self.examples, f"{self.world.origin}/{self.name}")
        now = self.world.clock.now()
        logins = (OWNER, *(f"user{number:02}" for number in range(2, USERS + 1)))
        self._users = {login: self._objects.user(login, number) for number, login in enumerate(logins, 1)}
        owner = self._users[OWNER]
        hello = self._objects.repository(owner, REPOSITORY, now)
        self._repositories[hello.data["full_name"]] = hello
        for number in range(1, ISSUES + 1):
            self._add_issue(hello, {"title": f"Issue {number}", "body": None if number % 5 == 0 else "It is so."}, now)
        release = self._objects.release(hello, owner, "v1.0.0", now)
        hello.releases.append(release)
        self._add_asset(hello, release, ("hello.bin", None, "application/octet-stream"), _ASSET)

    # --- users and repositories ---

    def _user(self, call: Invocation) -> Object:
        found = self._users.get(call.path["username"].lower())
        if found is None:
            raise self._missing()
        return found

    def _list_users(self, call: Invocation) -> Reply:
        since, size = call.query.get("since", 0), max(1, call.query.get("per_page", 30))
        rest = [user for user in self._users.values() if user["id"] > since]
        shown = rest[:size]
        links = self._links(call, {"next": {"since": shown[-1]["id"]}}) if len(rest) > size else {}
        return json_reply([self._objects.simple(user) for user in shown], headers=links)

    def _repository(self, call: Invocation) -> Repository:
        name = f"{call.path['owner']}/{call.path['repo']}".lower()
        if name == f"{OWNER}/{FORMER}":
            url = f"{self.world.origin}/{self.name}{call.request.path.replace(FORMER, REPOSITORY, 1)}"
            body = {"message": "Moved Permanently", "url": url, "documentation_url": DOCS}
            raise Failure(json_reply(body, 301 if call.request.method == "GET" else 307, {"Location": url}))
        found = self._repositories.get(name)
        if found is None:
            raise self._missing()
        return found

    def _list_repositories(self, call: Invocation, owner: str) -> Reply:
        found = [each.data for each in self._repositories.values() if each.data["owner"]["login"] == owner]
        if (visibility := call.query.get("visibility", "all")) != "all":
            found = [each for each in found if each["visibility"] == visibility]
        key = call.query.get("sort", "full_name")
        by = key if key == "full_name" else f"{key}_at"
        default = "asc" if key == "full_name" else "desc"
        found.sort(key=lambda each: (each[by], each["id"]), reverse=call.query.get("direction", default) == "desc")
        return self._page(call, found)

    def _create_repository(self, call: Invocation) -> Reply:
        owner, name = self._users[OWNER], call.body["name"]
        key = f"{OWNER}/{name}".lower()
        if key in self._repositories:
            raise self._invalid("Repository", "name", "custom", "name already exists on this account")
        made = self._objects.repository(owner, name, self.world.clock.now(), call.body)
        self._repositories[key] = made
        return json_reply(made.data, 201, {"Location": made.data["url"]})

    def _delete_repository(self, call: Invocation) -> Reply:
        del self._repositories[self._repository(call).data["full_name"].lower()]
        return Reply(204)

    # --- issues and comments ---

    def _issue(self, call: Invocation) -> Object:
        issues = self._repository(call).issues
        number: int = call.path["issue_number"]
        if not 1 <= number <= len(issues):
            raise self._missing()
        return issues[number - 1]

    def _list_issues(self, call: Invocation) -> Reply:
        query = call.query
        found = list(self._repository(call).issues)
        if (state := query.get("state", "open")) != "all":
            found = [each for each in found if each["state"] == state]
        for label in filter(None, query.get("labels", "").split(",")):
            found = [each for each in found if label in (known["name"] for known in each["labels"])]
        if "creator" in query:
            found = [each for each in found if each["user"]["login"] == query["creator"]]
        if "since" in query:
            found = [each for each in found if each["updated_at"] >= query["since"]]
        by = {"updated": "updated_at", "comments": "comments"}.get(query.get("sort", ""), "created_at")
        found.sort(key=lambda each: (each[by], each["number"]), reverse=query.get("direction", "desc") == "desc")
        return self._page(call, found)

    def _add_issue(self, repository: Repository, given: Object, now: float) -> Object:
        made = self._objects.issue(repository, len(repository.issues) + 1, self._users[OWNER], now, given)
        repository.issues.append(made)
        self._count_open(repository)
        return made

    def _count_open(self, repository: Repository) -> None:
        opened = sum(each["state"] == "open" for each in repository.issues)
        repository.data.update(open_issues=opened, open_issues_count=opened)

    def _create_issue(self, call: Invocation) -> Reply:
        made = self._add_issue(self._repository(call), call.body, self.world.clock.now())
        self._assign(made, call.body)
        return json_reply(made, 201, {"Location": made["url"]})

    def _update_issue(self, call: Invocation) -> Reply:
        issue, given = self._issue(call), call.body
        now = timestamp(self.world.clock.now())
        self._assign(issue, given)
        issue.update({name: given[name] for name in ("title", "body") if name in given}, updated_at=now)
        if "labels" in given:
            issue["labels"] = self._objects.labels(given["labels"])
        if given.get("state", issue["state"]) != issue["state"]:
            closed = given["state"] == "closed"
            reason = given.get("state_reason") or ("completed" if closed else "reopened")
            by = self._objects.simple(self._users[OWNER]) if closed else None
            issue.update(state=given["state"], state_reason=reason, closed_at=now if closed else None, closed_by=by)
            self._count_open(self._repository(call))
        return json_reply(issue)

    def _assign(self, issue: Object, given: Object) -> None:
        if "assignees" not in given:
            return
        for login in given["assignees"]:
            if login.lower() not in self._users:
                raise self._invalid("Issue", "assignees", "invalid", f"{login} is no user")
        assigned = [self._objects.simple(self._users[login.lower()]) for login in given["assignees"]]
        issue.update(assignees=assigned, assignee=assigned[0] if assigned else None)

    def _comments(self, call: Invocation) -> list[Object]:
        return self._repository(call).comments.setdefault(self._issue(call)["number"], [])

    def _create_comment(self, call: Invocation) -> Reply:
        issue = self._issue(call)
        made = self._objects.comment(issue, self._users[OWNER], self.world.clock.now(), call.body["body"])
        self._comments(call).append(made)
        issue["comments"] += 1
        return json_reply(made, 201, {"Location": made["url"]})

    # --- releases and assets ---

    def _release(self, call: Invocation) -> Object:
        releases = self._repository(call).releases
        found = next((each for each in releases if each["id"] == call.path["release_id"]), None)
        if found is None:
            raise self._missing()
        return found

    def _latest_release(self, call: Invocation) -> Reply:
        releases = self._repository(call).releases
        if not releases:
            raise self._missing()
        return json_reply(releases[-1])

    def _add_asset(
        self, repository: Repository, release: Object, about: tuple[str, str | None, str], content: bytes
    ) -> Object:
        made = self._objects.asset(repository, self._users[OWNER], *about, content, self.world.clock.now())
        name = f"{made['id']}/{made['name']}"
        made["browser_download_url"] = f"{self.world.other_origin}/_downloads/{name}"
        self.world.downloads[name] = content
        release["assets"].append(made)
        return made

    def _upload_asset(self, call: Invocation) -> Reply:
        release, name = self._release(call), call.query["name"]
        if any(each["name"] == name for each in release["assets"]):
            raise self._invalid("ReleaseAsset", "name", "already_exists", "name already exists")
        about = (name, call.query.get("label"), call.request.content_type or "application/octet-stream")
        return json_reply(self._add_asset(self._repository(call), release, about, call.request.body), 201)

    def _asset(self, call: Invocation) -> Reply:
        """Its description as JSON. Its bytes are at another origin, which must not get the credential."""
        assets = (asset for release in self._repository(call).releases for asset in release["assets"])
        found = next((each for each in assets if each["id"] == call.path["asset_id"]), None)
        if found is None:
            raise self._missing()
        if "application/octet-stream" in call.request.headers.get("accept", ""):
            return Reply(302, b"", {"Location": found["browser_download_url"]})
        return json_reply(found)

    # --- search ---

    def _search(self, call: Invocation, among: Iterable[Object], field: str) -> Reply:
        """Items with all words of `q` in the one field; qualifiers (`is:open`) are ignored."""
        words = [word.lower() for word in call.query["q"].split() if ":" not in word]
        found = [{**each, "score": 1.0} for each in among if all(word in each[field].lower() for word in words)]
        shown, headers = self._slice(call, found)
        body = {"total_count": len(found), "incomplete_results": False, "items": shown}
        return json_reply(body, headers=headers)

    def _search_issues(self, call: Invocation) -> Reply:
        return self._search(call, (issue for each in self._repositories.values() for issue in each.issues), "title")
