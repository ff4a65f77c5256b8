"""The pipeline under gql and under plain httpx, as ariadne-codegen's clients use it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from gql import Client, GraphQLRequest
from gql.transport.exceptions import TransportQueryError

import ferrule
from ferrule import Bearer, Policies, Retry
from ferrule.integrations.gql import AsyncFerruleTransport, FerruleTransport
from ferrule.sandbox import Sandbox, Status

QUICK = Policies(retry=Retry(transient_scale=0.0, throttle_scale=0.0))
USER = "query User($login: String!) { user(login: $login) { login } }"
STAR = 'mutation Star { addStar(input: {starrableId: "x"}) { clientMutationId } }'


@pytest.fixture(scope="module")
def server() -> Iterator[Sandbox]:
    """GitHub's GraphQL API."""
    with Sandbox("github_graphql") as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(server: Sandbox) -> Sandbox:
    """The same as at its start."""
    server.reset()
    return server


@pytest.fixture(params=["blocking", "async"])
def execute(request: pytest.FixtureRequest, sandbox: Sandbox) -> Any:
    """Executes a document by gql, in either world."""
    url, auth = sandbox.url("github_graphql"), Bearer("any")

    def blocking(document: str, **variables: Any) -> Any:
        with Client(transport=FerruleTransport(url, auth, policies=QUICK)) as session:
            return session.execute(GraphQLRequest(document, variable_values=variables))

    def asynchronous(document: str, **variables: Any) -> Any:
        async def main() -> Any:
            async with Client(transport=AsyncFerruleTransport(url, auth, policies=QUICK)) as session:
                return await session.execute(GraphQLRequest(document, variable_values=variables))

        return asyncio.run(main())

    return blocking if request.param == "blocking" else asynchronous


def test_gql_gets_data_through_faults(execute: Any, sandbox: Sandbox) -> None:
    """A query is sent again, though it is a POST."""
    sandbox.faults.add(Status(503, body="html"), times=2)
    assert execute(USER, login="octocat") == {"user": {"login": "octocat"}}
    assert [one.status for one in sandbox.log] == [503, 503, 200]


def test_gql_raises_its_own_errors_for_what_the_answer_says(execute: Any) -> None:
    """With what came besides."""
    with pytest.raises(TransportQueryError) as caught:
        execute(USER, login="nobody")
    assert caught.value.data == {"user": None}
    assert caught.value.errors is not None
    assert caught.value.errors[0]["type"] == "NOT_FOUND"


@pytest.mark.parametrize("status", [429, 500, 403])
def test_gql_gets_an_error_of_ferrule_for_everything_else(execute: Any, sandbox: Sandbox, status: int) -> None:
    """Typed, and with its story; it is named after the operation."""
    sandbox.faults.add(Status(status, body="html"))
    with pytest.raises(ferrule.ApiError, match=r"graphql User \(POST #User\)") as caught:
        execute(USER, login="octocat")
    assert caught.value.status_code == status


def test_a_mutation_of_gql_is_sent_once(execute: Any, sandbox: Sandbox) -> None:
    """The document says that it is one."""
    sandbox.faults.add(Status(503))
    with pytest.raises(ferrule.ServiceUnavailable):
        execute(STAR)
    assert len(sandbox.log) == 1


def test_html_in_a_200_is_no_answer(execute: Any, sandbox: Sandbox) -> None:
    """What a portal says in between."""
    sandbox.faults.add(Status(200, body="html"))
    with pytest.raises(ferrule.InvalidResponse):
        execute(USER, login="octocat")


def test_an_httpx_client_has_what_came(sandbox: Sandbox) -> None:
    """After the retries; the status is the one that came, whatever policies made of it."""
    url = sandbox.url("github_graphql")
    with httpx.Client(transport=ferrule.graphql_transport(url, Bearer("any"), policies=QUICK)) as client:
        sandbox.faults.add(Status(503), times=1)
        answer = client.post(url, json={"query": USER, "variables": {"login": "octocat"}})
        assert answer.json() == {"data": {"user": {"login": "octocat"}}}
        sandbox.world.rate_limit = 1
        limited = client.post(url, json={"query": "{ viewer { login } }"})
    assert (limited.status_code, limited.json()["errors"][0]["type"]) == (200, "RATE_LIMITED")


def test_an_unknown_engine_is_refused_at_once() -> None:
    """Not by the first call."""
    with pytest.raises(ferrule.ConfigError):
        ferrule.graphql_transport("https://api.test/graphql", engine="steam")  # type: ignore[arg-type]
