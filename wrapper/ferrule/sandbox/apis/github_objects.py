"""The resources of the GitHub API, made from the examples of their schemas so that no described member is missing."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from attrs import define, field

from ..examples import Examples

Object: TypeAlias = dict[str, Any]

OWNER: Final = "octocat"
REPOSITORY: Final = "hello-world"
# A former name of the repository, which is answered with a redirect.
FORMER: Final = "hello-earth"
USERS: Final = 60
ISSUES: Final = 65
_EPOCH: Final = 1_700_000_000


def timestamp(seconds: float) -> str:
    """As GitHub writes it: UTC, whole seconds."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@define
class Repository:
    """A repository and what hangs on it; issues and comments are in the order of their numbers."""

    data: Object
    issues: list[Object] = field(factory=list[Object])
    comments: dict[int, list[Object]] = field(factory=dict[int, list[Object]])
    releases: list[Object] = field(factory=list[Object])


class Objects:
    """Makes resources.

    Args:
        examples: of the API's document.
        url: base URL of the API.
    """

    def __init__(self, examples: Examples, url: str) -> None:
        self._url = url
        self._examples = examples
        self._made_before: dict[str, Object] = {}
        self._number = 1000

    def user(self, login: str, number: int) -> Object:
        """A private user; `simple` makes the short form of it."""
        made = self._made("public-user", f"{self._url}/users/{login}", number)
        made.update(
            login=login,
            name=login.title(),
            email=None,
            type="User",
            site_admin=False,
            gravatar_id="",
            html_url=f"https://github.com/{login}",
            avatar_url=f"https://avatars.githubusercontent.com/u/{number}",
            bio=None,
            company=None,
            location=None,
            hireable=None,
            blog="",
            created_at=timestamp(_EPOCH),
            updated_at=timestamp(_EPOCH),
        )
        return _without(
            made, "private_gists", "total_private_repos", "owned_private_repos", "plan", "notification_email"
        )

    def simple(self, user: Object) -> Object:
        """The short form of a user."""
        return {name: user[name] for name in self._example("simple-user") if name in user}

    def repository(self, owner: Object, name: str, now: float, given: Object | None = None) -> Repository:
        """A repository with what the request for it gave."""
        given = given or {}
        full_name = f"{owner['login']}/{name}"
        made = self._made("full-repository", f"{self._url}/repos/{full_name}", self._next())
        private = given.get("private", False)
        described = {key: value for key, value in given.items() if key in made}
        made.update(
            described,
            name=name,
            full_name=full_name,
            owner=self.simple(owner),
            private=private,
            visibility="private" if private else "public",
            description=given.get("description"),
            homepage=given.get("homepage"),
            html_url=f"https://github.com/{full_name}",
            fork=False,
            default_branch="main",
            language=None,
            license=None,
            mirror_url=None,
            open_issues=0,
            open_issues_count=0,
            **dict.fromkeys(("created_at", "updated_at", "pushed_at"), timestamp(now)),
        )
        return Repository(_without(made, "organization", "parent", "source", "template_repository"))

    def issue(self, repository: Repository, number: int, user: Object, now: float, given: Object) -> Object:
        """An open issue."""
        url = f"{repository.data['url']}/issues/{number}"
        made = self._made("issue", url, self._next())
        made.update(
            number=number,
            title=given["title"],
            body=given.get("body"),
            state="open",
            state_reason=None,
            user=self.simple(user),
            labels=self.labels(given.get("labels", ())),
            assignee=None,
            assignees=[],
            milestone=None,
            locked=False,
            active_lock_reason=None,
            comments=0,
            closed_at=None,
            closed_by=None,
            draft=False,
            author_association="OWNER",
            repository_url=repository.data["url"],
            html_url=f"{repository.data['html_url']}/issues/{number}",
            created_at=timestamp(now),
            updated_at=timestamp(now),
        )
        return _without(made, "repository", "pull_request", "type", "performed_via_github_app", "parent_issue_url")

    def labels(self, names: Iterable[str]) -> list[Object]:
        """Labels by name."""
        return [{**deepcopy(self._example("issue-label")), "name": name, "default": False} for name in names]

    def comment(self, issue: Object, user: Object, now: float, body: str) -> Object:
        """A comment on an issue."""
        number = self._next()
        made = self._made("issue-comment", f"{issue['repository_url']}/issues/comments/{number}", number)
        times: Object = dict.fromkeys(("created_at", "updated_at"), timestamp(now))
        made.update(times, body=body, user=self.simple(user), issue_url=issue["url"], author_association="OWNER")
        return _without(made, "performed_via_github_app")

    def release(self, repository: Repository, user: Object, tag: str, now: float) -> Object:
        """A published release without assets."""
        number = self._next()
        made = self._made("release", f"{repository.data['url']}/releases/{number}", number)
        times: Object = dict.fromkeys(("created_at", "published_at", "updated_at"), timestamp(now))
        made.update(
            times, tag_name=tag, name=tag, body=None, draft=False, prerelease=False, author=self.simple(user), assets=[]
        )
        return made

    def asset(
        self, repository: Repository, user: Object, name: str, label: str | None, kind: str, content: bytes, now: float
    ) -> Object:
        """A file of a release."""
        number = self._next()
        made = self._made("release-asset", f"{repository.data['url']}/releases/assets/{number}", number)
        times: Object = dict.fromkeys(("created_at", "updated_at"), timestamp(now))
        made.update(
            times,
            name=name,
            label=label,
            content_type=kind,
            size=len(content),
            state="uploaded",
            digest=None,
            uploader=self.simple(user),
        )
        return made

    def _example(self, schema: str) -> Object:
        """Kept, as an example takes longer than everything else that a request needs."""
        if schema not in self._made_before:
            self._made_before[schema] = self._examples.of({"$ref": f"#/components/schemas/{schema}"})
        return self._made_before[schema]

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _made(self, schema: str, url: str, number: int) -> Object:
        """The schema's example with its own identity and addresses."""
        made = deepcopy(self._example(schema))
        for name in made:
            if name.endswith("_url") and isinstance(made[name], str):
                made[name] = f"{url}/{name.removesuffix('_url')}"
        made.update(id=number, node_id=f"SANDBOX_{number}", url=url)
        return made


def _without(made: Object, *names: str) -> Object:
    """Leave out optional members that say nothing here."""
    return {name: value for name, value in made.items() if name not in names}
