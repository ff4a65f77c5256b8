"""Generated clients, blocking and async, on tokens of the sandbox's identity API."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from ferrule.auth import ClientCredentials, OAuthClient, RefreshToken, sign_in_with_device
from ferrule.errors import CredentialMissing, TokenRefused
from ferrule.sandbox import Sandbox
from ferrule.settings.policies import Policies
from ferrule_apis.github import AsyncGitHub, GitHub
from ferrule_apis.identity import Identity

pytestmark = pytest.mark.usefixtures("each_engine")
UNCACHED = Policies(cache=None)  # so that each call goes to the server


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A sandbox of its own, whose tokens can be made to end."""
    with Sandbox("github", "identity") as started:
        yield started


def service(sandbox: Sandbox) -> ClientCredentials:
    """A service that the sandbox knows."""
    return ClientCredentials(OAuthClient("service", "secret", issuer=sandbox.url("identity")))


def token_requests(sandbox: Sandbox) -> int:
    """How many tokens were asked for."""
    return len(sandbox.log.select("identity", "POST", "*/token"))


def test_fifty_calls_one_refresh(sandbox: Sandbox) -> None:
    """Fifty calls at once get their first token by one request; an hour later by the server's clock, by one more."""

    async def scenario() -> None:
        async with AsyncGitHub(auth=service(sandbox), base_url=sandbox.url("github"), policies=UNCACHED) as github:
            for expected in (1, 2):
                users = await asyncio.gather(*(github.users.get_by_username("octocat") for _ in range(50)))
                assert {user.login for user in users} == {"octocat"}
                assert token_requests(sandbox) == expected
                assert len(sandbox.log.select("github")) == [50, 150][expected - 1]  # fifty of them met a 401
                sandbox.clock.advance(3700.0)

    asyncio.run(scenario())


def test_threads_and_tasks_share_a_token(sandbox: Sandbox) -> None:
    """A blocking and an async client with the same credential need one token between them."""
    credential = service(sandbox)
    with (
        GitHub(auth=credential, base_url=sandbox.url("github"), policies=UNCACHED) as github,
        ThreadPoolExecutor(16) as pool,
    ):
        logins = list(pool.map(lambda _: github.users.get_by_username("octocat").login, range(32)))

    async def scenario() -> str:
        async with AsyncGitHub(auth=credential, base_url=sandbox.url("github")) as github:
            return (await github.users.get_by_username("octocat")).login

    assert {*logins, asyncio.run(scenario())} == {"octocat"}
    assert token_requests(sandbox) == 1


def test_a_device_signs_in_and_keeps_signed_in(sandbox: Sandbox) -> None:
    """The user agrees on another device; the tokens that follow are refreshed with rotating refresh tokens."""
    client = OAuthClient("tv", issuer=sandbox.url("identity"))
    token = sign_in_with_device(client, lambda device: sandbox.decide(device.user_code))
    with Identity(auth=RefreshToken(client, token), base_url=sandbox.url("identity")) as identity:
        for _ in range(3):
            assert identity.oauth.userinfo().name == "Ada Lovelace"
            sandbox.clock.advance(3700.0)


def test_what_is_missing_and_what_is_refused_say_so(sandbox: Sandbox) -> None:
    """Without a credential nothing is sent; with a wrong secret the server's refusal arrives, naming the operation."""
    with Identity(base_url=sandbox.url("identity")) as identity:
        with pytest.raises(
            CredentialMissing, match=r"accessToken \(http: auth=Bearer.from_env\('OAUTH_ACCESS_TOKEN'\)\)"
        ):
            identity.oauth.userinfo()
    wrong = ClientCredentials(OAuthClient("service", "invalid", issuer=sandbox.url("identity")))
    with Identity(auth=wrong, base_url=sandbox.url("identity")) as identity:
        with pytest.raises(TokenRefused, match=r"identity oauth\.userinfo .* invalid_client") as refused:
            identity.oauth.userinfo()
    assert refused.value.code == "invalid_client"
