"""The real GitHub client: facade and plain generated calls take the same pipeline, sync and async."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engines.server import Peer, serving
from ferrule import Bearer, ConfigError, Err, NotFound, Policies, Retry
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.github.api.issues import create
from ferrule_apis.github.api.users import get_by_username
from ferrule_apis.github.models import BasicError, IssueCreate

NO_WAIT = Policies(retry=Retry(transient_scale=0))
pytestmark = pytest.mark.usefixtures("each_engine")


def reply(status: int, document: object = None, **headers: str) -> bytes:
    """A response with a JSON body."""
    body = b"" if document is None else json.dumps(document).encode()
    fields = {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
    lines = [
        f"HTTP/1.1 {status} Any",
        *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items()),
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + body


@contextmanager
def answering(*replies: bytes) -> Iterator[tuple[str, list[tuple[bytes, bytes]]]]:
    """A server that answers each request by the next reply, the last one repeated: its URL, and what came."""
    left, requests = list(replies), list[tuple[bytes, bytes]]()

    def behave(peer: Peer) -> None:
        while request := peer.request():
            requests.append(request)
            peer.send(left.pop(0) if len(left) > 1 else left[0])

    with serving(behave) as server:
        yield server.url, requests


def test_a_plain_generated_call_carries_the_headers_of_the_client():
    """Those of the client, beneath those of a copy of the generated client, and those of a view above all."""
    headers = {"User-Agent": "shop/7", "X-Tenant": "one", "X-Own": "client"}
    with (
        answering(reply(404, {"message": "gone"})) as (url, requests),
        GitHub(base_url=url, policies=NO_WAIT, headers=headers) as github,
    ):
        get_by_username.sync("octocat", client=github.generated)
        get_by_username.sync("octocat", client=github.generated.with_headers({"X-Own": "copy"}))
        get_by_username.sync("octocat", client=github.with_options(headers={"X-Own": "view"}).generated)
    for (head, _), own in zip(requests, (b"client", b"copy", b"view"), strict=True):
        fields = head.lower() + b"\r\n"
        assert b"user-agent: shop/7\r\n" in fields
        assert b"x-tenant: one\r\n" in fields
        assert b"x-own: " + own + b"\r\n" in fields
        assert fields.count(b"x-own") == fields.count(b"user-agent") == 1


def test_a_plain_generated_call_says_that_json_is_nested_too_deep():
    """Python's recursion limit is not the caller's concern; the response is in the error."""
    deep = b"[" * 100_000 + b"]" * 100_000
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(deep) + deep
    with answering(answer) as (url, _), GitHub(base_url=url, policies=NO_WAIT) as github:
        with pytest.raises(ValueError, match="nested too deep") as caught:
            get_by_username.sync("octocat", client=github.generated)
    assert caught.value.content == deep


def test_a_plain_generated_call_is_retried_and_carries_the_credential():
    """`sync(client=github.generated)` is protected like the facade, also on copies of that client."""
    with (
        answering(*[reply(503), reply(404, {"message": "gone"})] * 2) as (url, requests),
        GitHub(base_url=url, auth=Bearer("t0k3n"), policies=NO_WAIT) as github,
    ):
        for client in (github.generated, github.generated.with_headers({"x-app": "1"})):
            response = get_by_username.sync_detailed("octocat", client=client)
            assert (response.status_code, type(response.parsed)) == (404, BasicError)
    assert len(requests) == 4
    assert b"authorization: bearer t0k3n" in requests[-1][0].lower()


def test_a_plain_generated_call_is_protected_in_async_too():
    """`asyncio(client=github.generated)` goes the same way."""

    async def main(url):
        async with AsyncGitHub(base_url=url, policies=NO_WAIT) as github:
            return await get_by_username.asyncio("octocat", client=github.generated)

    with answering(reply(503), reply(404, {"message": "gone"})) as (url, requests):
        assert isinstance(asyncio.run(main(url)), BasicError)
    assert len(requests) == 2
    assert b"authorization" not in requests[-1][0].lower()


def test_a_plain_call_knows_its_operation():
    """Facts of the overlay and names in errors are the operation's, as in the facade."""
    with (
        serving(lambda peer: peer.reset()) as server,
        GitHub(base_url=server.url, policies=NO_WAIT) as github,
        pytest.raises(Exception, match=r"github users\.get_by_username \(GET /users/"),
    ):
        get_by_username.sync("octocat", client=github.generated)


def test_a_plain_call_sends_its_body():
    """JSON bodies of plain calls arrive unchanged."""
    with (
        answering(reply(404, {"message": "no"})) as (url, requests),
        GitHub(base_url=url, auth=Bearer("t")) as github,
    ):
        create.sync("o", "r", body=IssueCreate(title="größer"), client=github.generated)
    head, body = requests[-1]
    assert head.startswith(b"POST /repos/o/r/issues ")
    assert body == '{"title":"größer"}'.encode()
    assert b"content-type: application/json" in head.lower()


def test_a_plain_call_of_the_other_world_is_refused():
    """A blocking client cannot serve async calls unprotected by accident."""
    with GitHub() as github, pytest.raises(ConfigError, match="make an async client"):
        asyncio.run(get_by_username.asyncio("octocat", client=github.generated))


def test_the_facade_gives_documented_errors_typed():
    """The error model of the spec is on the exception and in `Err`."""
    gone = reply(404, {"message": "Not Found"}, X_GitHub_Request_Id="A:1")
    with answering(gone) as (url, _), GitHub(base_url=url) as github:
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
