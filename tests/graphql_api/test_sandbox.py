"""The sandbox's GraphQL API: state, checks, quotas, and what it does wrong on demand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

import ferrule
from ferrule import Bearer, Err, GraphQLErrors, Ok, Partial, Policies, Retry
from ferrule.sandbox import Corrupt, Latency, Reset, Sandbox, Status, Trickle, Truncate
from ferrule_apis.github_graphql import AsyncGitHubGraphQL, GitHubGraphQL
from ferrule_apis.github_graphql.models import CloseIssueInput, CreateIssueInput

API = "github_graphql"
HELLO = {"owner": "octocat", "name": "hello-world"}
QUICK = Policies(retry=Retry(transient_scale=0.0, throttle_scale=0.0))


@pytest.fixture(scope="module")
def server() -> Iterator[Sandbox]:
    """One server for all."""
    with Sandbox(API) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(server: Sandbox) -> Sandbox:
    """The same as at its start."""
    server.reset()
    return server


@pytest.fixture
def github(sandbox: Sandbox) -> Iterator[GitHubGraphQL]:
    """A client of it."""
    with GitHubGraphQL(auth=Bearer("any"), base_url=sandbox.url(API), policies=QUICK) as client:
        yield client


def test_what_is_changed_is_remembered(github: GitHubGraphQL) -> None:
    """Issues are opened, commented on and closed; stars are given and taken."""
    repository = github.repositories.get_repository(**HELLO, with_labels=True).repository
    assert repository
    assert repository.labels
    made = github.issues.create_issue(input_=CreateIssueInput(repository.id, "New")).create_issue
    assert made
    assert made.issue
    github.issues.add_comment(subject_id=made.issue.id, body="So it is.")
    github.issues.close_issue(input_=CloseIssueInput(made.issue.id))
    found = github.issues.get_issue(**HELLO, number=made.issue.number).repository
    assert found
    assert found.issue
    assert (found.issue.state, found.issue.state_reason) == ("CLOSED", "COMPLETED")
    assert [one and one.body for one in found.issue.comments.nodes or []] == ["So it is."]
    starred = github.repositories.add_star(id=repository.id).add_star
    assert starred
    assert starred.starrable
    assert starred.starrable.viewer_has_starred


def test_lists_are_walked_to_their_end(github: GitHubGraphQL, sandbox: Sandbox) -> None:
    """Sorted and filtered as the variables say."""
    issues = [one and one.number for one in github.issues.list_issues.items(**HELLO, first=20)]
    assert issues == list(range(1, 66))
    assert len(sandbox.log) == 4
    tools = list(github.search.search.items(query="tool", type_="REPOSITORY", first=2))
    assert len(tools) == 3


def test_both_worlds_find_the_same(sandbox: Sandbox) -> None:
    """The same names, awaited."""

    async def main() -> list[Any]:
        async with AsyncGitHubGraphQL(auth=Bearer("any"), base_url=sandbox.url(API)) as github:
            assert (await github.viewer.get_viewer()).viewer.login == "octocat"
            return [one and one.number async for one in github.issues.list_issues.items(**HELLO)]

    assert asyncio.run(main()) == list(range(1, 66))


def test_what_cannot_be_found_makes_an_answer_in_part(github: GitHubGraphQL) -> None:
    """Its error has a type."""
    result = github.repositories.get_repository.result(owner="octocat", name="none")
    assert isinstance(result, Partial)
    assert (result.data.repository, result.errors[0].code) == (None, "NOT_FOUND")


def test_documents_and_variables_are_checked(sandbox: Sandbox, github: GitHubGraphQL) -> None:
    """By a 400 for those who know the media type, by a 200 for others; never a mutation by GET."""
    result = github.search.search.result(query=3, type_="NONE")  # type: ignore[arg-type]
    assert isinstance(result, Err)
    assert result.error.status_code == 400
    url, headers = sandbox.url(API), {"Authorization": "Bearer any"}
    wrong = httpx.post(url, json={"query": "{ nothing }"}, headers=headers)
    assert (wrong.status_code, "data" in wrong.json()) == (200, False)
    assert httpx.post(url, content=b"{", headers=headers).status_code == 400
    assert (
        httpx.get(
            url, params={"query": "mutation { addStar(input: {starrableId: 1}) { clientMutationId } }"}, headers=headers
        ).status_code
        == 405
    )
    assert httpx.get(url, params={"query": "{ viewer { login } }"}, headers=headers).json()["data"]["viewer"]
    assert httpx.post(url, json={"query": "{ viewer { login } }"}).status_code == 401
    assert httpx.delete(url, headers=headers).status_code == 405


def test_a_quota_that_is_used_up_is_told_in_a_200(sandbox: Sandbox, github: GitHubGraphQL) -> None:
    """The client knows when to come back, and holds back by itself from then on."""
    sandbox.world.rate_limit = 1
    github.viewer.get_viewer()
    with pytest.raises(ferrule.RateLimited):
        github.with_options(deadline=1.0).viewer.get_viewer()
    other = GitHubGraphQL(auth=Bearer("any"), base_url=sandbox.url(API), policies=Policies(rate_limit=None, retry=None))
    with other, pytest.raises(GraphQLErrors) as caught:
        other.viewer.get_viewer()
    assert caught.value.codes == {"RATE_LIMITED"}
    assert 3500 < (caught.value.retry_after or 0) <= 3600


@pytest.mark.parametrize(
    "fault",
    [
        Status(429, retry_after=0), Status(500), Status(502, body="html"), Status(503, body="empty"),
        Status(200, body="html"), Status(200, body="empty"), Status(200, body="wrong"), Status(301), Status(404, body="html"),
        Corrupt("json"), Corrupt("type"), Corrupt("null"), Corrupt("enum"), Reset("before"), Reset("after"),
        Truncate("body"), Truncate("headers"), Latency(0.0), Trickle("body", interval=0.0001, size=2000),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("times", [1, None])
def test_nothing_raw_reaches_a_caller(sandbox: Sandbox, github: GitHubGraphQL, fault: Any, times: int | None) -> None:
    """Whatever comes in between: a model, or an error of Ferrule."""
    sandbox.faults.add(fault, times=times)
    try:
        result = github.repositories.get_repository.result(**HELLO)
    except ferrule.CallError as error:
        assert error.operation is not None
        return
    assert isinstance(result, Ok | Err)
    if isinstance(result, Ok):
        assert result.value.repository
