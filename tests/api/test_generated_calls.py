"""The real GitHub client: facade and plain generated calls take the same pipeline, sync and async."""

import asyncio

import httpx
import pytest
import respx

from ferrule import Bearer, ConfigError, Err, NotFound, Policies, Retry
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.github.api.issues import create
from ferrule_apis.github.api.users import get_by_username
from ferrule_apis.github.models import BasicError, IssueCreate

NO_WAIT = Policies(retry=Retry(transient_scale=0))
USER_URL = "https://api.github.com/users/octocat"


@respx.mock
def test_a_plain_generated_call_is_retried_and_carries_the_credential():
    """`sync(client=github.generated)` is protected like the facade, also on copies of that client."""
    route = respx.get(USER_URL)
    route.side_effect = [httpx.Response(503), httpx.Response(404, json={"message": "gone"})] * 2
    with GitHub(auth=Bearer("t0k3n"), policies=NO_WAIT) as github:
        for client in (github.generated, github.generated.with_headers({"x-app": "1"})):
            response = get_by_username.sync_detailed("octocat", client=client)
            assert (response.status_code, type(response.parsed)) == (404, BasicError)
    assert route.call_count == 4
    assert route.calls.last.request.headers["authorization"] == "Bearer t0k3n"


@respx.mock
def test_a_plain_generated_call_is_protected_in_async_too():
    """`asyncio(client=github.generated)` goes the same way."""
    route = respx.get(USER_URL)
    route.side_effect = [httpx.Response(503), httpx.Response(404, json={"message": "gone"})]

    async def main():
        async with AsyncGitHub(policies=NO_WAIT) as github:
            return await get_by_username.asyncio("octocat", client=github.generated)

    assert isinstance(asyncio.run(main()), BasicError)
    assert route.call_count == 2
    assert "authorization" not in route.calls.last.request.headers


@respx.mock
def test_a_plain_call_knows_its_operation():
    """Facts of the overlay and names in errors are the operation's, as in the facade."""
    respx.get(USER_URL).mock(side_effect=httpx.ConnectError("refused"))
    with (
        GitHub(policies=NO_WAIT) as github,
        pytest.raises(Exception, match=r"github users\.get_by_username \(GET /users/"),
    ):
        get_by_username.sync("octocat", client=github.generated)


@respx.mock
def test_a_plain_call_sends_its_body():
    """JSON bodies of plain calls arrive unchanged."""
    route = respx.post("https://api.github.com/repos/o/r/issues").respond(404, json={"message": "no"})
    with GitHub(auth=Bearer("t")) as github:
        create.sync("o", "r", body=IssueCreate(title="größer"), client=github.generated)
    request = route.calls.last.request
    assert request.read() == '{"title":"größer"}'.encode()
    assert request.headers["content-type"] == "application/json"


def test_a_plain_call_of_the_other_world_is_refused():
    """A blocking client cannot serve async calls unprotected by accident."""
    with GitHub() as github, pytest.raises(ConfigError, match="make an async client"):
        asyncio.run(get_by_username.asyncio("octocat", client=github.generated))


@respx.mock
def test_the_facade_gives_documented_errors_typed():
    """The error model of the spec is on the exception and in `Err`."""
    respx.get(USER_URL).respond(404, json={"message": "Not Found"}, headers={"X-GitHub-Request-Id": "A:1"})
    with GitHub() as github:
        with pytest.raises(NotFound, match="404 Not Found: Not Found") as caught:
            github.users.get_by_username("octocat")
        assert caught.value.request_id == "A:1"
        assert caught.value.body.message == "Not Found"
        match github.users.get_by_username.result("octocat"):
            case Err(BasicError(message=message)):
                assert message == "Not Found"
            case other:
                pytest.fail(f"{other}")


def test_importing_an_endpoint_does_not_import_the_wrapper():
    """Generated code stands alone; only the facade needs Ferrule."""
    import subprocess
    import sys

    code = "import sys, ferrule_apis.github.api.users.get_by_username; sys.exit('ferrule' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
