"""Users' own respx mocks see the calls of a Ferrule client, sync and async."""

import asyncio

import httpx
import pytest
import respx

from acme import Acme, AsyncAcme
from ferrule import Bearer, NotFound, Policies, ReadFailed, Retry

NO_WAIT = Policies(retry=Retry(transient_scale=0))


@respx.mock
def test_a_respx_mock_answers_a_blocking_call():
    """The mock sees method, URL, headers and credential; the client sees its answer."""
    route = respx.get("https://api.example/v1/users/7").respond(200, json={"name": "octocat"})
    with Acme(auth=Bearer("t0k3n")) as acme:
        assert acme.users.get("7") == {"name": "octocat"}
    request = route.calls.last.request
    assert request.headers["authorization"] == "Bearer t0k3n"
    assert request.headers["accept"] == "application/json"
    assert request.headers["user-agent"].startswith("ferrule/")


@respx.mock
def test_a_respx_mock_answers_an_async_call():
    """The same mock serves the async client."""
    respx.get("https://api.example/v1/users/7").respond(404, json={"name": "gone"})

    async def main():
        async with AsyncAcme() as acme:
            with pytest.raises(NotFound):
                await acme.users.get("7")

    asyncio.run(main())
    assert respx.calls.call_count == 1


@respx.mock
def test_a_mocked_failure_is_retried_and_mapped():
    """Httpx errors raised by a mock take the same way as real ones."""
    route = respx.get("https://api.example/v1/users/7").mock(side_effect=httpx.ReadError("reset"))
    with Acme(policies=NO_WAIT) as acme, pytest.raises(ReadFailed):
        acme.users.get("7")
    assert route.call_count == 3


@respx.mock
def test_a_mocked_redirect_drops_the_credential_at_another_origin():
    """Only the client's own origin gets the token."""
    respx.get("https://api.example/v1/users/7").respond(302, headers={"location": "https://files.example/x?sig=1"})
    elsewhere = respx.get("https://files.example/x").respond(200, json={"name": "octocat"})
    with Acme(auth=Bearer("t0k3n")) as acme:
        assert acme.users.get("7") == {"name": "octocat"}
    assert "authorization" not in elsewhere.calls.last.request.headers
